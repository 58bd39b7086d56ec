// The tables of what the journal holds: the journal is the data. Every record is one row of the table of its type, and
// the fields of the row are the fields of the record, by the same names.
import { list, maybe, micros, recordTable, whole, word, written } from './columns.ts';
import {
  venueAcceptances,
  fills,
  venueEnds,
  venueReplacements,
  venueSettlements,
  marketStates,
  marketResults,
  redemptions,
  marketChanges,
  positionChanges,
  venueBalances,
} from './venue-tables.ts';
import type { RecordType } from '../src/journal/records.ts';

/** `run.started` */
export const runStarts = recordTable(
  'run_starts',
  { journalFormat: maybe.whole('journal_format'), epochMs: maybe.whole('epoch_ms') },
  {
    currency: word('currency'),
    name: written('name'),
    seed: written('seed'),
    scenarioHash: written('scenario_hash'),
    rulesHash: maybe.written('rules_hash'),
    engineVersion: written('engine_version'),
    kind: maybe.word('kind'),
    recording: maybe.written('recording'),
    rates: list('rates'),
  },
);

/** `run.ended` */
export const runEnds = recordTable(
  'run_ends',
  { intents: whole('intents'), orders: whole('orders'), arbitrages: whole('arbitrages') },
  { reason: written('reason') },
);

/** `account.opened` */
export const accounts = recordTable(
  'accounts',
  { amount: micros('amount') },
  {
    account: word('account'),
    venue: word('venue'),
    currency: word('currency'),
    escrow: word('escrow'),
    sets: maybe.word('sets'),
    holdings: maybe.list('holdings'),
  },
);

/** `market.listed` */
export const listedMarkets = recordTable(
  'listed_markets',
  {
    tick: maybe.micros('tick'),
    qtyMin: maybe.micros('qty_min'),
    qtyStep: maybe.micros('qty_step'),
    closesAtUs: maybe.whole('closes_at_us'),
  },
  {
    venue: word('venue'),
    market: word('market'),
    makerFees: maybe.word('maker_fees'),
    venueMarketId: maybe.written('venue_market_id'),
    outcomes: list('outcomes'),
  },
);

/** `command.received` */
export const commands = recordTable(
  'commands',
  { session: maybe.whole('session') },
  { command: word('command'), payload: maybe.written('payload'), reason: maybe.written('reason') },
);

/** `intent.received` */
export const intents = recordTable(
  'intents',
  {
    intent: whole('intent'),
    sets: micros('sets'),
    expectedEdge: micros('expected_edge'),
    roiBps: whole('roi_bps'),
    outcomes: whole('outcomes'),
  },
  { strategy: word('strategy'), pair: word('pair'), mode: word('mode'), policy: word('policy'), legs: list('legs') },
);

/** `intent.refused` */
export const intentRefusals = recordTable(
  'intent_refusals',
  { intent: whole('intent') },
  { by: word('refused_by'), venue: maybe.word('venue'), reason: written('reason') },
);

/** `recording.noted` */
export const recordingNotes = recordTable(
  'recording_notes',
  { count: whole('count') },
  { event: word('event'), detail: maybe.written('detail') },
);

/** `opportunity.seen` */
export const opportunities = recordTable(
  'opportunities',
  { edgePx: micros('edge_px'), sets: micros('sets'), ageUs: whole('age_us') },
  { pair: word('pair'), legs: list('legs') },
);

/** `strategy.faulted` */
export const strategyFaults = recordTable(
  'strategy_faults',
  {},
  { strategy: word('strategy'), reason: written('reason') },
);

/** `risk.tripped` */
export const riskTrips = recordTable(
  'risk_trips',
  { value: micros('value'), max: micros('max') },
  { limit: word('limit_name') },
);

/** `arbitrage.moved` */
export const arbitrageEvents = recordTable(
  'arbitrage_events',
  {
    arbitrage: whole('arbitrage'),
    residueQty: maybe.micros('residue_qty'),
    worstCase: maybe.micros('worst_case'),
    realised: maybe.micros('realised'),
  },
  {
    event: word('event'),
    from: word('from_status'),
    to: word('to_status'),
    cause: maybe.word('cause'),
    verdict: maybe.word('verdict'),
  },
);

