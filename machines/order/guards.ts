// The questions the order chart asks before it moves. A payload that makes no sense (a trade of nothing,
// a quantity that is no bigint) fails its guard, and the event falls through to the region's illegal moves.
import { findTrade, matchedQtyOf, qtyLimit } from './booking.ts';
import { isCorrectionSound, isFoundSound, isMicros, isReplaceSound, isText, isTradeSound } from './soundness.ts';
import type { OrderArgs, OrderReconciled, OrderStatus, VenueTradeCorrected, VenueTraded } from './types.ts';

const traded = (args: OrderArgs): VenueTraded => args.event as VenueTraded;
const corrected = (args: OrderArgs): VenueTradeCorrected => args.event as VenueTradeCorrected;
const reconciled = (args: OrderArgs): OrderReconciled => args.event as OrderReconciled;
const tradeIdOf = (args: OrderArgs): string => (args.event as { readonly tradeId: string }).tradeId;
const reasonOf = (args: OrderArgs): string => (args.event as { readonly reason: string }).reason;
const venueOrderIdOf = (args: OrderArgs): string => (args.event as { readonly venueOrderId: string }).venueOrderId;

/** The event says why. */
export const hasReason = (args: OrderArgs): boolean => isText(reasonOf(args));

/** The event gives the venue's name for the order. */
export const hasVenueId = (args: OrderArgs): boolean => isText(venueOrderIdOf(args));

/** The event gives the venue's name for the order, or leaves it out. */
export const isSoundSend = (args: OrderArgs): boolean => venueOrderIdOf(args) === undefined || hasVenueId(args);

/** The event names a trade. */
export const hasTradeId = (args: OrderArgs): boolean => isText(tradeIdOf(args));

/** A trade that was not booked yet: never heard of, or only by a correction or bust that came too early. */
export const isNewTrade = (args: OrderArgs): boolean => {
  const event = traded(args);
  if (!isTradeSound(event)) return false;
  const known = findTrade(args.context, event.tradeId);
  return known === undefined || known.reportedQty === null;
};

/** A new trade that leaves nothing of the order: nor of the larger quantity that has been asked for. */
export const isFillingTrade = (args: OrderArgs): boolean =>
  isNewTrade(args) && args.context.matchedQty + matchedQtyOf(args.context, traded(args)) >= qtyLimit(args.context);

/** The same trade reported again, with the same content. */
export const isRepeatedTrade = (args: OrderArgs): boolean => {
  const event = traded(args);
  const known = findTrade(args.context, event.tradeId);
  return (
    known !== undefined &&
    isTradeSound(event) &&
    known.reportedQty === event.lastQty &&
    known.reportedPx === event.lastPx &&
    (known.reportedFee === null || event.fee === undefined || known.reportedFee === event.fee)
  );
};

/** The same trade id with other content than it was first reported with. */
export const isConflictingTrade = (args: OrderArgs): boolean => {
  const known = findTrade(args.context, traded(args).tradeId);
  return known !== undefined && known.reportedQty !== null && isTradeSound(traded(args)) && !isRepeatedTrade(args);
};

const stands = (state: string | undefined): boolean => state === 'booked' || state === 'corrected';

/** The trade of a bust or correction is booked and stands. */
export const isStandingTrade = (args: OrderArgs): boolean => stands(findTrade(args.context, tradeIdOf(args))?.state);

/** The bust was heard before. */
export const isBustedTrade = (args: OrderArgs): boolean => {
  const state = findTrade(args.context, tradeIdOf(args))?.state;
  return state === 'busted' || state === 'bustedUnseen';
};

/** A correction with a content that can be. */
export const isSoundCorrection = (args: OrderArgs): boolean => isCorrectionSound(corrected(args));

/** A correction that says what already stands. */
export const isRepeatedCorrection = (args: OrderArgs): boolean => {
  const event = corrected(args);
  const known = findTrade(args.context, event.tradeId);
  return (
    known !== undefined &&
    (known.state === 'corrected' || known.state === 'correctedUnseen') &&
    known.lastQty === event.lastQty &&
    known.lastPx === event.lastPx &&
    (event.fee === undefined || known.fee === event.fee)
  );
};

