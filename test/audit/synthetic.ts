// A good journal made by hand, with every record that accounts, markets, settlements and limits need: two venues with
// accounts in two currencies, one of which settles its trades later. Its balances are added up the naive way, over the
// list of its records.
import type { RecordBody } from '../../src/journal/records.ts';
import type { Story } from './alterations.ts';

type BodyOf<T extends RecordBody['type']> = Extract<RecordBody, { readonly type: T }>;

interface Order {
  readonly created: BodyOf<'order.created'>;
  status: string;
  cumQty: bigint;
  matchedQty: bigint;
  orderQty: bigint;
}

const MILLION = 1_000_000n;

/** Money of a trade with its fee, below 0 where it is paid: the fraction of a micro goes against the trader. */
const cashOf = (side: string, { qty, px, fee }: { readonly qty: bigint; readonly px: bigint; readonly fee: bigint }) =>
  side === 'buy' ? -((qty * px + MILLION - 1n) / MILLION) - fee : (qty * px) / MILLION - fee;

const currencies: Readonly<Record<string, string>> = { polymarket: 'pUSD', kalshi: 'USD' };

/** Writes a journal down, order by order. */
const createScribe = () => {
  const records: RecordBody[] = [];
  const orders = new Map<string, Order>();
  let intents = 0;
  let refused = 0;
  /** What each venue has numbered, by the letter of what it is. */
  const numbers = new Map<string, number>();
  const tradeIds = new Map<string, string>();

  const numbered = (head: string): string => {
    const number = (numbers.get(head) ?? 0) + 1;
    numbers.set(head, number);
    return `${head}${number}`;
  };

  /** The venue's name for the trade that the story calls so. */
  const tradeOf = (clOrdId: string, trade: string): string => tradeIds.get(`${clOrdId} ${trade}`) ?? '';

  const say = (...bodies: RecordBody[]): void => void records.push(...bodies);

  const orderOf = (clOrdId: string): Order => {
    const order = orders.get(clOrdId);
    if (order === undefined) throw new Error(`the story has no order ${clOrdId}`);
    return order;
  };

  type Told = Omit<BodyOf<'order.moved'>, 'type' | 'clOrdId' | 'from' | 'to' | 'cumQty' | 'leavesQty' | 'event'>;
  const move = (clOrdId: string, event: string, to: string, told: Told = {}): void => {
    const order = orderOf(clOrdId);
    const isOver = to === 'filled' || to === 'canceled' || to === 'rejected';
    const leavesQty = isOver ? 0n : order.orderQty - order.matchedQty;
    const { status: from, cumQty } = order;
    say({ type: 'order.moved', clOrdId, event, from, to, cumQty, leavesQty, ...told });
    order.status = to;
  };

  const step = (arbitrage: number, event: string, from: string, to: string, told: object = {}): void =>
    say({ type: 'arbitrage.moved', arbitrage, event, from, to, ...told });

  const send = (arbitrage: number, name: string, venue: string, owner = 'leg', orderQty = 10_000_000n): void => {
    const isPoly = venue === 'polymarket';
    const clOrdId = `${arbitrage}.${name}`;
    const created: BodyOf<'order.created'> = {
      type: 'order.created',
      clOrdId,
      owner,
      ownerId: arbitrage,
      ...(owner === 'leg' ? { leg: Number(name) } : {}),
      venue,
      account: `at-${venue}`,
      market: isPoly ? 'FED' : 'FED-26',
      outcome: isPoly ? 'yes' : 'no',
      side: owner === 'leg' ? 'buy' : 'sell',
      orderQty,
      price: owner === 'leg' ? (isPoly ? 480_003n : 490_000n) : 470_000n,
      timeInForce: 'GTC',
      worstFee: 100_000n,
    };
    orders.set(clOrdId, { created, status: 'pendingNew', cumQty: 0n, matchedQty: 0n, orderQty });
    say(created);
    move(clOrdId, 'order.sent', 'pendingNew');
  };

  const place = (arbitrage: number, name: string, venue: string, owner = 'leg'): void => {
    send(arbitrage, name, venue, owner);
    const clOrdId = `${arbitrage}.${name}`;
    const venueOrderId = numbered(`${venue}-`);
    say({ type: 'venue.accepted', venue, clOrdId, venueOrderId });
    move(clOrdId, 'venue.acked', 'new', { venueOrderId });
  };

  const fill = (clOrdId: string, trade: string, lastQty: bigint, fee: bigint): void => {
    const order = orderOf(clOrdId);
    const { venue, price: lastPx } = order.created;
    const tradeId = numbered(`${venue}-T`);
    tradeIds.set(`${clOrdId} ${trade}`, tradeId);
    order.cumQty += lastQty;
    order.matchedQty += lastQty;
    const leavesQty = order.orderQty - order.matchedQty;
    say({ type: 'venue.filled', venue, clOrdId, tradeId, lastQty, lastPx, fee, leavesQty });
    const to = leavesQty === 0n ? 'filled' : 'partiallyFilled';
    move(clOrdId, 'venue.traded', to, { tradeId, lastQty, lastPx, fee });
  };

  const settle = (clOrdId: string, trade: string, ...path: readonly string[]): void => {
    const { venue } = orderOf(clOrdId).created;
    const tradeId = tradeOf(clOrdId, trade);
    let from = 'matched';
    for (const to of path) {
      say({ type: 'venue.settled', venue, clOrdId, tradeId, status: to });
      say({ type: 'settlement.moved', venue, tradeId, clOrdId, from, to });
      from = to;
    }
  };

  const replace = (clOrdId: string, orderQty: bigint): void => {
    const order = orderOf(clOrdId);
    move(clOrdId, 'replace.requested', 'pendingReplace');
    order.orderQty = orderQty;
    say({ type: 'venue.replaced', venue: order.created.venue, clOrdId, orderQty, price: order.created.price });
    move(clOrdId, 'venue.replaced', 'new');
  };

  const receive = (): number => {
    intents += 1;
    const leg = { side: 'buy', qty: 10_000_000n, worstFee: 100_000n };
    say({
      type: 'intent.received',
      intent: intents,
      strategy: 'hand',
      pair: 'FED',
      sets: 10_000_000n,
      expectedEdge: 48_970n,
      roiBps: 49,
      outcomes: 2,
      mode: 'parallel',
      policy: 'unwind',
      legs: [
        { ...leg, venue: 'polymarket', market: 'FED', outcome: 'yes', paysIn: 1, price: 480_003n },
        { ...leg, venue: 'kalshi', market: 'FED-26', outcome: 'no', paysIn: 2, price: 490_000n },
      ],
    });
    return intents;
  };

  const refuse = (by: string, reason: string, venue?: string): void => {
    refused += 1;
    say({ type: 'intent.refused', intent: receive(), by, reason, ...(venue === undefined ? {} : { venue }) });
  };

  /** What both accounts have at the end, the naive way: every fill, but for those that failed to settle. */
  const balances = (): Map<string, bigint> => {
    const sums = new Map<string, bigint>();
    const add = (venue: string, asset: string, amount: bigint) =>
      sums.set(`${venue} ${asset}`, (sums.get(`${venue} ${asset}`) ?? 0n) + amount);
    const failed = new Set(records.flatMap((body) => (isFailure(body) ? [body.tradeId] : [])));
    for (const body of records) {
      if (body.type === 'account.opened') add(body.venue, body.currency, body.amount);
      if (body.type === 'venue.redeemed') {
        add(body.venue, currencies[body.venue] ?? '', body.cash);
        add(body.venue, `${body.market}:${body.outcome}`, -body.qty);
      }
      if (body.type !== 'venue.filled' || failed.has(body.tradeId)) continue;
      const { side, market, outcome } = orderOf(body.clOrdId).created;
      const { lastQty: qty, lastPx: px, fee, venue } = body;
      add(venue, currencies[venue] ?? '', cashOf(side, { qty, px, fee }));
      add(venue, `${market}:${outcome}`, side === 'buy' ? qty : -qty);
    }
    return sums;
  };

  const end = (): void => {
    for (const type of ['venue.balance', 'ledger.balance'] as const)
      for (const [key, amount] of balances()) {
        const [venue = '', asset = ''] = key.split(' ');
        if (amount !== 0n) say({ type, venue, account: `at-${venue}`, asset, amount });
      }
    say({ type: 'run.ended', reason: 'drawdown', intents, orders: orders.size, arbitrages: intents - refused });
  };

  return { records, say, step, send, place, fill, settle, replace, receive, refuse, end, move, orderOf, tradeOf };
};

