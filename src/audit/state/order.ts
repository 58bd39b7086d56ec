// One order as the journal tells it, from both sides: what the client made of it, and what the venue did with it.
// A class with all its fields from the start: one shape, which is what makes the audit cheap.
import { withOne } from '../../kernel/with-one.ts';
import { divideRounded } from '../../money/rounding.ts';
import { AT_VENUE, bits, hasBit, progressOf, SETTLEMENT, STATUS, timeInForceOf } from '../codes.ts';
import type { BodyOf } from '../types.ts';
import type { ArbitrageState } from './arbitrage.ts';
import type { AssetState } from './asset.ts';
import type { HeldMarket, MarketState } from './venue.ts';

/** One trade, as the venue made it and as the client has booked it. Micros. */
export class TradeState {
  readonly tradeId: string;
  /** What the venue made. */
  isMade = false;
  madeQty = 0n;
  madePx = 0n;
  madeFee = 0n;
  /** The money that moved, fee aside, where it is not quantity times price; on both sides. */
  madeCash: bigint | undefined = undefined;
  toldCash: bigint | undefined = undefined;
  /** Whether the order had rested. */
  isMaker = false;
  /** How far its settlement has come at the venue, and as the client received it. */
  venueSettlement: number = SETTLEMENT.none;
  /** The steps that it has made there, as bits. */
  venueSteps = 0;
  clientSettlement: number = SETTLEMENT.none;
  /** What stands in the client's portfolio: changed by a correction, nothing after a bust. */
  isBooked = false;
  isBusted = false;
  /** As it was first reported: a second report of it must say the same. */
  toldQty = 0n;
  toldPx = 0n;
  toldFee: bigint | undefined = undefined;
  qty = 0n;
  px = 0n;
  fee = 0n;
  /** The most it ever was. */
  matchedQty = 0n;
  /** How often the client received it, but for answers to queries, and the last instant at which it did. */
  ownTellings = 0;
  toldAt = -1;

  constructor(tradeId: string) {
    this.tradeId = tradeId;
  }
}

const NO_TRADES: readonly TradeState[] = [];

/** How often each fault has struck. */
export type Strikes = Readonly<Record<string, number>>;

/** One order, from both sides. Micros. */
export class OrderState {
  readonly clOrdId: string;
  readonly arbitrage: ArbitrageState | undefined;
  readonly market: MarketState;
  /** What its account has in that market, and of its outcome. */
  readonly held: HeldMarket;
  readonly outcome: string;
  readonly shares: AssetState;
  readonly isBuy: boolean;
  readonly isLeg: boolean;
  readonly paysIn: number;
  readonly timeInForce: number;
  /** The instant at which it was made. */
  readonly createdAt: number;
  /** How many orders its venue had refused when it was made. */
  readonly refusedBefore: number;
  /** The most that its fills may cost in fees. */
  readonly worstFee: bigint;
  trades: readonly TradeState[] = NO_TRADES;
  /** The client's side. */
  status: number = STATUS.pendingNew;
  statusBefore: number = STATUS.pendingNew;
  /** How far the lifecycle is known to have come: a status may never be behind it. */
  progress = 0;
  /** How often it left for its venue. */
  sentCount = 0;
  /** Whether a replace was ever asked for or reported, and how often it was reported. */
  wasReplaced = false;
  replacesTold = 0;
  /** Whether a fault lost it on its way to its venue. */
  isLost = false;
  /** Whether an anomaly says that client and venue tell its end differently. */
  isContested = false;
  /** Whether it was journaled that the venue may have made fills that it has not reported. */
  isMissingFills = false;
  orderQty: bigint;
  /** What of `orderQty` the venue has not taken off, as far as the client knows; not below 0. */
  openQty: bigint;
  /** Sums over the trades that stand, and over what the venue has taken off the order. */
  cumQty = 0n;
  matchedQty = 0n;
  /** What was taken off before the last move, and what was missing after it. */
  matchedBefore = 0n;
  missingQty = 0n;
  /** The venue's side. */
  venueStatus: number = AT_VENUE.unknown;
  venueOrderId: string | null = null;
  venueReason: string | null = null;
  venuePrice: bigint;
  venueOrderQty: bigint;
  /** What of it is open there, and what was filled. */
  venueOpenQty: bigint;
  venueCumQty = 0n;
  /** Of its fills, what failed to settle. */
  venueFailedQty = 0n;
  venueReplaces = 0;
  /** What its fills cost in fees there, and by how much in all they were better than its limit, in 10⁻¹². */
  venueFees = 0n;
  gainPicos = 0n;
  /** Whether it was a maker since it was last changed there. */
  hasRested = false;
  /** The instants at which it was taken there, and at which it first filled there; -1 before. */
  acceptedAt = -1;
  filledAt = -1;
  /** Whether its cancel was ever asked for, and how often the client received each answer. */
  isCancelWanted = false;
  acksTold = 0;
  cancelsTold = 0;
  rejectsTold = 0;
  cancelRefusals = 0;
  /** What has struck it, so often by name; null for nothing. It is replaced, not changed. */
  faults: Strikes | null = null;
  /** Whether a word of it came when nobody knew it any more. */
  isSpokenOfLate = false;

