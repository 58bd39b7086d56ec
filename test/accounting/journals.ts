// What the tests of the portfolio share: plausible journals. Orders are real order charts that receive any events of a
// venue, in any order; what they make of them is written down as the engine does it. So the portfolio is compared with the
// charts' own sums.
import fc from 'fast-check';
import { createActor, type Actor } from 'xstate';
import { isTerminal, leavesQty, orderMachine, ordStatus, type OrderEvent } from '../../machines/order.ts';
import type { OrderContext, Side } from '../../machines/order/types.ts';
import type { RecordBody } from '../../src/journal/records.ts';

export type IntentRecord = Extract<RecordBody, { readonly type: 'intent.received' }>;

/** What happens next: its kind, and numbers that choose among whatever there is then. */
export interface Step {
  readonly kind: (typeof kinds)[number];
  readonly pick: number;
  readonly which: number;
  readonly size: bigint;
  readonly px: bigint;
  readonly fee: bigint;
}

const kinds = ['intent', 'refuse', 'create', 'tell', 'trade', 'change', 'end', 'arbitrage', 'forget'] as const;

const currencies = { polymarket: 'pUSD', kalshi: 'USD', manifold: 'mana' } as const;
export const venues = ['polymarket', 'kalshi', 'manifold'] as const;
export const rates = { pUSD: 999_700n, USD: 1_000_000n, mana: 10_007n } as const;
export const opened = 1_000_000_000n;

export const venueOf = (name: string): (typeof venues)[number] => venues.find((venue) => venue === name)!;
export const rateAt = (venue: string): bigint => rates[currencies[venueOf(venue)]];
export const ends = ['completed', 'partial', 'cancelled', 'failed', 'exposed'] as const;
const states = ['legging', 'hedged', 'cancelling', 'unwinding'] as const;

const weighted = (weights: Readonly<Record<Step['kind'], number>>): fc.Arbitrary<Step['kind']> =>
  fc.oneof(...kinds.map((kind) => ({ weight: weights[kind], arbitrary: fc.constant(kind) })));

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: weighted({ intent: 2, refuse: 1, create: 5, tell: 3, trade: 9, change: 5, end: 3, arbitrage: 6, forget: 1 }),
  pick: fc.nat(1_000),
  which: fc.nat(1_000),
  size: fc.bigInt({ min: 1n, max: 20_000_000n }),
  px: fc.bigInt({ min: 1n, max: 999_999n }),
  fee: fc.oneof(fc.constant(0n), fc.bigInt({ min: -2_000n, max: 60_000n })),
});

/** The steps of one journal. */
export const anySteps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(anyStep, { minLength: 1, maxLength: most, size: 'max' });

/** An order, its chart, and what it was created as. */
export interface ModelOrder {
  readonly created: Extract<RecordBody, { readonly type: 'order.created' }>;
  readonly actor: Actor<typeof orderMachine>;
  isZombie: boolean;
}

/** An arbitrage as the records tell it. */
export interface ModelArbitrage {
  readonly intent: IntentRecord;
  readonly orders: ModelOrder[];
  unwinds: number;
  /** The state it ended in; null while it lives. */
  end: string | null;
  /** What its records say is at risk; null where the portfolio is to say it. */
  risk: bigint | null;
  isForgotten: boolean;
}

/** Where a journal stands. What no record says (`forget`) is an action of its own. */
export interface Model {
  readonly arbitrages: Map<number, ModelArbitrage>;
  intents: number;
  trades: number;
}

export type Happening = { readonly record: RecordBody } | { readonly forget: number };

export const contextOf = ({ actor }: ModelOrder): OrderContext => actor.getSnapshot().context;
export const hasEnded = ({ actor }: ModelOrder): boolean => isTerminal(actor.getSnapshot());

/** The records that every journal begins with. */
export const opening: readonly RecordBody[] = [
  {
    type: 'run.started',
    name: 'test',
    seed: '1',
    scenarioHash: '',
    engineVersion: '',
    currency: 'USD',
    rates: (['pUSD', 'mana'] as const).map((from) => ({ from, to: 'USD', rate: rates[from] })),
  },
  ...venues.map((venue): RecordBody => {
    const escrow = venue === 'manifold' ? 'none' : 'worstCase';
    return { type: 'account.opened', account: 'main', venue, currency: currencies[venue], amount: opened, escrow };
  }),
];

export const emptyModel = (): Model => ({ arbitrages: new Map(), intents: 0, trades: 0 });

