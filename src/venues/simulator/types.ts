// What a simulated venue is to the engine: it is sent messages, keeps its own truth, and answers in calendar
// events. It never sees an order actor, and the engine never sees its state: they meet in reports.
import type { OrderEvent, Side, TimeInForce } from '../../../machines/order/types.ts';
import type { RecordBody } from '../../journal/records.ts';

/** An order as it is sent to a venue. Micros. */
export interface VenueOrderRequest {
  readonly clOrdId: string;
  readonly market: string;
  readonly outcome: string;
  readonly side: Side;
  readonly orderQty: bigint;
  readonly price: bigint;
  readonly timeInForce: TimeInForce;
}

/** What happens at a venue at an instant, as the calendar holds it: plain data. */
export type VenueHappening =
  | { readonly kind: 'venue'; readonly venue: string; readonly what: 'arrive'; readonly order: VenueOrderRequest }
  | {
      readonly kind: 'venue';
      readonly venue: string;
      readonly what: 'fill';
      readonly clOrdId: string;
      readonly qty: bigint;
    }
  | { readonly kind: 'venue'; readonly venue: string; readonly what: 'cancel' | 'query'; readonly clOrdId: string }
  | {
      readonly kind: 'venue';
      readonly venue: string;
      readonly what: 'replace';
      readonly clOrdId: string;
      readonly orderQty: bigint | undefined;
      readonly price: bigint | undefined;
    };

/** What the client is told, as the calendar holds it until it gets there. */
export interface VenueReport {
  readonly kind: 'report';
  readonly venue: string;
  readonly clOrdId: string;
  readonly event: OrderEvent;
}

/** What a simulator is given to live in. */
export interface VenueHost {
  readonly nowUs: number;
  /** Lets something happen at the venue after that time. */
  schedule(delayUs: number, happening: VenueHappening): number;
  /** Takes back what has not happened. */
  cancel(calendarId: number): void;
  /** Sends the client a report that takes so long: faults may lose, delay or double it on its way. */
  report(delayUs: number, report: VenueReport): void;
  /** Writes the venue's own truth down. */
  record(body: RecordBody): void;
}

/** A simulated venue. All delays are drawn from its own streams. */
export interface VenueSimulator {
  readonly venue: string;
  submit(order: VenueOrderRequest): void;
  cancel(clOrdId: string): void;
  replace(clOrdId: string, orderQty: bigint | undefined, price: bigint | undefined): void;
  query(clOrdId: string): void;
  /** Something that was scheduled is due. */
  happen(happening: VenueHappening): void;
  /** Orders that the venue still works. */
  readonly live: number;
  /** The simulator as plain data. */
  save(): unknown;
}
