// Whether a venue would take an order, or a cancel, as far as its rules alone decide it. Pure, and knows nothing
// of balances, limits, duplicates or the book: those are judged where they are kept, with `rejectAnswer` for the words.
import type { Side, TimeInForce } from '../../../machines/order/types.ts';
import { assert } from '../../kernel/assert.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import { isInBounds, isOnGrid, isOnStep } from './grid.ts';
import type { PriceGrid } from './grid.ts';
import type { CancelRejectAnswer, RejectAnswer, TradingRule, VenueRules } from './types.ts';
import type { CancelRejectReason, OrderKind, RejectReason, TradingState } from './words.ts';

/** What an order is measured by in its market. */
export interface MarketTerms {
  readonly state: TradingState;
  readonly grid: PriceGrid;
  readonly qtyStep: bigint;
  readonly orderQtyMin: bigint;
}

/** An order as it comes to the venue. */
export interface OrderToCheck {
  readonly kind: OrderKind;
  readonly side: Side;
  readonly orderQty: bigint;
  /** Micros; null for a market order that names none. */
  readonly price: bigint | null;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
  /** The time at which the order says that it ends; null unless it is good till a date. */
  readonly expireTimeUs: number | null;
  /** Whether it would fill at once, at least in part: only the book knows. */
  readonly isMarketable: boolean;
}

/** The terms of a market of which only the grid and the state are known, or nothing at all. */
export const usualTerms = (
  rules: VenueRules,
  gridName = rules.usualGrid.value,
  state: TradingState = 'open',
): MarketTerms => {
  const grid = rules.grids[gridName];
  assert(grid !== undefined, () => `${rules.title} has no price grid "${gridName}"`);
  const qtyStep = rules.sizes.qtyStep.value;
  return { state, grid: grid.value, qtyStep, orderQtyMin: rules.sizes.orderQtyMin.value ?? qtyStep };
};

/** Null where the venue takes the order, else its reason and its answer. `nowUs` is the venue's time. */
export const checkOrder = (
  rules: VenueRules,
  market: MarketTerms,
  order: OrderToCheck,
  nowUs: number,
): RejectAnswer | null => {
  const reason = reasonAgainst(rules, market, order, nowUs);
  return reason === null ? null : rejectAnswer(rules, reason);
};

/** Null where a cancel of a resting order is taken in that state, else the venue's answer. */
export const checkCancel = (rules: VenueRules, state: TradingState): CancelRejectAnswer | null => {
  const rule = tradingRule(rules, state);
  if (rule.cancels !== false) return null;
  return cancelRejectAnswer(rules, cancelRefusals[state] ?? 'marketClosed');
};

/** Whether an amendment of a resting order is taken in that state. */
export const takesAmend = (rules: VenueRules, state: TradingState): boolean => tradingRule(rules, state).amends;

/** The venue's answer to an order that it refuses for a reason; its words are null where they are not known. */
export const rejectAnswer = (rules: VenueRules, reason: RejectReason): RejectAnswer =>
  rules.answers.rejects.find(({ value }) => value.reason === reason)?.value ?? { reason, http: null, body: null };

/** The venue's answer to a cancel that it refuses for a reason. */
export const cancelRejectAnswer = (rules: VenueRules, reason: CancelRejectReason): CancelRejectAnswer =>
  rules.answers.cancelRejects.find(({ value }) => value.reason === reason)?.value ?? { reason, http: null, body: null };

/** What is taken in a state. A state that the venue's rules do not have takes no orders, and cancels. */
export const tradingRule = (rules: VenueRules, state: TradingState): TradingRule =>
  rules.trading.find(({ value }) => value.state === state)?.value ?? {
    state,
    words: [],
    places: 'none',
    amends: false,
    cancels: null,
    refusal: refusals[state],
  };

const refusals: Readonly<Record<TradingState, RejectReason | null>> = {
  unopened: 'marketNotOpen',
  open: null,
  postOnly: 'postOnlyMode',
  cancelOnly: 'cancelOnly',
  paused: 'marketPaused',
  halted: 'venueHalted',
  restarting: 'venueRestarting',
  closed: 'marketClosed',
  resolved: 'marketResolved',
};

const cancelRefusals: Readonly<Partial<Record<TradingState, CancelRejectReason>>> = {
  paused: 'marketPaused',
  halted: 'venueHalted',
  restarting: 'venueHalted',
};

// In the order in which an order is taken in: the venue, the order's form, its price, its size, its book.
const reasonAgainst = (
  rules: VenueRules,
  market: MarketTerms,
  order: OrderToCheck,
  nowUs: number,
): RejectReason | null =>
  stateReason(rules, market, order) ??
  formReason(rules, order, nowUs) ??
  priceReason(market, order) ??
  sizeReason(rules, market, order) ??
  (order.isPostOnly && order.isMarketable && rules.orders.endings.postOnlyCross.value !== 'cancelled'
    ? 'postOnlyCross'
    : null);

const stateReason = (rules: VenueRules, market: MarketTerms, order: OrderToCheck): RejectReason | null => {
  const { places, refusal } = tradingRule(rules, market.state);
  if (places === 'all' || (places === 'postOnly' && order.isPostOnly)) return null;
  return refusal ?? 'marketNotOpen';
};

const formReason = (rules: VenueRules, order: OrderToCheck, nowUs: number): RejectReason | null => {
  const { kinds, postOnly, reduceOnly, expiry } = rules.orders;
  const kind = kinds.find(({ value }) => value.kind === order.kind);
  if (kind === undefined) return 'unsupportedOrderKind';
  if (!kind.value.timesInForce.some(({ ours }) => ours === order.timeInForce)) return 'unsupportedTimeInForce';
  if (order.isPostOnly && !(postOnly.value?.with.includes(order.timeInForce) ?? false)) return 'unsupportedPostOnly';
  if (order.isReduceOnly && !(reduceOnly.value?.includes(order.timeInForce) ?? false)) return 'unsupportedReduceOnly';
  const isDated = order.timeInForce === 'GTD';
  if (isDated !== (order.expireTimeUs !== null)) return 'unsupportedExpiry';
  if (order.expireTimeUs === null) return null;
  if (expiry.value === null) return 'unsupportedExpiry';
  return order.expireTimeUs < nowUs + expiry.value.leadUsMin ? 'expiryTooNear' : null;
};

const priceReason = ({ grid }: MarketTerms, { kind, price }: OrderToCheck): RejectReason | null => {
  if (price === null) return kind === 'market' ? null : 'invalidOrder';
  if (!isInBounds(grid, price)) return 'priceOutOfBounds';
  return isOnGrid(grid, price) ? null : 'priceOffTick';
};

const sizeReason = (rules: VenueRules, market: MarketTerms, order: OrderToCheck): RejectReason | null => {
  if (order.orderQty <= 0n) return 'invalidOrder';
  if (!isOnStep(order.orderQty, market.qtyStep)) return 'quantityOffStep';
  if (order.orderQty < market.orderQtyMin) return 'belowMinimumSize';
  if (order.price === null) return null;
  const { notionalMin, marketableNotionalMin } = rules.sizes;
  // Compared as products, 10⁻¹², so that nothing is rounded.
  const notional = order.orderQty * order.price;
  if (notional < (notionalMin.value ?? 0n) * MICROS_PER_UNIT) return 'belowMinimumNotional';
  // A sale brings money in, however little: only a buy that takes has a least amount.
  if (order.side !== 'buy' || !order.isMarketable) return null;
  return notional < (marketableNotionalMin.value ?? 0n) * MICROS_PER_UNIT ? 'belowMinimumNotional' : null;
};
