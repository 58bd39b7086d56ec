// Invariant 31: what the client misses, or receives too often, has a fault that struck; and a fault has done what it does.
import { AT_VENUE, hasBit, SETTLEMENT } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { OrderState, TradeState } from '../state/order.ts';
import type { MarketState, VenueState } from '../state/venue.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Messages are lost, doubled and refused by faults alone, and venues are cut off and halted by them alone. */
export const faults: Invariant = {
  index: 30,
  name: 'faults',
  says: 'what is lost, doubled, refused by chance, cut off or halted is so by a fault, and a fault has its effect',
};

const isTaken = (order: OrderState): boolean => order.venueOrderId !== null;
const isOnItsWay = (order: OrderState): boolean => order.sentCount > 0 && order.venueStatus === AT_VENUE.unknown;
const isAsked = (order: OrderState): boolean => (order.isCancelWanted || order.isContested) && order.sentCount > 0;

const madeCount = (trades: readonly TradeState[]): number => {
  let count = 0;
  for (const { isMade } of trades) if (isMade) count += 1;
  return count;
};

/** Whether a trade is left for one more strike: a fault strikes each trade once. */
const hasTradeFor = (fault: string) => (order: OrderState) => madeCount(order.trades) >= strikesOf(order, fault);

/** What an order is when a fault strikes that is known by this name. The strike is counted already. */
const strikesAt: Readonly<Record<string, (order: OrderState) => boolean>> = {
  ackLost: isTaken,
  ackLate: isTaken,
  fillBeforeAck: isTaken,
  submitLost: isOnItsWay,
  rejectBurst: isOnItsWay,
  disconnectWindow: isOnItsWay,
  halt: isOnItsWay,
  rateLimitStorm: isOnItsWay,
  fillReportLost: hasTradeFor('fillReportLost'),
  fillReportDuplicated: hasTradeFor('fillReportDuplicated'),
  fillReportReordered: hasTradeFor('fillReportReordered'),
  lateFillAfterCancel: hasTradeFor('lateFillAfterCancel'),
  settlementFailed: hasTradeFor('settlementFailed'),
  settlementRetried: hasTradeFor('settlementRetried'),
  cancelLost: isAsked,
  cancelRejected: isAsked,
  staleRead: (order) => order.sentCount > 0,
  // Where an order that takes is held, its venue works it before it says that it has accepted it.
  marketClosedDuringOpenSet: (order) => order.venueStatus === AT_VENUE.live || isOnItsWay(order),
};

/**
 * A connection that is cut is written down of the order with which it broke, and of each order that is lost by it. Whether one
 * that left while it was down is lost, or cuts it again, its record does not say.
 */
const countCut = (order: OrderState, instant: number): void => {
  const { counts } = order.market.venue;
  const isKnownDown = counts.isDown;
  if (!isKnownDown && (wasCut(order) || counts.struckAt === instant)) counts.maybeCuts += 1;
  else if (!isKnownDown) counts.cutFaults += 1;
  counts.struckAt = instant;
};

const isCutByFaults = ({ cuts, cutFaults, maybeCuts }: VenueState['counts']): boolean => cuts <= cutFaults + maybeCuts;

/** How often a fault has struck an order. */
export const strikesOf = ({ faults: struck }: OrderState, fault: string): number => struck?.[fault] ?? 0;

/** Takes in that a fault has struck an order. */
export const readStrike = (order: OrderState, fault: string, instant: number): void => {
  const { market } = order;
  const { counts } = market.venue;
  order.faults = { ...order.faults, [fault]: strikesOf(order, fault) + 1 };
  if (fault === 'disconnectWindow') countCut(order, instant);
  if (fault === 'halt') counts.haltFaults += 1;
  if (fault === 'rateLimitStorm') counts.storms += 1;
  if (fault === 'marketClosedDuringOpenSet') market.isDoomed = true;
};

/** There is such a fault, and such a venue. */
export const judgeFaultKnown = (isVenue: boolean, venue: string, fault: string, findings: Findings): void => {
  if (findings.fails(faults, isVenue && Object.hasOwn(strikesAt, fault)))
    findings.add(faults, venue, `${fault} is no fault, or strikes at no venue of this journal`);
};