const isFailure = (body: RecordBody): body is BodyOf<'venue.settled'> =>
  body.type === 'venue.settled' && body.status === 'failed';

type Scribe = ReturnType<typeof createScribe>;

const begin = ({ say, receive, step }: Scribe): number => {
  const arbitrage = receive();
  step(arbitrage, 'lanes.admitted', 'planning', 'legging');
  say({ type: 'lane.moved', venue: 'kalshi', event: 'lane.saturated', depth: 8, reserved: 8, capacity: 16 });
  say({ type: 'lane.moved', venue: 'kalshi', event: 'lane.relieved', depth: 3, reserved: 8, capacity: 16 });
  return arbitrage;
};

/** Both legs fill, one in two trades, and what settles is confirmed, once after a second try. */
const complete = (scribe: Scribe): void => {
  const { step, place, fill, settle } = scribe;
  const arbitrage = begin(scribe);
  place(arbitrage, '1', 'polymarket');
  place(arbitrage, '2', 'kalshi');
  fill(`${arbitrage}.1`, 'a', 3_333_333n, 0n);
  fill(`${arbitrage}.1`, 'b', 6_666_667n, 0n);
  fill(`${arbitrage}.2`, 'a', 10_000_000n, 50_000n);
  step(arbitrage, 'leg.updated', 'legging', 'hedged');
  settle(`${arbitrage}.1`, 'a', 'mined', 'confirmed');
  settle(`${arbitrage}.1`, 'b', 'retrying', 'mined', 'confirmed');
  step(arbitrage, 'leg.updated', 'hedged', 'completed');
};