const intentOf = (model: Model, { pick, which, size, px, fee }: Step): IntentRecord => {
  model.intents += 1;
  const outcomes = 2 + (pick % 3);
  const legs = Array.from({ length: 2 + (which % 3) }, (_, leg) => {
    const word = pick * 31 + which * 17 + leg * 7;
    const at = word % outcomes;
    const isYes = word % 5 < 3;
    return {
      venue: venues[(word >> 2) % venues.length]!,
      market: `M${word % 2}`,
      outcome: `${isYes ? 'yes' : 'no'}${at}of${outcomes}`,
      paysIn: isYes ? 1 << at : ((1 << outcomes) - 1) & ~(1 << at),
      side: word % 7 === 0 ? 'sell' : 'buy',
      price: 1n + ((px + BigInt(leg) * 377_000n) % 999_999n),
      qty: size,
      worstFee: fee > 0n ? fee : 0n,
    };
  });
  const wanted = { strategy: 's', pair: 'p', sets: size, expectedEdge: 0n, roiBps: 0, outcomes };
  return { type: 'intent.received', intent: model.intents, ...wanted, mode: 'parallel', policy: 'unwind', legs };
};

const createOrder = (arbitrage: ModelArbitrage, { pick, which, size, px, fee }: Step): RecordBody => {
  const { intent, orders } = arbitrage;
  const next = intent.legs.findIndex((_, leg) => !orders.some(({ created }) => isLegOf(created.clOrdId, leg)));
  const isLeg = next >= 0 && which % 4 !== 0;
  const leg = intent.legs[isLeg ? next : pick % intent.legs.length]!;
  if (!isLeg) arbitrage.unwinds += 1;
  const { venue, market, outcome } = leg;
  const created: ModelOrder['created'] = {
    type: 'order.created',
    clOrdId: isLeg ? `${intent.intent}.${next + 1}` : `${intent.intent}.u${arbitrage.unwinds}`,
    owner: isLeg ? 'leg' : 'unwind',
    ownerId: intent.intent,
    ...(isLeg ? { leg: next + 1 } : {}),
    account: 'main',
    venue,
    market,
    outcome,
    side: isLeg ? leg.side : which % 3 === 0 ? 'buy' : 'sell',
    orderQty: isLeg && which % 3 > 0 ? leg.qty : size,
    price: isLeg ? leg.price : px,
    timeInForce: 'GTC',
    ...(fee === 0n ? {} : { worstFee: isLeg ? leg.worstFee : 30_000n }),
  };
  const { clOrdId, orderQty, price } = created;
  const words = { clOrdId, venue, instrument: `${market}:${outcome}`, orderQty, price };
  const input = { ...words, side: created.side as Side, timeInForce: 'GTC' as const };
  const actor = createActor(orderMachine, { input }).start();
  orders.push({ created, actor, isZombie: false });
  return created;
};

const isLegOf = (clOrdId: string, leg: number): boolean => clOrdId.endsWith(`.${leg + 1}`);

const words = (order: ModelOrder, { which }: Step): OrderEvent => {
  const venueOrderId = `V${order.created.clOrdId}`;
  const events: readonly OrderEvent[] = [
    { type: 'order.sent' },
    { type: 'venue.acked', venueOrderId },
    { type: 'ack.overdue' },
    { type: 'cancel.requested' },
    { type: 'order.reconciled', found: true, status: 'submitted', venueOrderId },
    { type: 'order.refused', reason: 'stale' },
  ];
  return events[which % events.length]!;
};

/** A trade: new as a rule, of what is left or of part of it; now and then one that was heard of before. */
const tradeOf = (model: Model, order: ModelOrder, { pick, which, size, px, fee }: Step): OrderEvent => {
  const { trades, orderQty, matchedQty } = contextOf(order);
  const known = trades[pick % Math.max(1, trades.length)];
  if (known !== undefined && which % 6 === 0)
    return {
      type: 'venue.traded',
      tradeId: known.tradeId,
      lastQty: known.reportedQty ?? size,
      lastPx: known.lastPx || px,
    };
  model.trades += 1;
  const left = orderQty - matchedQty;
  const lastQty = left <= 0n || which % 7 === 1 ? size : which % 3 === 0 ? left : 1n + (size % left);
  const tradeId = `T${model.trades}`;
  return { type: 'venue.traded', tradeId, lastQty, lastPx: px, ...(which % 5 === 0 ? {} : { fee }) };
};

/** A bust or a correction of a trade, or of one that has not come yet: that one is not corrected to nothing. */
const changeOf = (model: Model, order: ModelOrder, { pick, which, size, px, fee }: Step): OrderEvent => {
  const { trades } = contextOf(order);
  const known = which % 5 === 0 ? undefined : trades[pick % Math.max(1, trades.length)];
  const tradeId = known?.tradeId ?? `T${model.trades + 1}`;
  if (which % 3 === 0) return { type: 'venue.tradeBusted', tradeId };
  const isSeen = known !== undefined && known.reportedQty !== null;
  const lastQty = isSeen && which % 7 === 0 ? 0n : isSeen && which % 2 === 0 ? known.lastQty : size;
  return { type: 'venue.tradeCorrected', tradeId, lastQty, lastPx: px, ...(which % 4 === 0 ? {} : { fee }) };
};