/** A fault strikes where it can; takes it in. */
export const judgeStrike = (
  order: OrderState,
  { clOrdId = '', fault }: BodyOf<'fault.injected'>,
  instant: number,
  findings: Findings,
): void => {
  readStrike(order, fault, instant);
  if (findings.fails(faults, Object.hasOwn(strikesAt, fault) && strikesAt[fault]?.(order) === true))
    findings.add(faults, clOrdId, `is struck by ${fault}, which cannot strike it there`);
};

/** A fault strikes a message of an order. */
export const judgeNobodysFault = ({ venue, fault }: BodyOf<'fault.injected'>, findings: Findings): undefined => {
  findings.fails(faults, false);
  findings.add(faults, venue, `${fault} strikes no order`);
};

/** A connection goes down, or comes back; takes it in. */
export const judgeConnection = (
  { venue, counts }: VenueState,
  event: string,
  instant: number,
  findings: Findings,
): void => {
  if (event !== 'venue.disconnected' && event !== 'venue.reconnected') return;
  const goesDown = event === 'venue.disconnected';
  if (goesDown) counts.cuts += 1;
  if (findings.fails(faults, counts.isDown !== goesDown && isCutByFaults(counts)))
    findings.add(faults, venue, `${event}: it is cut off ${counts.cuts} times, by ${counts.cutFaults} faults`);
  counts.isDown = goesDown;
  counts.downAt = instant;
};

/** A whole venue is halted by a fault. */
export const judgeHalt = (market: MarketState, to: string, findings: Findings): void => {
  if (market.market !== '' || to !== 'halted') return;
  const { venue, counts } = market.venue;
  counts.halts += 1;
  if (findings.fails(faults, counts.halts === counts.haltFaults))
    findings.add(faults, venue, `is halted ${counts.halts} times, by ${counts.haltFaults} faults`);
};

/** The client receives a cancel, taken in already: what had filled and was not reported is missing, and counted. */
export const judgeCancelTold = (order: OrderState, { anomaly, missingQty = 0n }: Told, findings: Findings): void => {
  if (anomaly === 'illegalMove' || strikesOf(order, 'lateFillAfterCancel') > 0) return;
  const untold = order.venueCumQty - order.matchedQty;
  if (findings.fails(faults, untold <= 0n || missingQty === untold))
    findings.add(faults, order.clOrdId, `is cancelled with ${untold} untold, and ${missingQty} are missed`);
};

type Told = BodyOf<'order.moved'>;

/** Whether the connection was down while the order lived, so that anything about it may have been lost. */
const wasCut = ({ createdAt, market }: OrderState): boolean => {
  const { isDown, downAt } = market.venue.counts;
  return isDown || downAt >= createdAt;
};

const countOf = (order: OrderState, is: (trade: TradeState) => boolean): number => {
  let count = 0;
  for (const trade of order.trades) if (is(trade)) count += 1;
  return count;
};

const isFailed = ({ venueSettlement }: TradeState): boolean => venueSettlement === SETTLEMENT.failed;
const isRetried = ({ venueSteps }: TradeState): boolean => hasBit(venueSteps, SETTLEMENT.retrying);

/** What a fault should have done to the order, and did not; null where each had its effect. */
const ineffective = (order: OrderState): string | null => {
  if (order.faults === null) return null;
  const { venueStatus, venueReason } = order;
  const isRefused = (reason: string) => venueStatus === AT_VENUE.rejected && venueReason === reason;
  if (strikesOf(order, 'submitLost') > 0 && venueStatus !== AT_VENUE.unknown) return 'submitLost';
  if (strikesOf(order, 'rejectBurst') > 0 && !isRefused('venueRefused')) return 'rejectBurst';
  if (strikesOf(order, 'rateLimitStorm') > 0 && !isRefused('rateLimited')) return 'rateLimitStorm';
  if (strikesOf(order, 'ackLost') > 0 && order.acksTold > 0) return 'ackLost';
  if (countOf(order, isFailed) < strikesOf(order, 'settlementFailed')) return 'settlementFailed';
  if (countOf(order, isRetried) < strikesOf(order, 'settlementRetried')) return 'settlementRetried';
  return null;
};

