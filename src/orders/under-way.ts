// The orders that have left and arrive late. A client keeps every order for ever; the engine keeps those in memory on which
// a venue may still report. This decides what is kept, and nothing else: about an order that never arrives, a client could
// only learn again that the venue does not know it.
import { PassingMap } from '../kernel/passing-map.ts';
import type { VenueEvent } from '../venues/simulation/types.ts';

/** The late orders at rest: plain data. */
export type UnderWayState = readonly (readonly [clOrdId: string, untilUs: number])[];

/** The end of the record of an order that has not arrived. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** How long a late order may matter, in microseconds. */
export interface UnderWayOptions {
  /** An order that arrives inside this window is never given up before. */
  readonly visibilityUs: number;
  /** How long a venue may report on an order after its arrival. */
  readonly recordUs: number;
}

/** The orders that are on their way to a venue for longer than its visibility window, and those that have just arrived. */
export class UnderWay {
  private readonly options: UnderWayOptions;
  private readonly orders: PassingMap<string, number>;

  constructor(options: UnderWayOptions, state: UnderWayState = []) {
    this.options = options;
    this.orders = new PassingMap(state);
  }

  /** Returns whether an order of that id may still arrive, or has arrived less than `recordUs` ago. */
  has(clOrdId: string, nowUs: number): boolean {
    return this.orders.size > 0 && (this.orders.get(clOrdId) ?? 0) > nowUs;
  }

  /** Notes an order that arrives at its venue after `delayUs`, where that is late. */
  sent(delayUs: number, event: VenueEvent): void {
    if (event.type === 'release' || (event.type === 'arrive' && delayUs > this.options.visibilityUs))
      this.orders.set(event.order.clOrdId, NEVER);
  }

  /** A late order has arrived. One that is held for its market's delay is noted again before this step ends. */
  happened(event: VenueEvent, nowUs: number): void {
    if (this.orders.size === 0 || (event.type !== 'arrive' && event.type !== 'release')) return;
    const { clOrdId } = event.order;
    if (this.orders.has(clOrdId)) this.orders.set(clOrdId, nowUs + this.options.recordUs);
  }

  /** Forgets an order: no venue reports on it any more. */
  forget(clOrdId: string): void {
    if (this.orders.size > 0) this.orders.delete(clOrdId);
  }

  /** Returns the late orders as plain data. */
  save(): UnderWayState {
    return [...this.orders];
  }
}
