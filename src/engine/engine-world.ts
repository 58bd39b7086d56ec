// The world of an engine's run: its calendar holds what every part of it makes due, and orders that arrive late at their
// venues are noted as they leave.
import { UnderWay, type UnderWayOptions, type UnderWayState } from '../orders/under-way.ts';
import { World, type WorldState } from '../world/world.ts';
import type { Entry } from './entries.ts';

/** Virtual time and everything that depends on it alone, for a run. */
export class EngineWorld extends World<Entry> {
  /** The orders that arrive late at their venues. */
  readonly underWay: UnderWay;

  constructor(seed: string, late: UnderWayOptions, state?: WorldState<Entry>, underWay?: UnderWayState) {
    super(seed, state);
    this.underWay = new UnderWay(late, underWay);
  }

  /** Lets an entry come after so many microseconds. An order that leaves for its venue is noted where it will be late. */
  override after(delayUs: number, entry: Entry): number {
    if (entry.kind === 'venue') this.underWay.sent(delayUs, entry);
    return super.after(delayUs, entry);
  }
}
