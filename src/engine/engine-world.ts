// The world of an engine's run: its calendar holds what every part of it makes due, and orders that arrive late at their
// venues are noted as they leave.
import type { RandomStreams } from '../kernel/random/streams.ts';
import type { RecordBody } from '../journal/records.ts';
import { UnderWay, type UnderWayOptions, type UnderWayState } from '../orders/under-way.ts';
import type { VenueEntry, VenueWorld } from '../world/hosted-venue.ts';
import { World, type WorldState } from '../world/world.ts';
import type { Entry } from './entries.ts';

/** Virtual time and everything that depends on it alone, for a run. */
export class EngineWorld extends World<Entry> {
  /** The orders that arrive late at their venues. */
  readonly underWay: UnderWay;
  /** The same world for venues to live in: what they make due is looked at, and nothing else is. */
  readonly ofVenues: VenueWorld;

  constructor(seed: string, late: UnderWayOptions, state?: WorldState<Entry>, underWay?: UnderWayState) {
    super(seed, state);
    this.underWay = new UnderWay(late, underWay);
    this.ofVenues = new WorldOfVenues(this, this.underWay);
  }
}

/** A world in which an order that leaves for its venue is noted where it will be late. */
class WorldOfVenues implements VenueWorld {
  private readonly world: World<Entry>;
  private readonly underWay: UnderWay;

  constructor(world: World<Entry>, underWay: UnderWay) {
    this.world = world;
    this.underWay = underWay;
  }

  get nowUs(): number {
    return this.world.nowUs;
  }

  get streams(): RandomStreams {
    return this.world.streams;
  }

  after(delayUs: number, entry: VenueEntry): number {
    if (entry.kind === 'venue') this.underWay.sent(delayUs, entry);
    return this.world.after(delayUs, entry);
  }

  cancel(id: number): void {
    this.world.cancel(id);
  }

  record(body: RecordBody): void {
    this.world.record(body);
  }
}
