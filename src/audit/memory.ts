// What the audit remembers of a journal besides its state, and all of it as plain data: what a checkpoint keeps. Order
// is kept where it matters, so that a restored audit continues as the one that was saved. Not kept are orders of no
// arbitrage: each is a violation already.
import { withOne } from '../kernel/with-one.ts';
import type { AuditState } from './audit-state.ts';
import type { Findings, FindingsState } from './findings.ts';
import type { Currencies } from './invariants/accounts.ts';
import type { LaneState } from './invariants/lanes.ts';
import { createFrame, type Frame } from './invariants/run-frame.ts';
import type { Place } from './invariants/sequence.ts';
import type { Stops } from './invariants/stops.ts';
import { ArbitrageState, type Wanted } from './state/arbitrage.ts';
import { OrderState, TradeState } from './state/order.ts';
import type { VenueCounts } from './state/venue-counts.ts';
import type { AssetState } from './state/asset.ts';
import { AccountState, type MarketState, type VenueState } from './state/venue.ts';
import type { BodyOf } from './types.ts';

/** What the invariants remember of the journal as a whole. */
export interface Memory {
  readonly place: Place;
  readonly frame: Frame;
  lastIntent: number;
  readonly lanes: Map<string, LaneState>;
  readonly stops: Stops;
  readonly currencies: Currencies;
  /** How often each kind of anomaly was written down. */
  readonly anomalies: Map<string, number>;
  /** Orders that are forgotten and miss a report, with what never came: it may come yet. */
  readonly silent: Map<string, string>;
}

/** A memory of nothing. */
export const createMemory = (): Memory => ({
  place: { lastSeq: 0, lastAtUs: 0, instant: 0 },
  frame: createFrame(),
  lastIntent: 0,
  lanes: new Map(),
  stops: { tripped: new Set(), isStopped: false, stopReason: null },
  currencies: { currency: '', rates: new Map() },
  anomalies: new Map(),
  silent: new Map(),
});

type Plain = Readonly<Record<string, unknown>>;

interface SavedOrder {
  readonly created: BodyOf<'order.created'>;
  readonly fields: Plain;
  readonly trades: readonly TradeState[];
}

interface SavedArbitrage {
  readonly wanted: Wanted;
  readonly fields: Plain;
  readonly orders: readonly SavedOrder[];
}

interface SavedAccount {
  readonly account: string | null;
  readonly currency: string | null;
  readonly isNetting: boolean;
  readonly isEscrowed: boolean;
  readonly assets: readonly AssetState[];
  /** Its live orders, by market. */
  readonly liveOrders: readonly (readonly [market: string, count: number])[];
}

interface SavedVenue {
  readonly venue: string;
  readonly accounts: readonly SavedAccount[];
  readonly settles: boolean;
  readonly counts: VenueCounts;
  readonly markets: readonly Pick<
    MarketState,
    | 'market'
    | 'state'
    | 'takesOrders'
    | 'fills'
    | 'bookMove'
    | 'offers'
    | 'stage'
    | 'payouts'
    | 'isTold'
    | 'liveOrders'
    | 'isDoomed'
    | 'outcomes'
    | 'tick'
    | 'status'
    | 'qtyStep'
    | 'isFreeToMakers'
  >[];
}

/** An audit at rest: plain data, with `bigint`s. */
export interface SavedAudit {
  readonly place: Place;
  readonly frame: Frame;
  readonly lastIntent: number;
  readonly lanes: readonly (readonly [string, LaneState])[];
  readonly tripped: readonly string[];
  readonly isStopped: boolean;
  readonly stopReason: string | null;
  readonly currency: string;
  readonly rates: readonly (readonly [string, bigint])[];
  readonly anomalies: readonly (readonly [string, number])[];
  readonly silent: readonly (readonly [string, string])[];
  readonly findings: FindingsState;
  readonly venues: readonly SavedVenue[];
  readonly arbitrages: readonly SavedArbitrage[];
  /** The numbers of those that wait to be forgotten, in their order. */
  readonly resting: readonly number[];
  /** The ids of those that are forgotten, as a filter keeps them. */
  readonly forgotten: readonly number[];
}

const without = (value: object, ...left: readonly string[]): Plain =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !left.includes(name)));

const saveOrder = (order: OrderState): SavedOrder => {
  const { clOrdId, market, outcome, held, isBuy, isLeg } = order;
  const created: BodyOf<'order.created'> = {
    type: 'order.created',
    clOrdId,
    owner: isLeg ? 'leg' : 'unwind',
    ownerId: order.arbitrage?.number ?? 0,
    account: held.account.account ?? '',
    venue: market.venue.venue,
    market: market.market,
    outcome,
    side: isBuy ? 'buy' : 'sell',
    orderQty: order.orderQty,
    price: order.venuePrice,
    timeInForce: '',
  };
  const fields = without(order, 'arbitrage', 'market', 'held', 'shares', 'trades');
  return { created, fields, trades: order.trades.map((trade) => ({ ...trade })) };
};

const saveArbitrage = (arbitrage: ArbitrageState): SavedArbitrage => {
  const { number: intent, sets, outcomes, legs, expectedEdge, roiBps, isParallel, orders } = arbitrage;
  const wanted = { intent, sets, outcomes, legs, expectedEdge, roiBps, mode: isParallel ? 'parallel' : 'sequential' };
  const fields = without(arbitrage, 'number', 'sets', 'outcomes', 'legs', 'expectedEdge', 'roiBps', 'orders');
  return { wanted, fields, orders: orders.map(saveOrder) };
};