/** `order.created`. Rows of format 1 have `arbitrage` and `role` in the place of owner, leg and account. */
export const orders = recordTable(
  'orders',
  {
    arbitrage: maybe.whole('arbitrage'),
    orderQty: micros('order_qty'),
    price: micros('price'),
    worstFee: maybe.micros('worst_fee'),
    ownerId: maybe.whole('owner_id'),
    leg: maybe.whole('leg'),
    cashOrderQty: maybe.micros('cash_order_qty'),
    expireTimeUs: maybe.whole('expire_time_us'),
  },
  {
    role: maybe.word('role'),
    venue: word('venue'),
    market: word('market'),
    outcome: word('outcome'),
    side: word('side'),
    timeInForce: word('time_in_force'),
    clOrdId: written('cl_ord_id'),
    owner: maybe.word('owner'),
    account: maybe.word('account'),
    isPostOnly: maybe.flag('is_post_only'),
    clientId: maybe.written('client_id'),
  },
);

/** `order.moved` */
export const orderEvents = recordTable(
  'order_events',
  {
    cumQty: micros('cum_qty'),
    leavesQty: micros('leaves_qty'),
    missingQty: maybe.micros('missing_qty'),
    lastQty: maybe.micros('last_qty'),
    lastPx: maybe.micros('last_px'),
    fee: maybe.micros('fee'),
    cash: maybe.micros('cash'),
  },
  {
    event: word('event'),
    from: word('from_status'),
    to: word('to_status'),
    reason: maybe.word('reason'),
    anomaly: maybe.word('anomaly'),
    liquidity: maybe.word('liquidity'),
    clOrdId: written('cl_ord_id'),
    tradeId: maybe.written('trade_id'),
    venueOrderId: maybe.written('venue_order_id'),
  },
);

/** `lane.moved` */
export const laneEvents = recordTable(
  'lane_events',
  { depth: whole('depth'), reserved: whole('reserved'), capacity: whole('capacity') },
  { venue: word('venue'), event: word('event') },
);

/** `resolution.told` */
export const toldResults = recordTable(
  'told_results',
  {},
  { venue: word('venue'), market: word('market'), payouts: list('payouts') },
);

/** `settlement.moved` */
export const settlements = recordTable(
  'settlements',
  {},
  {
    venue: word('venue'),
    from: word('from_status'),
    to: word('to_status'),
    tradeId: written('trade_id'),
    clOrdId: written('cl_ord_id'),
  },
);

/** `fault.injected` */
export const faults = recordTable(
  'faults',
  {},
  { venue: word('venue'), fault: word('fault'), clOrdId: maybe.written('cl_ord_id') },
);

/** `anomaly.found` */
export const anomalies = recordTable(
  'anomalies',
  {},
  { kind: word('kind'), venue: maybe.word('venue'), detail: written('detail') },
);

/** `ledger.balance` */
export const ledgerBalances = recordTable(
  'ledger_balances',
  { amount: micros('amount') },
  { venue: word('venue'), account: word('account'), asset: word('asset') },
);

/** The table of each type of record. */
export const recordTables = {
  'run.started': runStarts,
  'run.ended': runEnds,
  'account.opened': accounts,
  'market.listed': listedMarkets,
  'market.changed': marketChanges,
  'command.received': commands,
  'intent.received': intents,
  'intent.refused': intentRefusals,
  'recording.noted': recordingNotes,
  'opportunity.seen': opportunities,
  'strategy.faulted': strategyFaults,
  'risk.tripped': riskTrips,
  'arbitrage.moved': arbitrageEvents,
  'order.created': orders,
  'order.moved': orderEvents,
  'lane.moved': laneEvents,
  'venue.accepted': venueAcceptances,
  'venue.filled': fills,
  'venue.ended': venueEnds,
  'venue.replaced': venueReplacements,
  'venue.settled': venueSettlements,
  'venue.market': marketStates,
  'venue.resolved': marketResults,
  'venue.redeemed': redemptions,
  'position.changed': positionChanges,
  'resolution.told': toldResults,
  'venue.balance': venueBalances,
  'settlement.moved': settlements,
  'fault.injected': faults,
  'anomaly.found': anomalies,
  'ledger.balance': ledgerBalances,
} as const satisfies Record<RecordType, unknown>;