/** How often the client received the order's fills, but for answers to queries, less how many there were. */
const spareOf = ({ trades }: OrderState): number => {
  let spare = 0;
  for (const { isMade, ownTellings } of trades) spare += isMade ? ownTellings - 1 : ownTellings;
  return spare;
};

/** What the client received more often than it happened; null where it received nothing too often. */
const surplus = (order: OrderState, spare: number): string | null => {
  if (order.acksTold > 1) return `was acked ${order.acksTold} times`;
  if (order.cancelsTold > 1) return `was reported cancelled ${order.cancelsTold} times`;
  if (order.rejectsTold > 1) return `was reported rejected ${order.rejectsTold} times`;
  if (order.cancelRefusals > strikesOf(order, 'cancelRejected')) return 'had a cancel refused by chance';
  const over = spare - strikesOf(order, 'fillReportDuplicated');
  return over > 0 ? `had its fills reported ${over} times too often` : null;
};

/** What the client never received, with no fault that lost it; null where all came. */
const missing = (order: OrderState, spare: number): string | null => {
  const { sentCount, venueStatus } = order;
  if (sentCount === 0 || wasCut(order)) return null;
  if (venueStatus === AT_VENUE.unknown)
    return strikesOf(order, 'submitLost') > 0 ? null : 'was sent, and never arrived';
  if (order.isSpokenOfLate) return null;
  if (order.acksTold === 0 && isTaken(order) && strikesOf(order, 'ackLost') + strikesOf(order, 'fillBeforeAck') === 0)
    return 'was taken, and never acked';
  if (venueStatus === AT_VENUE.cancelled && order.cancelsTold === 0) return 'was cancelled, which was never reported';
  if (venueStatus === AT_VENUE.rejected && order.rejectsTold === 0) return 'was rejected, which was never reported';
  if (spare === 0 && order.faults === null) return null;
  if (order.cancelRefusals < strikesOf(order, 'cancelRejected')) return 'had a cancel refused, which was not reported';
  if (strikesOf(order, 'staleRead') > 0) return null;
  const short = strikesOf(order, 'fillReportDuplicated') - strikesOf(order, 'fillReportLost') - spare;
  return short > 0 ? `had its fills reported ${short} times too seldom` : null;
};

/**
 * An order is over: faults had their effects, and nothing came too often. The sentence for what never came; null for
 * nothing. It may come yet, when nobody knows the order any more, and is a finding only when the journal is over.
 */
export const judgeMessages = (order: OrderState, findings: Findings): string | null => {
  const idle = ineffective(order);
  if (findings.fails(faults, idle === null))
    findings.add(faults, order.clOrdId, `was struck by ${idle}, which did nothing to it`);
  const spare = spareOf(order);
  const odd = surplus(order, spare);
  if (findings.fails(faults, odd === null)) findings.add(faults, order.clOrdId, odd ?? '');
  return missing(order, spare);
};

/** What never came to the end, by the orders that missed it. */
export const judgeSilence = (silent: ReadonlyMap<string, string>, findings: Findings): void => {
  for (const [clOrdId, sentence] of silent) {
    findings.fails(faults, false);
    findings.add(faults, clOrdId, sentence);
  }
};

/** When all is over: what cuts off and halts has done so, and a market that was to be closed is. */
export const judgeStrikesAtEnd = ({ venue, counts, markets }: VenueState, findings: Findings): void => {
  if (
    findings.fails(
      faults,
      counts.cutFaults <= counts.cuts && isCutByFaults(counts) && counts.halts === counts.haltFaults,
    )
  )
    findings.add(
      faults,
      venue,
      `is cut off ${counts.cuts} times by ${counts.cutFaults} faults, halted ${counts.halts} times by ${counts.haltFaults}`,
    );
  for (const { market, isDoomed, state } of markets.values())
    if (findings.fails(faults, !isDoomed || state === 'closed' || state === 'resolved'))
      findings.add(faults, venue, `a fault was to close ${market}, and it is ${state ?? 'open'}`);
};