/** What was hedged fails to settle, and the other leg is sold again. */
const fail = (scribe: Scribe): void => {
  const { step, place, fill, settle, move, orderOf, tradeOf } = scribe;
  const arbitrage = begin(scribe);
  const leg = `${arbitrage}.1`;
  place(arbitrage, '1', 'polymarket');
  place(arbitrage, '2', 'kalshi');
  fill(leg, 'a', 10_000_000n, 10_000n);
  fill(`${arbitrage}.2`, 'a', 10_000_000n, 50_000n);
  step(arbitrage, 'leg.updated', 'legging', 'hedged');
  settle(leg, 'a', 'mined', 'retrying', 'failed');
  orderOf(leg).cumQty = 0n;
  move(leg, 'venue.tradeBusted', 'filled', { tradeId: tradeOf(leg, 'a') });
  const cause = 'settlementFailed';
  step(arbitrage, 'leg.updated', 'hedged', 'unwinding', { cause });
  const exposed = { cause, verdict: 'exposed', residueQty: 10_000_000n, worstCase: 4_950_000n };
  step(arbitrage, 'exposure.assessed', 'unwinding', 'unwinding', exposed);
  place(arbitrage, 'u1', 'kalshi', 'unwind');
  fill(`${arbitrage}.u1`, 'a', 10_000_000n, 50_000n);
  const flat = { cause, verdict: 'flat', residueQty: 0n, worstCase: 300_000n };
  step(arbitrage, 'exposure.assessed', 'unwinding', 'failed', flat);
};

