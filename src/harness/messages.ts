// The messages that a user's order management receives: the engine's own words for what a venue says, each with its time.
import type { OrderEvent } from '../../machines/order/types.ts';
import { assert } from '../kernel/assert.ts';
import type { ClientIds } from './client-ids.ts';
import type { VenueNotice, VenueReport } from '../venues/simulation/types.ts';

const reportWords = [
  'venue.acked',
  'venue.rejected',
  'venue.traded',
  'venue.cancelled',
  'venue.cancelRejected',
  'venue.replaced',
  'venue.replaceRejected',
  'venue.tradeBusted',
  'order.reconciled',
] as const;

type ReportWord = (typeof reportWords)[number];

/**
 * What is said of an order, with its `account` where that is not the venue's first one:
 *
 * - `venue.acked` { venueOrderId }: the venue took it.
 * - `venue.rejected` { reason }: the venue did not take it; of `duplicate`, an earlier copy may live.
 * - `venue.traded` { tradeId, lastQty, lastPx, fee }: some of it filled. The same trade may be reported more than once.
 * - `venue.cancelled` { reason, cumQty? }: it ended unfilled, at the client's request or not.
 * - `venue.cancelRejected` { reason }: the cancel was not taken. "Not found" proves nothing.
 * - `venue.replaced` { orderQty, price }, `venue.replaceRejected` { reason }: the answers to a replace.
 * - the answer to a query, all at one instant: `venue.traded` and `venue.tradeBusted` { tradeId } for each trade, then
 *   `order.reconciled` { found, status?, cumQty?, venueOrderId? }.
 */
export type OrderMessage = { readonly atUs: number; readonly clOrdId: string; readonly account?: string } & Extract<
  OrderEvent,
  { readonly type: ReportWord }
>;

type Noticed<N> = N extends VenueNotice
  ? { readonly atUs: number; readonly account?: string } & Omit<N, 'kind' | 'venue'>
  : never;

/**
 * What is noticed besides:
 *
 * - `settlement` { clOrdId, account?, tradeId, status }: a trade moved on chain; one that is `failed` never happened.
 * - `trading` { market, state, cancelsAllowed }: a market, or with an empty name the whole venue, opens, closes or stops.
 * - `disconnected` { reason }, `reconnected`: messages of either side between the two are lost.
 * - `rateLimited`: the venue takes nothing more for the moment.
 */
export type NoticeMessage = Noticed<VenueNotice>;

/** A message that reaches the client. */
export type VenueMessage = OrderMessage | NoticeMessage;

/** The message that a report or a notice is, where it arrives; orders by the ids that their clients gave them. */
export const messageOf = (told: VenueReport | VenueNotice, atUs: number, ids: ClientIds): VenueMessage => {
  if (told.kind === 'report') {
    const { clOrdId, event } = told;
    const { account, clOrdId: own } = ids.clientOf(clOrdId);
    assert(
      (reportWords as readonly string[]).includes(event.type),
      () => `${told.venue} says '${event.type}', which no venue does`,
    );
    const message = { ...event, atUs, clOrdId: own };
    return (account === undefined ? message : { ...message, account }) as OrderMessage;
  }
  const { kind: _kind, venue: _venue, type, ...rest } = told;
  if (told.type !== 'settlement') return { type, atUs, ...rest } as NoticeMessage;
  const { account, clOrdId } = ids.clientOf(told.clOrdId);
  const message = { type, atUs, ...rest, clOrdId };
  return (account === undefined ? message : { ...message, account }) as NoticeMessage;
};
