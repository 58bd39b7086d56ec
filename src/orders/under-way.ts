// The orders that have left and arrive late. A client keeps every order for ever; the engine keeps in memory those of which a
// venue may still speak. What it keeps is decided here, by what is under way. What it does is not: of an order that will
// never arrive, a client could only be told again that the venue does not know it.
import { PassingMap } from '../kernel/passing-map.ts';
import type { VenueHappening } from '../venues/simulation/types.ts';

/** The late orders at rest: plain data. */
export type UnderWayState = readonly (readonly [clOrdId: string, untilUs: number])[];

/** The end of what has not arrived. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** How long what is late may matter, in microseconds. */
export interface UnderWayOptions {
  /** An order that arrives inside this window is never given up before. */
  readonly visibilityUs: number;
  /** How long a venue may speak of an order after its arrival. */
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

  /** Whether an order of that id may still arrive, or has arrived a short while ago. */
  has(clOrdId: string, nowUs: number): boolean {
    return this.orders.size > 0 && (this.orders.get(clOrdId) ?? 0) > nowUs;
  }

  /** Something will happen at a venue after that time: an order that comes late is noted. */
  sent(delayUs: number, happening: VenueHappening): void {
    if (happening.what === 'release' || (happening.what === 'arrive' && delayUs > this.options.visibilityUs))
      this.orders.set(happening.order.clOrdId, NEVER);
  }

  /** It happens. An order that is held for its market's delay is noted again before this step is over. */
  happened(happening: VenueHappening, nowUs: number): void {
    if (this.orders.size === 0 || (happening.what !== 'arrive' && happening.what !== 'release')) return;
    const { clOrdId } = happening.order;
    if (this.orders.has(clOrdId)) this.orders.set(clOrdId, nowUs + this.options.recordUs);
  }

  /** Nobody will speak of the order any more. */
  forget(clOrdId: string): void {
    if (this.orders.size > 0) this.orders.delete(clOrdId);
  }

  /** The late orders as plain data. */
  save(): UnderWayState {
    return [...this.orders];
  }
}