/** Both orders are replaced by smaller ones: fewer sets than planned, balanced. */
const shrink = (scribe: Scribe): void => {
  const { step, place, fill, settle, replace } = scribe;
  const arbitrage = begin(scribe);
  place(arbitrage, '1', 'polymarket');
  place(arbitrage, '2', 'kalshi');
  for (const name of ['1', '2']) {
    replace(`${arbitrage}.${name}`, 8_000_000n);
    fill(`${arbitrage}.${name}`, 'a', 8_000_000n, 0n);
  }
  settle(`${arbitrage}.1`, 'a', 'mined', 'confirmed');
  const cause = 'legShort';
  step(arbitrage, 'leg.updated', 'legging', 'unwinding', { cause });
  // A pUSD is worth 0.99 USD: 3.840024 pUSD and 3.92 USD were paid, and where Polymarket pays, 8 pUSD come back.
  // That is -0.19837624 USD, and a loss is rounded up.
  const balanced = { cause, verdict: 'balanced', residueQty: 0n, worstCase: -198_376n };
  step(arbitrage, 'exposure.assessed', 'unwinding', 'partial', balanced);
};

/** A market closes under an order, and the other leg is cancelled. */
const closeDown = (scribe: Scribe): void => {
  const { step, place, say, move } = scribe;
  const arbitrage = begin(scribe);
  place(arbitrage, '1', 'polymarket');
  place(arbitrage, '2', 'kalshi');
  const clOrdId = `${arbitrage}.2`;
  const other = `${arbitrage}.1`;
  const [venue, reason] = ['kalshi', 'marketClosed'] as const;
  say({ type: 'venue.market', venue, market: 'FED-26', from: 'open', to: 'closed' });
  say({ type: 'venue.ended', venue, clOrdId, status: 'cancelled', cumQty: 0n, reason });
  move(clOrdId, 'venue.cancelled', 'canceled', { reason });
  const cause = 'legCancelled';
  step(arbitrage, 'leg.updated', 'legging', 'cancelling', { cause });
  move(other, 'cancel.requested', 'pendingCancel');
  const requested = { status: 'cancelled', cumQty: 0n, reason: 'requested' } as const;
  say({ type: 'venue.ended', venue: 'polymarket', clOrdId: other, ...requested });
  move(other, 'venue.cancelled', 'canceled', { reason: 'requested' });
  step(arbitrage, 'leg.updated', 'cancelling', 'unwinding', { cause });
  const nothing = { cause, verdict: 'nothing', residueQty: 0n, worstCase: 0n };
  step(arbitrage, 'exposure.assessed', 'unwinding', 'cancelled', nothing);
  say({ type: 'venue.market', venue, market: 'FED-26', from: 'closed', to: 'resolved' });
};

/** A fault halts a venue when an order arrives there, and another one loses the other leg on its way. */
const halt = (scribe: Scribe): void => {
  const { step, say, send, move } = scribe;
  const arbitrage = begin(scribe);
  const [first, second] = [`${arbitrage}.1`, `${arbitrage}.2`];
  send(arbitrage, '1', 'polymarket');
  send(arbitrage, '2', 'kalshi');
  const [venue, reason] = ['polymarket', 'venueHalted'] as const;
  say({ type: 'fault.injected', venue, fault: 'halt', clOrdId: first });
  say({ type: 'venue.market', venue, market: '', from: 'open', to: 'halted' });
  say({ type: 'venue.ended', venue, clOrdId: first, status: 'rejected', cumQty: 0n, reason });
  say({ type: 'fault.injected', venue: 'kalshi', fault: 'submitLost', clOrdId: second });
  move(first, 'venue.rejected', 'rejected', { reason });
  move(second, 'ack.overdue', 'pendingNew');
  move(second, 'order.reconciled', 'rejected');
  const cause = 'legRejected';
  step(arbitrage, 'leg.updated', 'legging', 'unwinding', { cause });
  const nothing = { cause, verdict: 'nothing', residueQty: 0n, worstCase: 0n };
  step(arbitrage, 'exposure.assessed', 'unwinding', 'cancelled', nothing);
};