const saveMarket = (saved: MarketState) => {
  const { venue: _venue, ...fields } = saved;
  return fields;
};

const saveAccount = (saved: AccountState): SavedAccount => {
  const { account, cash, isNetting, isEscrowed, assets, venue } = saved;
  const live = [...venue.markets.values()].map((market) => [market.market, saved.heldIn(market).liveOrders] as const);
  return {
    account,
    currency: cash?.asset ?? null,
    isNetting,
    isEscrowed,
    assets: [...assets.values()].map((asset) => ({ ...asset })),
    liveOrders: live.filter(([, count]) => count > 0),
  };
};

const saveVenues = ({ venues }: AuditState): SavedVenue[] =>
  [...venues.values()].map(({ venue, own, others, settles, whole, markets, counts }) => ({
    venue,
    accounts: [own, ...others.values()].map(saveAccount),
    settles,
    counts: { ...counts, leftOut: [...counts.leftOut] },
    markets: [whole, ...markets.values()].map(saveMarket),
  }));

/** All that the audit remembers, as plain data. */
export const saveMemory = (memory: Memory, state: AuditState, findings: Findings): SavedAudit => ({
  place: { ...memory.place },
  frame: { ...memory.frame },
  lastIntent: memory.lastIntent,
  lanes: [...memory.lanes].map(([venue, lane]) => [venue, { ...lane }]),
  tripped: [...memory.stops.tripped],
  isStopped: memory.stops.isStopped,
  stopReason: memory.stops.stopReason,
  currency: memory.currencies.currency,
  rates: [...memory.currencies.rates],
  anomalies: [...memory.anomalies],
  silent: [...memory.silent],
  findings: findings.save(),
  venues: saveVenues(state),
  arbitrages: [...state.arbitrages.values()].map(saveArbitrage),
  resting: state.resting.toArray().map(({ number }) => number),
  forgotten: state.forgotten.save(),
});

const restoreVenues = (saved: readonly SavedVenue[], state: AuditState): void => {
  for (const { venue, accounts, settles, markets, counts } of saved) {
    const restored = state.venueOf(venue);
    for (const market of markets) Object.assign(restored.marketOf(market.market), market);
    restored.settles = settles;
    restored.counts = { ...counts, leftOut: [...counts.leftOut] };
    accounts.forEach((account, index) => restoreAccount(account, restored, index === 0));
  }
};

const restoreAccount = (saved: SavedAccount, venue: VenueState, isFirst: boolean): void => {
  const { account, currency, isNetting, isEscrowed, assets, liveOrders } = saved;
  const restored = isFirst ? venue.own : new AccountState(venue);
  if (!isFirst && account !== null) venue.others.set(account, restored);
  for (const asset of assets) Object.assign(restored.assetOf(asset.asset), asset);
  Object.assign(restored, { account, isNetting, isEscrowed });
  restored.cash = currency === null ? null : restored.assetOf(currency);
  for (const [market, count] of liveOrders) restored.heldIn(venue.marketOf(market)).liveOrders = count;
};

const restoreArbitrage = ({ wanted, fields, orders }: SavedArbitrage, state: AuditState): void => {
  const arbitrage = Object.assign(new ArbitrageState(wanted), fields);
  state.arbitrages.set(wanted.intent, arbitrage);
  for (const { created, fields: ofOrder, trades } of orders) {
    const venue = state.venueOf(created.venue);
    const account = venue.accountOf(created.account) ?? venue.own;
    const order = new OrderState(created, arbitrage, account.heldIn(venue.marketOf(created.market)), 0);
    Object.assign(order, ofOrder);
    order.trades = trades.map((trade) => Object.assign(new TradeState(trade.tradeId), trade));
    arbitrage.orders = withOne(arbitrage.orders, order);
    state.orders.set(created.clOrdId, order);
  }
};

/** Takes up what was saved, into a new memory, a new state and new findings. */
export const restoreMemory = (saved: SavedAudit, memory: Memory, state: AuditState, findings: Findings): void => {
  Object.assign(memory.place, saved.place);
  Object.assign(memory.frame, saved.frame);
  memory.lastIntent = saved.lastIntent;
  for (const [venue, lane] of saved.lanes) memory.lanes.set(venue, { ...lane });
  for (const limit of saved.tripped) memory.stops.tripped.add(limit);
  memory.stops.isStopped = saved.isStopped;
  memory.stops.stopReason = saved.stopReason;
  memory.currencies.currency = saved.currency;
  for (const [currency, rate] of saved.rates) memory.currencies.rates.set(currency, rate);
  for (const [kind, count] of saved.anomalies) memory.anomalies.set(kind, count);
  for (const [clOrdId, sentence] of saved.silent) memory.silent.set(clOrdId, sentence);
  findings.restore(saved.findings);
  restoreVenues(saved.venues, state);
  for (const arbitrage of saved.arbitrages) restoreArbitrage(arbitrage, state);
  for (const number of saved.resting) {
    const arbitrage = state.arbitrages.get(number);
    if (arbitrage !== undefined) state.resting.push(arbitrage);
  }
  state.forgotten.restore(saved.forgotten);
};
