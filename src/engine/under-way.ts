// The orders that have left and may arrive late. A client keeps every order for ever; the engine keeps in memory those of
// which a venue may still speak. What it keeps is decided here, by what is under way. What it does is not: of an order that
// will never arrive, a client could only be told again that the venue does not know it.
import { PassingMap } from '../kernel/passing-map.ts';
import type { VenueHappening } from '../venues/simulator/types.ts';
import type { Entry } from './entries.ts';

/** The orders that are on their way to a venue for longer than the venue's visibility window. */
export class UnderWay {
  private readonly orders = new PassingMap<string, true>();
  private readonly visibilityUs: number;

  /** `entries`: those of the calendar that was saved. */
  constructor(visibilityUs: number, entries: readonly { readonly entry: Entry }[] = []) {
    this.visibilityUs = visibilityUs;
    for (const { entry } of entries) if (entry.kind === 'venue') this.sent(Number.POSITIVE_INFINITY, entry);
  }

  /** Whether an order of that id may still arrive. */
  has(clOrdId: string): boolean {
    return this.orders.size > 0 && this.orders.has(clOrdId);
  }

  /** Something will happen at a venue after that time. An order that arrives inside the window is never given up before. */
  sent(delayUs: number, happening: VenueHappening): void {
    if (happening.what === 'release' || (happening.what === 'arrive' && delayUs > this.visibilityUs))
      this.orders.set(happening.order.clOrdId, true);
  }

  /** It happens. An order that is held for its market's delay is under way again before this step is over. */
  happened(happening: VenueHappening): void {
    if (this.orders.size > 0 && (happening.what === 'arrive' || happening.what === 'release'))
      this.orders.delete(happening.order.clOrdId);
  }
}
