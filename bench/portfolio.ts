// What the portfolio of a run costs: the records of arbitrages of two legs that go well, observed one by one.
import { Portfolio } from '../src/accounting/portfolio.ts';
import { assert } from '../src/kernel/assert.ts';
import type { RecordBody } from '../src/journal/records.ts';
import { medianNs } from './measure.ts';

const ARBITRAGES = 5_000;
/** Arbitrages that have ended, and of which a venue may still speak. */
const KEPT = 500;
const MARKETS = 100;

const unit = 1_000_000n;
const sides = [
  { venue: 'polymarket', outcome: 'yes', paysIn: 1, price: 450_000n },
  { venue: 'kalshi', outcome: 'no', paysIn: 2, price: 500_000n },
] as const;

const opening: readonly RecordBody[] = [
  {
    type: 'run.started',
    name: 'bench',
    seed: '1',
    scenarioHash: '',
    engineVersion: '',
    currency: 'USD',
    rates: [{ from: 'pUSD', to: 'USD', rate: 999_700n }],
  },
  ...sides.map(({ venue }): RecordBody => ({
    type: 'account.opened',
    account: 'main',
    venue,
    currency: venue === 'kalshi' ? 'USD' : 'pUSD',
    amount: 1_000_000n * unit,
    escrow: 'worstCase',
  })),
];

const recordsOf = (intent: number): RecordBody[] => {
  const market = `M${intent % MARKETS}`;
  const qty = BigInt(1 + (intent % 5)) * unit;
  const legs = sides.map((side) => ({ ...side, market, side: 'buy', qty, worstFee: 20_000n }));
  const wanted = { strategy: 's', pair: market, sets: qty, expectedEdge: 0n, roiBps: 0, outcomes: 2 };
  const records: RecordBody[] = [
    { type: 'intent.received', intent, ...wanted, mode: 'parallel', policy: 'unwind', legs },
    { type: 'arbitrage.moved', arbitrage: intent, event: 'plan.accepted', from: 'planning', to: 'legging' },
  ];
  const names = legs.map((_, index) => `${intent}.${index + 1}`);
  const ofLeg = { owner: 'leg', account: 'main' } as const;
  legs.forEach(({ venue, outcome, side, price }, index) => {
    const order = { venue, market, outcome, side, price, orderQty: qty, timeInForce: 'GTC', worstFee: 20_000n };
    records.push({
      type: 'order.created',
      clOrdId: names[index]!,
      ...ofLeg,
      ownerId: intent,
      leg: index + 1,
      ...order,
    });
  });
  const open = { cumQty: 0n, leavesQty: qty };
  for (const clOrdId of names)
    records.push({ type: 'order.moved', clOrdId, event: 'order.sent', from: 'pendingNew', to: 'pendingNew', ...open });
  for (const clOrdId of names)
    records.push({ type: 'order.moved', clOrdId, event: 'venue.acked', from: 'pendingNew', to: 'new', ...open });
  names.forEach((clOrdId, index) => {
    const trade = { tradeId: `T${clOrdId}`, lastQty: qty, lastPx: legs[index]!.price, fee: 10_000n };
    const sums = { cumQty: qty, leavesQty: 0n };
    records.push({ type: 'order.moved', clOrdId, event: 'venue.traded', from: 'new', to: 'filled', ...sums, ...trade });
  });
  const assessed = { verdict: 'complete', residueQty: 0n, worstCase: -20_000n };
  records.push(
    { type: 'arbitrage.moved', arbitrage: intent, event: 'leg.updated', from: 'legging', to: 'hedged' },
    {
      type: 'arbitrage.moved',
      arbitrage: intent,
      event: 'exposure.assessed',
      from: 'hedged',
      to: 'completed',
      ...assessed,
    },
  );
  return records;
};

/** Nanoseconds that an arbitrage of two legs costs in the portfolio, from its intent until it is forgotten. */
export const arbitrageInBooksNs = (): number => {
  const journal = Array.from({ length: ARBITRAGES }, (_, index) => recordsOf(index + 1));
  return medianNs(ARBITRAGES, () => {
    const portfolio = new Portfolio();
    for (const record of opening) portfolio.observe(record);
    for (let index = 0; index < ARBITRAGES; index += 1) {
      for (const record of journal[index]!) portfolio.observe(record);
      if (index >= KEPT) portfolio.forget(index + 1 - KEPT);
    }
    assert(portfolio.liveArbitrages === 0, 'every arbitrage has ended');
  });
};
