// The generic venue: an order book as a scenario describes it. No real venue stands behind its figures; they are
// chosen to be plain, and marked so. It is here so that a scenario can try what no other venue has.
import { factsFrom } from '../fact.ts';
import { uniformGrid } from '../grid.ts';
import { limitsAreTheLanes, neverSimulated } from '../not-simulated.ts';
import { everything, nothingBut, rowsFrom } from '../rows.ts';
import type { Ending, SettlementRule, TimeInForceWord, VenueRules } from '../types.ts';
import type { TimeInForce } from '../../../../machines/order/types.ts';

const book = factsFrom('scenario', '2026-11-22');
const { kind, status, reject, cancelReject, cancelled, trading, tier } = rowsFrom(book);

/** What a scenario may say of a venue of its own. Money, prices and quantities in micros. */
export interface OtherVenueOptions {
  readonly title: string;
  readonly currency: string;
  readonly tick: bigint;
  readonly qtyStep: bigint;
  readonly orderQtyMin: bigint;
  readonly notionalMin: bigint;
  readonly timesInForce: readonly TimeInForce[];
  readonly canAmend: boolean;
  readonly settlement: SettlementRule['kind'];
  readonly visibilityUs: number;
  readonly capacity: number;
  readonly refillPerSecond: number;
  readonly makerFeeBps: bigint;
  readonly takerFeeBps: bigint;
}

/** What the generic venue is where a scenario says nothing. */
export const otherVenueDefaults: OtherVenueOptions = {
  title: 'Generic venue',
  currency: 'USD',
  tick: 10_000n,
  qtyStep: 1_000_000n,
  orderQtyMin: 1_000_000n,
  notionalMin: 0n,
  timesInForce: ['GTC', 'GTD', 'IOC', 'FOK'],
  canAmend: true,
  settlement: 'atMatch',
  visibilityUs: 0,
  capacity: 100,
  refillPerSecond: 100,
  makerFeeBps: 0n,
  takerFeeBps: 0n,
};

const set = <Value>(value: Value) => book.fact(value, 'SET', 'other');

/** The rules of a generic venue. */
export const otherRules = (options: Partial<OtherVenueOptions> = {}): VenueRules => {
  const taken = options.timesInForce ?? otherVenueDefaults.timesInForce;
  // A set, in the order of ours: two files that name it in two orders describe one venue.
  const timesInForce = otherVenueDefaults.timesInForce.filter((each) => taken.includes(each));
  const chosen: OtherVenueOptions = { ...otherVenueDefaults, ...options, timesInForce };
  const words = chosen.timesInForce.map((ours): TimeInForceWord => ({ ours, word: ours }));
  const atOnce = words.filter(({ ours }) => ours === 'IOC' || ours === 'FOK');
  const rejected: Ending = 'rejected';
  const cancelledInstead: Ending = 'cancelled';
  const from = ['SET', 'other'] as const;
  return {
    venue: 'other',
    title: chosen.title,
    about: 'A plain order book with price-time priority, as a scenario describes it.',
    currency: set(chosen.currency),
    grids: { tick: set(uniformGrid(chosen.tick)) },
    usualGrid: set('tick'),
    sizes: {
      qtyStep: set(chosen.qtyStep),
      orderQtyMin: set(chosen.orderQtyMin),
      notionalMin: set(chosen.notionalMin),
      marketableNotionalMin: set(chosen.notionalMin),
      submitBatchMax: set(1),
      cancelBatchMax: set(1),
    },
    orders: {
      kinds: [kind('limit', words, ...from), ...(atOnce.length > 0 ? [kind('market', atOnce, ...from)] : [])],
      postOnly: set({ word: 'postOnly', with: chosen.timesInForce.filter((each) => each === 'GTC' || each === 'GTD') }),
      reduceOnly: set(chosen.timesInForce),
      expiry: set(chosen.timesInForce.includes('GTD') ? { field: 'expiresAt', leadUsMin: 0, earlyUs: 0 } : null),
      venueOrderId: set('onAck'),
      duplicates: set({ by: 'clientOrderId', usedUp: 'forever' }),
      amend: set({
        changes: chosen.canAmend ? ['price', 'quantityUp', 'quantityDown'] : [],
        keepsQueue: chosen.canAmend ? ['quantityDown'] : [],
      }),
      cancel: set({ notFoundCovers: ['unknown'] }),
      selfTrade: set([{ word: 'cancelTaker', cancels: 'taker' }]),
      endings: {
        fokUnfilled: set(cancelledInstead),
        iocUnmatched: set(cancelledInstead),
        postOnlyCross: set(rejected),
        selfTrade: set(cancelledInstead),
      },
    },
    answers: {
      statuses: [
        status('submitted', 'order read', ['submitted'], ...from),
        status('partial', 'order read', ['partial'], ...from),
        status('filled', 'order read', ['filled'], ...from),
        status('cancelled', 'order read', ['cancelled'], ...from),
        status('rejected', 'order read', ['rejected'], ...from),
      ],
      rejects: (['priceOffTick', 'priceOutOfBounds', 'quantityOffStep', 'belowMinimumSize', 'duplicate'] as const).map(
        (reason) => reject(reason, null, reason, ...from),
      ),
      cancelRejects: (['notFound', 'alreadyCancelled', 'alreadyFilled'] as const).map((reason) =>
        cancelReject(reason, null, reason, ...from),
      ),
      amendRejects: [],
      cancels: (['expired', 'iocRemainder', 'fokUnfilled', 'selfTrade', 'marketClosed'] as const).map((reason) =>
        cancelled(reason, reason, ...from),
      ),
    },
    trading: [
      trading('unopened', ['unopened'], nothingBut(true, 'marketNotOpen'), ...from),
      trading('open', ['open'], everything(chosen.canAmend), ...from),
      trading('cancelOnly', ['cancelOnly'], nothingBut(true, 'cancelOnly'), ...from),
      trading('paused', ['paused'], nothingBut(true, 'marketPaused'), ...from),
      trading('halted', ['halted'], nothingBut(false, 'venueHalted'), ...from),
      trading('closed', ['closed'], nothingBut(false, 'marketClosed'), ...from),
      trading('resolved', ['resolved'], nothingBut(false, 'marketResolved'), ...from),
    ],
    pauses: [],
    rateLimits: [
      {
        name: 'messages',
        scope: 'account',
        costs: set({ submit: 1, cancel: 1, replace: 1, query: 1 }),
        whenEmpty: set('refused'),
        tiers: [tier('everyone', chosen.capacity, chosen.refillPerSecond, ...from)],
      },
    ],
    timing: {
      visibilityUs: set(chosen.visibilityUs),
      takerDelays: [],
      heartbeat: set(null),
      durationsUs: {},
    },
    settlement: set(
      chosen.settlement === 'atMatch' ? { kind: 'atMatch' } : { kind: 'onChain', statuses: plainStatuses },
    ),
    netting: set({ complementMatching: true, pairs: 'netted' }),
    life: set({ results: ['winner', 'even', 'scalar'], disputes: true, payout: 'paidByVenue', conversion: true }),
    escrow: set('worstCase'),
    fees: {
      formula: 'Price × quantity × basis points, for makers and takers, up to the micro.',
      numbers: { makerFeeBps: set(chosen.makerFeeBps), takerFeeBps: set(chosen.takerFeeBps) },
      doubts: [],
    },
    remarks: [],
    notSimulated: [...neverSimulated, limitsAreTheLanes],
  };
};

const plainStatuses = (['matched', 'mined', 'retrying', 'confirmed', 'failed'] as const).map((means) => ({
  word: means,
  means,
}));