  constructor(
    body: BodyOf<'order.created'>,
    arbitrage: ArbitrageState | undefined,
    held: HeldMarket,
    createdAt: number,
  ) {
    this.clOrdId = body.clOrdId;
    this.arbitrage = arbitrage;
    this.market = held.market;
    this.held = held;
    this.outcome = body.outcome;
    this.shares = held.sharesOf(body.outcome);
    this.isBuy = body.side === 'buy';
    this.isLeg = body.owner === 'leg';
    this.paysIn = arbitrage?.paysIn(body.market, body.outcome) ?? 0;
    this.timeInForce = timeInForceOf(body.timeInForce);
    this.createdAt = createdAt;
    this.refusedBefore = held.market.venue.counts.refused;
    this.worstFee = body.worstFee ?? 0n;
    this.orderQty = body.orderQty;
    this.openQty = body.orderQty;
    this.venuePrice = body.price;
    this.venueOrderQty = body.orderQty;
    this.venueOpenQty = body.orderQty;
  }
}

/** Whether the client holds the order for ended. */
export const isOver = ({ status }: OrderState): boolean => progressOf(status) === 3;

const isSettled = ({ venueSettlement, clientSettlement }: TradeState): boolean =>
  venueSettlement === clientSettlement && venueSettlement >= SETTLEMENT.confirmed;

const FILLED = bits(AT_VENUE.filled);
const CANCELLED = bits(AT_VENUE.cancelled);
/** An order that was withdrawn before it left is cancelled, and its venue has never known it. */
const WITHDRAWN = bits(AT_VENUE.unknown);
const REJECTED = bits(AT_VENUE.rejected, AT_VENUE.unknown);

/** Where the venue may have an order that the client holds for ended so, with no anomaly that says otherwise. */
const agreeing = (status: number, isSent: boolean): number => {
  if (status === STATUS.filled) return FILLED;
  if (status === STATUS.rejected) return REJECTED;
  return isSent ? CANCELLED : WITHDRAWN;
};

/** Whether the venue has ended the order as the client, which holds it for ended, or an anomaly says otherwise. */
export const isAgreedEnd = ({ status, venueStatus, isContested, sentCount }: OrderState): boolean =>
  isContested ? venueStatus !== AT_VENUE.live : hasBit(agreeing(status, sentCount > 0), venueStatus);

/** Whether the order has left, and neither arrived nor been lost: its venue may speak of it however late it is. */
const isUnderWay = ({ sentCount, venueStatus, isLost }: OrderState): boolean =>
  sentCount > 0 && venueStatus === AT_VENUE.unknown && !isLost;

/** Whether the order is over on both sides, and they agree about it. */
export const isAtRest = (order: OrderState): boolean => {
  if (isUnderWay(order)) return false;
  if (progressOf(order.status) !== 3 || !isAgreedEnd(order)) return false;
  if (order.cumQty !== standingAtVenue(order)) return false;
  if (order.market.venue.settles) for (const trade of order.trades) if (trade.isMade && !isSettled(trade)) return false;
  return true;
};

/** What the venue has filled of the order and not taken back. */
export const standingAtVenue = ({ venueCumQty, venueFailedQty }: OrderState): bigint =>
  venueFailedQty === 0n ? venueCumQty : venueCumQty - venueFailedQty;

/** The trade of that id, if either side has named it. */
export const tradeOf = ({ trades }: OrderState, tradeId: string | undefined): TradeState | undefined => {
  for (let index = trades.length - 1; index >= 0; index -= 1)
    if (trades[index]!.tradeId === tradeId) return trades[index];
  return undefined;
};

/** The trade of that id, new if neither side has named it. */
export const nameTrade = (order: OrderState, tradeId: string): TradeState => {
  const known = tradeOf(order, tradeId);
  if (known !== undefined) return known;
  const trade = new TradeState(tradeId);
  order.trades = withOne(order.trades, trade);
  return trade;
};

const MICROS = 1_000_000n;

/**
 * What a trade costs with its fee, below 0 where it brings money in. A fraction of a micro goes against the trader, where
 * nothing says which `cash` has moved.
 */
export const costOf = (isBuy: boolean, qty: bigint, px: bigint, fee: bigint, cash?: bigint): bigint => {
  if (cash !== undefined) return isBuy ? cash + fee : fee - cash;
  return isBuy ? divideRounded(qty * px, MICROS, 'ceil') + fee : fee - divideRounded(qty * px, MICROS, 'floor');
};