const endOf = (order: ModelOrder, { which, size }: Step): OrderEvent => {
  const { matchedQty } = contextOf(order);
  const events: readonly OrderEvent[] = [
    { type: 'venue.cancelled', reason: 'requested' },
    { type: 'venue.cancelled', reason: 'expired', cumQty: matchedQty + size },
    { type: 'venue.rejected', reason: 'tick' },
    { type: 'order.reconciled', found: false },
    { type: 'order.reconciled', found: true, status: 'cancelled', cumQty: matchedQty + (size % 3n) },
  ];
  return events[which % events.length]!;
};

/** Tells an order, and writes down what it made of it. */
const told = (order: ModelOrder, event: OrderEvent): RecordBody => {
  const before = order.actor.getSnapshot();
  order.actor.send(event);
  const after = order.actor.getSnapshot();
  const { lastQty, lastPx, fee, tradeId } = event as Partial<Extract<OrderEvent, { type: 'venue.traded' }>>;
  const { context } = after;
  const anomaly = context.anomalyCount > before.context.anomalyCount ? context.anomalies.at(-1)?.kind : undefined;
  if (anomaly === 'zombie') order.isZombie = true;
  else if (['venue.cancelled', 'venue.rejected', 'order.reconciled'].includes(event.type)) order.isZombie = false;
  return {
    type: 'order.moved',
    clOrdId: order.created.clOrdId,
    event: event.type,
    from: ordStatus(before),
    to: ordStatus(after),
    cumQty: context.cumQty,
    leavesQty: leavesQty(after),
    missingQty: context.missingQty === 0n ? undefined : context.missingQty,
    tradeId,
    lastQty,
    lastPx,
    fee,
    anomaly,
  };
};

const moveArbitrage = (arbitrage: ModelArbitrage, { pick, which, size }: Step): RecordBody => {
  const isEnd = which % 2 === 0;
  const to = isEnd ? ends[pick % ends.length]! : states[pick % states.length]!;
  const worstCase = pick % 3 === 0 ? undefined : size - 5_000_000n;
  const counted = worstCase === undefined || worstCase > 0n ? worstCase : 0n;
  if (isEnd && to !== 'exposed') arbitrage.risk = 0n;
  else if (counted !== undefined) arbitrage.risk = counted;
  else if (!isEnd && arbitrage.end !== null) arbitrage.risk = null;
  const from = arbitrage.end ?? 'legging';
  arbitrage.end = isEnd ? to : null;
  const { intent } = arbitrage.intent;
  return { type: 'arbitrage.moved', arbitrage: intent, event: 'any', from, to, worstCase };
};

/** What the step makes happen, if there is anything to which it can. */
export const happen = (model: Model, step: Step): Happening | null => {
  if (step.kind === 'intent') {
    const intent = intentOf(model, step);
    const fresh = { intent, orders: [], unwinds: 0, end: null, risk: worstOfPlanned(intent), isForgotten: false };
    model.arbitrages.set(intent.intent, fresh);
    return { record: intent };
  }
  const known = [...model.arbitrages.values()].filter(({ isForgotten }) => !isForgotten);
  const arbitrage = known[step.pick % Math.max(1, known.length)];
  if (arbitrage === undefined) return null;
  const { intent } = arbitrage.intent;
  if (step.kind === 'refuse') {
    if (arbitrage.orders.length > 0) return null;
    model.arbitrages.delete(intent);
    return { record: { type: 'intent.refused', intent, by: 'lane', reason: 'laneSaturated' } };
  }
  if (step.kind === 'forget') {
    if (arbitrage.end === null) return null;
    arbitrage.isForgotten = true;
    return { forget: intent };
  }
  if (step.kind === 'create') return { record: createOrder(arbitrage, step) };
  if (step.kind === 'arbitrage') return { record: moveArbitrage(arbitrage, step) };
  const order = arbitrage.orders[step.which % Math.max(1, arbitrage.orders.length)];
  if (order === undefined) return null;
  const say = { tell: words, end: endOf, trade: tradeOf.bind(null, model), change: changeOf.bind(null, model) };
  return { record: told(order, say[step.kind](order, step)) };
};

/** The most that the plan may lose: every choice of legs that fill, in every outcome, with all fees. */
const worstOfPlanned = ({ legs, outcomes }: IntentRecord): bigint => {
  let worst = 0n;
  for (let outcome = 0; outcome < outcomes; outcome += 1)
    for (let filled = 0; filled < 1 << legs.length; filled += 1) {
      let attos = 0n;
      legs.forEach(({ venue, paysIn, side, price, qty, worstFee }, leg) => {
        attos += worstFee * 1_000_000n * rateAt(venue);
        if ((filled & (1 << leg)) === 0) return;
        const gain = ((paysIn & (1 << outcome)) === 0 ? 0n : 1_000_000n) - price;
        attos -= (side === 'buy' ? gain : -gain) * qty * rateAt(venue);
      });
      if (attos > worst) worst = attos;
    }
  return (worst + 999_999_999_999n) / 1_000_000_000_000n;
};