/** Both markets have results: one comes true, the other is disputed and pays half; what is held is paid out. */
const resolve = ({ say }: Scribe): void => {
  const result = (yes: bigint) => [
    { outcome: 'yes', payout: yes },
    { outcome: 'no', payout: MILLION - yes },
  ];
  const resolved = (venue: string, market: string, stage: string, yes: bigint): void =>
    say({ type: 'venue.resolved', venue, market, stage, payouts: result(yes) });
  const redeemed = (venue: string, market: string, outcome: string, payout: bigint): void =>
    say({
      ...{ type: 'venue.redeemed', venue, account: `at-${venue}`, market, outcome },
      ...{ qty: 18_000_000n, payout, cash: 18n * payout },
    });
  resolved('kalshi', 'FED-26', 'determined', 0n);
  resolved('kalshi', 'FED-26', 'final', 0n);
  redeemed('kalshi', 'FED-26', 'no', MILLION);
  say({ type: 'resolution.told', venue: 'kalshi', market: 'FED-26', payouts: result(0n) });
  say({ type: 'venue.market', venue: 'polymarket', market: 'FED', from: 'open', to: 'closed' });
  resolved('polymarket', 'FED', 'determined', MILLION);
  resolved('polymarket', 'FED', 'disputed', MILLION);
  resolved('polymarket', 'FED', 'final', MILLION / 2n);
  redeemed('polymarket', 'FED', 'yes', MILLION / 2n);
  say({ type: 'resolution.told', venue: 'polymarket', market: 'FED', payouts: result(MILLION / 2n) });
};

/** Money is split into sets, and these are merged into money again; a book gets another step of prices. */
const exchange = ({ say }: Scribe): void => {
  const money = [{ asset: 'pUSD', amount: 5_000_000n }];
  const set = ['yes', 'no'].map((outcome) => ({ asset: `FED:${outcome}`, amount: 5_000_000n }));
  const account = { venue: 'polymarket', account: 'at-polymarket' };
  say({ type: 'position.changed', ...account, action: 'split', gave: money, got: set });
  say({ type: 'market.changed', venue: 'polymarket', market: 'FED', tick: 1_000n });
  say({ type: 'position.changed', ...account, action: 'merge', gave: set, got: money });
};

/** The story of a run in which all of that happens, and a limit and a command stop it. */
export const syntheticStory = (): Story => {
  const scribe = createScribe();
  const { say, records, refuse, end } = scribe;
  say({
    type: 'run.started',
    name: 'by hand',
    seed: '1',
    scenarioHash: 'none',
    engineVersion: '1',
    currency: 'USD',
    rates: [{ from: 'pUSD', to: 'USD', rate: 990_000n }],
  });
  for (const venue of ['polymarket', 'kalshi'])
    say({
      type: 'account.opened',
      account: `at-${venue}`,
      venue,
      currency: currencies[venue] ?? '',
      amount: 100_000_000n,
      escrow: 'worstCase',
    });
  for (const [venue, market] of [
    ['polymarket', 'FED'],
    ['kalshi', 'FED-26'],
  ] as const)
    say({ type: 'market.listed', venue, market, outcomes: [{ outcome: 'yes' }, { outcome: 'no' }] });
  say({
    ...{ type: 'opportunity.seen', pair: 'FED', edgePx: 30_000n, sets: 4_000_000n, ageUs: 250 },
    legs: [
      { venue: 'polymarket', market: 'FED', outcome: 'yes', price: 480_000n, qty: 4_000_000n },
      { venue: 'kalshi', market: 'FED-26', outcome: 'no', price: 490_000n, qty: 9_000_000n },
    ],
  });
  complete(scribe);
  exchange(scribe);
  refuse('plan', 'noEdge');
  refuse('lane', 'laneSaturated', 'kalshi');
  fail(scribe);
  say({ type: 'fault.injected', venue: 'kalshi', fault: 'ackLate', clOrdId: '4.2' });
  say({ type: 'strategy.faulted', strategy: 'hand', reason: 'wanted what cannot be' });
  say({ type: 'anomaly.found', kind: 'unknownOrder', venue: 'kalshi', detail: 'of nobody' });
  shrink(scribe);
  closeDown(scribe);
  halt(scribe);
  resolve(scribe);
  say({ type: 'risk.tripped', limit: 'drawdown', value: 350_000n, max: 350_000n });
  refuse('risk', 'halted');
  say({ type: 'command.received', command: 'stop', reason: 'interrupted' });
  end();
  return { records, times: records.map((_, index) => index * 1_000) };
};