/** A correction upwards that leaves nothing of the order. */
export const isFillingCorrection = (args: OrderArgs): boolean => {
  if (!isStandingTrade(args) || !isSoundCorrection(args)) return false;
  const known = findTrade(args.context, tradeIdOf(args));
  const { lastQty } = corrected(args);
  return (
    known !== undefined &&
    lastQty > known.matchedQty &&
    args.context.matchedQty - known.matchedQty + lastQty >= qtyLimit(args.context)
  );
};

/** Polymarket's "Duplicated.", Kalshi's 409: the first copy may be live. */
export const isDuplicateReject = (args: OrderArgs): boolean => reasonOf(args) === 'duplicate';

/** "Not found" proves nothing: Kalshi says the same of cancelled, executed and unknown orders. */
export const isNotFound = (args: OrderArgs): boolean => reasonOf(args) === 'notFound';

/** The first ack, after the order became live by other news of it: a trade, or a reconciliation. */
export const isFirstAck = (args: OrderArgs): boolean => !args.context.acked && isAgreeingAck(args);

/** An ack that names this order, or the first to name it. */
export const isAgreeingAck = (args: OrderArgs): boolean =>
  hasVenueId(args) && (args.context.venueOrderId === null || args.context.venueOrderId === venueOrderIdOf(args));

/** We ended the order without the venue's word: if the venue speaks of it as live, it is a zombie. */
export const isPresumedDead = ({ context }: OrderArgs): boolean =>
  context.endReason === 'unsent' || context.endReason === 'vanished';

/** The venue's name for the order is known, so a cancel can be sent. */
export const isVenueIdKnown = ({ context }: OrderArgs): boolean => context.venueOrderId !== null;

/** The venue's word that it is cancelled says why, and how much was filled if it says it at all. */
export const isSoundCancel = (args: OrderArgs): boolean => {
  const { cumQty } = args.event as { readonly cumQty?: unknown };
  return hasReason(args) && (cumQty === undefined || isMicros(cumQty));
};

/** A replace that names a quantity or a price that can be. */
export const isSoundReplace = (args: OrderArgs): boolean =>
  isReplaceSound(args.event as { readonly orderQty?: unknown; readonly price?: unknown });

/** A replace whose new quantity the order has already reached. */
export const isFillingReplace = (args: OrderArgs): boolean =>
  isSoundReplace(args) &&
  ((args.event as { readonly orderQty?: bigint }).orderQty ?? args.context.orderQty) <= args.context.matchedQty;

/** Nothing of the order is open: the venue has taken all of it. */
export const isNothingLeft = ({ context }: OrderArgs): boolean => context.matchedQty >= context.orderQty;

/** The venue has no such order. */
export const isNotThere = (args: OrderArgs): boolean => reconciled(args).found === false;

/** The venue has the order, with that status. */
export const isThereAs = (args: OrderArgs, { status }: { readonly status: OrderStatus }): boolean =>
  isFoundSound(reconciled(args)) && reconciled(args).status === status;

/** The venue has the order and calls it live. */
export const isThereLive = (args: OrderArgs): boolean => {
  const { status } = reconciled(args);
  return isFoundSound(reconciled(args)) && (status === 'pending' || status === 'submitted' || status === 'partial');
};

/** An answer from before the end: reads lag writes. */
const isStale = (args: OrderArgs): boolean => isThereLive(args) || isNotThere(args);

/** An answer that agrees with the end that we know, or is from before it. */
export const isThereAsOrStale = (args: OrderArgs, params: { readonly status: OrderStatus }): boolean =>
  isThereAs(args, params) || isStale(args);

/** A rejected order is found rejected, or not at all. */
export const isRejectedOrNotThere = (args: OrderArgs): boolean =>
  isThereAs(args, { status: 'rejected' }) || isNotThere(args);

/** The venue has the order, and says that it has ended. */
export const isThereEnded = (args: OrderArgs): boolean => isFoundSound(reconciled(args)) && !isThereLive(args);
