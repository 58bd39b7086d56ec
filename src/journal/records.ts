// The journal's records: everything that happened, in the order in which it happened. What is not here can
// be derived from what is (ledger postings, positions, latencies). Quantities, prices and money are micros.
import { optional, type FieldsOf, type Schema } from './fields.ts';

/** The schema of each record by its type. */
export const recordSchemas = {
  /** The inputs of the run, each by its hash: a run is a function of these and of the commands. */
  'run.started': {
    /** 2 from here on. Left out, the journal is of format 1, which had neither this nor the two fields marked so. */
    journalFormat: optional('int'),
    name: 'text',
    seed: 'text',
    /** Of the scenario as a user would write it in full, with its modules and the faults that were asked for. */
    scenarioHash: 'text',
    /** Of the values of its venues' rules: no source, date or wording. From format 2 on. */
    rulesHash: optional('text'),
    /** The wall date of virtual time 0, in milliseconds since the Unix epoch. From format 2 on. */
    epochMs: optional('int'),
    engineVersion: 'text',
    /**
     * `run`, `session`, or `harness`: a venue of a user's own test, whose journal has no intents and no end. In format 1 a
     * run left it out.
     */
    kind: optional('text'),
    /** The sha256 of the recording that is replayed, if one is. */
    recording: optional('text'),
    /** In which limits, losses and results are counted, and what one unit of the others is worth in it. */
    currency: 'text',
    rates: { rows: { from: 'text', to: 'text', rate: 'micros' } },
  },
  /**
   * An account opens at a venue, at any time: what it begins with. `escrow`: whether open orders tie money up there. `sets`: whether one share
   * of every outcome of a market is `kept`, as it is where nothing is said, or `netted` into money at once.
   */
  'account.opened': {
    account: 'text',
    venue: 'text',
    currency: 'text',
    amount: 'micros',
    escrow: 'text',
    sets: optional('text'),
    /** Shares, as `market:outcome`, with which it begins; none where it is left out. */
    holdings: optional({ rows: { asset: 'text', amount: 'micros' } }),
  },
  /** A market that may be traded in, from any time on, and the outcomes of which exactly one comes true. */
  'market.listed': {
    venue: 'text',
    market: 'text',
    outcomes: { rows: { outcome: 'text' } },
    /** The step of its prices, where all have the same. */
    tick: optional('micros'),
    qtyMin: optional('micros'),
    qtyStep: optional('micros'),
    /** When it closes, in virtual time, if that is known. */
    closesAtUs: optional('int'),
    /** The venue's own id of it. */
    venueMarketId: optional('text'),
    /** `none` where a maker pays no fee. */
    makerFees: optional('text'),
  },
  /** What a venue says that has changed in a market: the step of its prices, or its status in the venue's own word. */
  'market.changed': { venue: 'text', market: 'text', tick: optional('micros'), status: optional('text') },
  /**
   * A command from outside: a stop, a user's cancel. It has a `payload` (canonical JSON: who, the outcome of verification,
   * what), and the number of its `session` where a client of one gave it. Without a payload it is the engine's own stop, or
   * of format 1; then `reason` is why.
   */
  'command.received': {
    session: optional('int'),
    command: 'text',
    payload: optional('text'),
    reason: optional('text'),
  },
  /** What a strategy wants: `legs` over one event's `outcomes`, in equal shares. A leg `paysIn` those whose bits are set. */
  'intent.received': {
    intent: 'int',
    strategy: 'text',
    pair: 'text',
    sets: 'micros',
    expectedEdge: 'micros',
    roiBps: 'int',
    outcomes: 'int',
    mode: 'text',
    policy: 'text',
    legs: {
      rows: {
        venue: 'text',
        market: 'text',
        outcome: 'text',
        paysIn: 'int',
        side: 'text',
        price: 'micros',
        qty: 'micros',
        /** The most that the venue may charge for it, in the venue's currency. */
        worstFee: 'micros',
      },
    },
  },
  /** The intent went no further: refused `by` plan, risk or lane, and why. */
  'intent.refused': { intent: 'int', by: 'text', reason: 'text', venue: optional('text') },
  /**
   * What was met in the recording that is replayed, so often since the last word of it: by a fault's kind; `elsewhere`,
   * what is of no market of this run; `untradable`, how often a book was not to be traded on from then; `ended`, its updates.
   */
  'recording.noted': { event: 'text', count: 'int', detail: optional('text') },
  /** All legs of a pair together were seen to cost less than they pay: by `edgePx` a set before fees, for so many `sets`. */
  'opportunity.seen': {
    pair: 'text',
    edgePx: 'micros',
    sets: 'micros',
    /** The age of the oldest of these prices. */
    ageUs: 'int',
    legs: { rows: { venue: 'text', market: 'text', outcome: 'text', price: 'micros', qty: 'micros' } },
  },
  /** A strategy was stopped, or wanted something that cannot be understood. */
  'strategy.faulted': { strategy: 'text', reason: 'text' },
  /** A limit was reached that stops the run: everything is cancelled, and nothing new begins. */
  'risk.tripped': { limit: 'text', value: 'micros', max: 'micros' },
  /** A step of an arbitrage. The figures of an assessment come with the state that follows from it. */
  'arbitrage.moved': {
    arbitrage: 'int',
    event: 'text',
    from: 'text',
    to: 'text',
    cause: optional('text'),
    verdict: optional('text'),
    residueQty: optional('micros'),
    worstCase: optional('micros'),
    realised: optional('micros'),
  },
  /** An order is born. Its owner stands here and nowhere else: an id says nothing. */
  'order.created': {
    clOrdId: 'text',
    /**
     * `leg` and `unwind` are of an arbitrage: planned, or placed to work its exposure off. `strategy` is a strategy's plain
     * order, `client` one of a program from outside.
     */
    owner: 'text',
    /** The number of its arbitrage, of its intent, or of its client's session; 0 for the program of a `createVenue`. */
    ownerId: 'int',
    /** Of an owner `leg`: which leg of the intent it is, from 1. */
    leg: optional('int'),
    venue: 'text',
    /** The account at the venue. Empty in format 1, where a venue had one account. */
    account: 'text',
    market: 'text',
    outcome: 'text',
    side: 'text',
    orderQty: 'micros',
    /** Of an order that is sized in money: the money. */
    cashOrderQty: optional('micros'),
    price: 'micros',
    timeInForce: 'text',
    /** When it expires, in virtual time, where its time in force is a date. */
    expireTimeUs: optional('int'),
    /** The venue refuses it where it would fill at once; left out where that was not asked for. */
    isPostOnly: optional('flag'),
    /** The client's own id of it, where the client has one beside `clOrdId`. Never a key: it need not be unique. */
    clientId: optional('text'),
    /** The most that its fills may cost in fees, in the venue's currency; nothing where it is left out. */
    worstFee: optional('micros'),
  },
  /** An event that an order received, and what it made of it. */
  'order.moved': {
    clOrdId: 'text',
    event: 'text',
    from: 'text',
    to: 'text',
    cumQty: 'micros',
    leavesQty: 'micros',
    /** Fills that the venue has reported in sum and not yet one by one; none where it is left out. */
    missingQty: optional('micros'),
    tradeId: optional('text'),
    lastQty: optional('micros'),
    lastPx: optional('micros'),
    fee: optional('micros'),
    /** As in `venue.filled`. */
    liquidity: optional('text'),
    cash: optional('micros'),
    reason: optional('text'),
    venueOrderId: optional('text'),
    anomaly: optional('text'),
  },
  /** What a lane did to a message that is not simply passing through. */
  'lane.moved': { venue: 'text', event: 'text', depth: 'int', reserved: 'int', capacity: 'int' },
  /** The venue took an order. This and the three below are the venue's own truth, whatever the client receives. */
  'venue.accepted': { venue: 'text', clOrdId: 'text', venueOrderId: 'text' },
  /**
   * The venue filled some of an order. Where it took that from a book, `offeredQty` is what others offered there just
   * before, at `offeredPx` of the first outcome, after the book had moved `bookMove` times.
   */
  'venue.filled': {
    venue: 'text',
    clOrdId: 'text',
    /** Whose order it is; the venue's first account, where it is left out. */
    account: optional('text'),
    tradeId: 'text',
    lastQty: 'micros',
    lastPx: 'micros',
    fee: 'micros',
    leavesQty: 'micros',
    /** `maker` for an order that rested, and `taker`, left out, for one that met it. */
    liquidity: optional('text'),
    /** The money that moved, fee aside, where that is not quantity times price, rounded against the trader. */
    cash: optional('micros'),
    offeredQty: optional('micros'),
    offeredPx: optional('micros'),
    bookMove: optional('int'),
  },
  /** The venue ended an order that is not filled, or never took it. */
  'venue.ended': { venue: 'text', clOrdId: 'text', status: 'text', cumQty: 'micros', reason: 'text' },
  /** The venue changed an order where it is. */
  'venue.replaced': { venue: 'text', clOrdId: 'text', orderQty: 'micros', price: 'micros' },
  /** A trade's settlement on chain, as the venue knows it. */
  'venue.settled': { venue: 'text', clOrdId: 'text', tradeId: 'text', status: 'text' },
  /** A market, or with an empty name the whole venue, opens, closes or stops. */
  'venue.market': { venue: 'text', market: 'text', from: 'text', to: 'text' },
  /**
   * A market's result, as far as it has come: `determined`, `disputed` or `final`, with what a share of each outcome pays.
   * Once it is final, the venue pays out.
   */
  'venue.resolved': {
    venue: 'text',
    market: 'text',
    stage: 'text',
    payouts: { rows: { outcome: 'text', payout: 'micros' } },
  },
  /** The venue paid the shares of one outcome out: `qty` of them at `payout` each. */
  'venue.redeemed': {
    venue: 'text',
    account: 'text',
    market: 'text',
    outcome: 'text',
    qty: 'micros',
    payout: 'micros',
    cash: 'micros',
  },
  /**
   * The venue exchanged what an account has: `split` money into sets, `merge` sets into money, `convert` shares of one side
   * of several markets into those of the other, `redeem` shares at their result. Assets are money, or `market:outcome`.
   */
  'position.changed': {
    venue: 'text',
    account: 'text',
    action: 'text',
    gave: { rows: { asset: 'text', amount: 'micros' } },
    got: { rows: { asset: 'text', amount: 'micros' } },
  },
  /** The client received a market's final result: from here on its shares are money in the portfolio. */
  'resolution.told': {
    venue: 'text',
    market: 'text',
    payouts: { rows: { outcome: 'text', payout: 'micros' } },
  },
  /** What the venue says an account has when nothing moves any more: money, or shares as `market:outcome`. */
  'venue.balance': { venue: 'text', account: 'text', asset: 'text', amount: 'micros' },
  /** A trade's settlement on chain moved, as the client received it. */
  'settlement.moved': { venue: 'text', tradeId: 'text', clOrdId: 'text', from: 'text', to: 'text' },
  /** A fault was injected. */
  'fault.injected': { venue: 'text', fault: 'text', clOrdId: optional('text') },
  /** Something that nobody expected and that belongs to no order. */
  'anomaly.found': { kind: 'text', venue: optional('text'), detail: 'text' },
  /** What our own ledger says an account has when nothing moves any more. */
  'ledger.balance': { venue: 'text', account: 'text', asset: 'text', amount: 'micros' },
  /** The run is over: everything that could end has ended. */
  'run.ended': { reason: 'text', intents: 'int', orders: 'int', arbitrages: 'int' },
} as const satisfies Record<string, Schema>;

/** The owners of an order. */
export type OrderOwnerKind = 'leg' | 'unwind' | 'strategy' | 'client';

/** The type of a record. */
export type RecordType = keyof typeof recordSchemas;

/** A record before the journal has given it its place. */
export type RecordBody = {
  readonly [T in RecordType]: { readonly type: T } & FieldsOf<(typeof recordSchemas)[T]>;
}[RecordType];

/** A record of the journal: `seq` counts from 1 without a gap, `atUs` is virtual time. */
export type JournalRecord = RecordBody & { readonly seq: number; readonly atUs: number };

/** The record of one type. */
export type RecordOf<T extends RecordType> = Extract<JournalRecord, { readonly type: T }>;

/** Returns the number of the arbitrage that an order is of; 0 where it is of none. */
export const arbitrageOfOrder = ({ owner, ownerId }: Pick<RecordOf<'order.created'>, 'owner' | 'ownerId'>): number =>
  owner === 'leg' || owner === 'unwind' ? ownerId : 0;
