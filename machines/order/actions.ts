// What the order chart writes down as it moves. Each returns only the part of the context that changes.
import { withAnomaly } from '../anomalies.ts';
import { bookTrade, bustTrade, correctTrade, noteMissing, rememberBust, rememberCorrection } from './booking.ts';
import type {
  OrderAnomalyKind,
  OrderArgs,
  OrderContext,
  OrderReconciled,
  VenueTradeCorrected,
  VenueTraded,
} from './types.ts';

type Change = Partial<OrderContext>;

/** Counts an event that is legal and changes nothing. */
export const countIgnored = ({ context }: OrderArgs): Change => ({ ignored: context.ignored + 1 });

/** Writes the event down as an anomaly of that kind, with what can be read of it: the event may be malformed. */
export const recordAnomaly = ({ context, event }: OrderArgs, { kind }: { readonly kind: OrderAnomalyKind }): Change => {
  const { tradeId, lastQty, lastPx, venueOrderId } = event as Partial<VenueTraded & { readonly venueOrderId: string }>;
  const id = tradeId ?? venueOrderId;
  return withAnomaly(context, {
    kind,
    event: event.type,
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof lastQty === 'bigint' ? { qty: lastQty } : {}),
    ...(typeof lastPx === 'bigint' ? { px: lastPx } : {}),
  });
};

/** The venue's name for the order, where it is known before the ack (Polymarket's order hash). */
export const recordVenueId = ({ context, event }: OrderArgs): Change => {
  const { venueOrderId } = event as { readonly venueOrderId?: string };
  return venueOrderId === undefined || context.venueOrderId !== null ? {} : { venueOrderId };
};

/** The ack, with the venue's name for the order. */
export const recordAck = ({ event }: OrderArgs): Change => ({
  venueOrderId: (event as { readonly venueOrderId: string }).venueOrderId,
  acked: true,
});

/** A trade while the order lives. */
export const bookNewTrade = ({ context, event }: OrderArgs): Change => bookTrade(context, event as VenueTraded, false);

/** A trade after the order has ended. */
export const bookLateTrade = ({ context, event }: OrderArgs): Change => bookTrade(context, event as VenueTraded, true);

/** Takes back a trade that is booked. */
export const bustStandingTrade = ({ context, event }: OrderArgs): Change =>
  bustTrade(context, (event as { readonly tradeId: string }).tradeId);

/** Keeps a bust until its trade comes. */
export const rememberEarlyBust = ({ context, event }: OrderArgs): Change =>
  rememberBust(context, (event as { readonly tradeId: string }).tradeId, event.type);

/** Gives a booked trade its new content. */
export const correctStandingTrade = ({ context, event }: OrderArgs): Change =>
  correctTrade(context, event as VenueTradeCorrected);

/** Keeps a correction until its trade comes. */
export const rememberEarlyCorrection = ({ context, event }: OrderArgs): Change =>
  rememberCorrection(context, event as VenueTradeCorrected);

/** Why the order ended, as the event says it. */
export const recordEnd = ({ event }: OrderArgs): Change => ({
  endReason: (event as { readonly reason: string }).reason,
});

/** Why the order ended, where we say it ourselves. */
export const recordEndAs = (_args: OrderArgs, { reason }: { readonly reason: string }): Change => ({
  endReason: reason,
});

/** What the venue counts as filled beyond what it has reported. */
export const noteMissingFills = ({ context, event }: OrderArgs): Change => {
  const { cumQty, status } = event as OrderReconciled;
  return noteMissing(context, cumQty ?? (status === 'filled' ? context.orderQty : undefined), event.type);
};

/** The quantity and price that a replace asks for. */
export const noteReplaceRequest = ({ event }: OrderArgs): Change => {
  const { orderQty, price } = event as { readonly orderQty?: bigint; readonly price?: bigint };
  return { requestedQty: orderQty ?? null, requestedPx: price ?? null };
};

/** What only the refused quantity had allowed was an overfill after all. */
export const noteRefusedOverfill = ({ context, event }: OrderArgs): Change => {
  const { matchedQty, orderQty, requestedQty } = context;
  if (requestedQty === null || matchedQty <= orderQty || matchedQty > requestedQty) return {};
  return withAnomaly(context, { kind: 'overfill', event: event.type, qty: matchedQty - orderQty });
};

/** The replace is over: nothing is asked for any more. */
export const clearReplaceRequest = (): Change => ({ requestedQty: null, requestedPx: null });

/** The order as the venue has replaced it. */
export const applyReplace = ({ context, event }: OrderArgs): Change => {
  const { orderQty, price } = event as { readonly orderQty?: bigint; readonly price?: bigint };
  return { orderQty: orderQty ?? context.orderQty, price: price ?? context.price };
};
