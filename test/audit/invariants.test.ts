// Each of the newer invariants by name: a good journal made by hand is changed in the one way that the invariant is there
// for, and it is that invariant that names the actor. What the audit remembers survives at every record.
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../src/journal/records.ts';
import type { BodyOf } from '../../src/audit/types.ts';
import { createAudit, restoreAudit } from '../../src/audit/audit.ts';
import { syntheticStory } from './synthetic.ts';

const { records: told, times } = syntheticStory();

/** The story, its fills taken out of a book that offered just that and moved in between. */
const records: readonly RecordBody[] = told.map((body, bookMove) => {
  if (body.type !== 'venue.filled') return body;
  // Orders for NO meet the other side of the book of YES.
  const offeredPx = body.venue === 'kalshi' ? 1_000_000n - body.lastPx : body.lastPx;
  return { ...body, offeredQty: body.lastQty, offeredPx, bookMove };
});

const judge = (bodies: readonly RecordBody[]) => {
  const audit = createAudit();
  bodies.forEach((body, index) => audit.observe(body, index + 1, index * 1_000));
  return audit.finish();
};

const placeOf = (isIt: (body: RecordBody) => boolean): number => {
  const index = records.findIndex(isIt);
  expect(index).toBeGreaterThanOrEqual(0);
  return index;
};

const after = (isIt: (body: RecordBody) => boolean, ...bodies: readonly RecordBody[]): readonly RecordBody[] =>
  records.toSpliced(placeOf(isIt) + 1, 0, ...bodies);

const changed = <T extends RecordBody['type']>(
  type: T,
  change: Partial<Extract<RecordBody, { readonly type: T }>>,
): readonly RecordBody[] => {
  const index = placeOf((body) => body.type === type);
  return records.with(index, { ...records[index], ...change } as RecordBody);
};

/** The story, with one name wherever another stood. */
const renamed = (field: 'clOrdId' | 'venueOrderId' | 'tradeId', from: string, to: string): readonly RecordBody[] =>
  records.map((body) =>
    (body as unknown as Record<string, unknown>)[field] === from ? ({ ...body, [field]: to } as RecordBody) : body,
  );

const stop: RecordBody = { type: 'command.received', command: 'stop' };
const closed: RecordBody = { type: 'venue.market', venue: 'kalshi', market: 'FED-26', from: 'open', to: 'closed' };
const halted: RecordBody = { type: 'venue.market', venue: 'polymarket', market: '', from: 'open', to: 'halted' };
const started = (body: RecordBody): boolean => body.type === 'run.started';
const taken = (clOrdId: string) => (body: RecordBody) => body.type === 'venue.accepted' && body.clOrdId === clOrdId;

interface Case {
  readonly what: string;
  readonly bodies: readonly RecordBody[];
  readonly invariant: string;
  readonly actor: string;
}

const opened = (body: RecordBody): boolean => body.type === 'account.opened';
const bob: BodyOf<'account.opened'> = {
  ...{ type: 'account.opened', venue: 'polymarket', account: 'bob', currency: 'pUSD' },
  ...{ amount: 7n, escrow: 'worstCase' },
};
const firstFill = records.find((body): body is BodyOf<'venue.filled'> => body.type === 'venue.filled')!;

/** A story with its first fill changed. */
const changedTo = (bodies: readonly RecordBody[], change: Partial<BodyOf<'venue.filled'>>): readonly RecordBody[] =>
  bodies.map((body) => (body === firstFill ? { ...firstFill, ...change } : body));

const row = (asset: string, amount: bigint) => ({ asset, amount });
const million = 1_000_000n;

/** What no account can exchange so. */
const positionCases: readonly Case[] = [
  ['a split that brings more than it takes', { got: [row('FED:yes', 6n * million), row('FED:no', 6n * million)] }],
  ['a split into one outcome alone', { got: [row('FED:yes', 5n * million)] }],
  ['a split into a set that is no set', { got: [row('FED:yes', 5n * million), row('FED:yes', 5n * million)] }],
  [
    'a merge of what nobody has',
    { action: 'merge', gave: [row('FED:yes', million), row('FED:no', million)], got: [row('pUSD', million)] },
  ],
  [
    'shares redeemed before there is a result',
    { action: 'redeem', gave: [row('FED:yes', million)], got: [row('pUSD', million)] },
  ],
  [
    'NO converted into its own YES',
    { action: 'convert', gave: [row('FED:no', million)], got: [row('FED:yes', million)] },
  ],
  ['something that no venue does', { action: 'burn' }],
  ['an exchange of nothing', { gave: [row('pUSD', 0n)] }],
].map(([what, change]) => ({
  what: what as string,
  bodies: changed('position.changed', change as Partial<BodyOf<'position.changed'>>),
  invariant: 'positions',
  actor: 'at-polymarket@polymarket',
}));

const cases: readonly Case[] = [
  {
    what: 'a balance that the venue does not have',
    bodies: changed('venue.balance', { amount: 1n }),
    invariant: 'venue-balances',
    actor: 'at-polymarket@polymarket',
  },
  {
    what: 'a balance that our ledger does not have',
    bodies: changed('ledger.balance', { amount: 1n }),
    invariant: 'ledger-balances',
    actor: 'at-polymarket@polymarket',
  },
  {
    what: 'two sides that differ',
    bodies: changed('ledger.balance', { amount: 1n }),
    invariant: 'balances-agree',
    actor: 'at-polymarket@polymarket',
  },
  {
    what: 'an opening that was another',
    bodies: changed('account.opened', { amount: 100_000_001n }),
    invariant: 'venue-balances',
    actor: 'at-polymarket@polymarket',
  },
  {
    what: 'a currency that nothing states the worth of',
    bodies: changed('account.opened', { currency: 'mana' }),
    invariant: 'accounts',
    actor: 'at-polymarket@polymarket',
  },
  {
    what: 'an order that is taken in a closed market',
    bodies: after(started, closed),
    invariant: 'markets',
    actor: '1.2',
  },
  {
    what: 'a fill while its venue is halted',
    bodies: after(taken('1.1'), halted),
    invariant: 'markets',
    actor: '1.1',
  },
  {
    what: 'an arbitrage that begins after a stop',
    bodies: after(started, stop),
    invariant: 'stops',
    actor: 'arb:1',
  },
  {
    what: 'a limit that trips where it is not reached',
    bodies: changed('risk.tripped', { value: 0n }),
    invariant: 'stops',
    actor: 'journal',
  },
  {
    what: 'a refusal after the legs went out',
    bodies: after(taken('1.1'), { type: 'intent.refused', intent: 1, by: 'risk', reason: 'late' }),
    invariant: 'intents',
    actor: 'arb:1',
  },
  {
    what: 'an intent that comes to nothing and is not refused',
    bodies: records.filter((body) => body.type !== 'intent.refused' || body.intent !== 2),
    invariant: 'arbitrage-steps',
    actor: 'arb:2',
  },
  {
    what: 'an intent that is left out',
    bodies: records.filter((body) => body.type !== 'intent.received' || body.intent !== 2),
    invariant: 'intents',
    actor: 'arb:3',
  },
  {
    what: 'a settlement that the client did not receive',
    bodies: records.filter((body) => body.type !== 'settlement.moved' || body.to !== 'failed'),
    invariant: 'settlements',
    actor: '4.1',
  },
  {
    what: 'a settlement that failed, and was not taken back',
    bodies: records.filter((body) => body.type !== 'order.moved' || body.event !== 'venue.tradeBusted'),
    invariant: 'agreement',
    actor: '4.1',
  },
  {
    what: 'a fill beyond what the order was replaced by',
    bodies: changed('venue.replaced', { orderQty: 7_000_000n }),
    invariant: 'venue-books',
    actor: '5.1',
  },
  {
    what: 'a replace that the client received otherwise',
    bodies: changed('venue.replaced', { orderQty: 9_000_000n }),
    invariant: 'reports',
    actor: '5.1',
  },
  {
    what: 'an unwind that a lane refuses',
    bodies: after((body) => body.type === 'order.created' && body.owner === 'unwind', {
      type: 'order.moved',
      clOrdId: '4.u1',
      event: 'order.refused',
      from: 'pendingNew',
      to: 'rejected',
      cumQty: 0n,
      leavesQty: 0n,
      reason: 'laneSaturated',
    }),
    invariant: 'risk-critical',
    actor: '4.u1',
  },
  {
    what: 'a fill that is more than its book offered',
    bodies: changed('venue.filled', { offeredQty: 1n }),
    invariant: 'offers',
    actor: '1.1',
  },
  {
    what: 'a result that is final and was never determined',
    bodies: changed('venue.resolved', { stage: 'final' }),
    invariant: 'payouts',
    actor: 'kalshi FED-26',
  },
  {
    what: 'a result that pays less than 1 over its outcomes',
    bodies: changed('venue.resolved', {
      payouts: [
        { outcome: 'yes', payout: 0n },
        { outcome: 'no', payout: 999_999n },
      ],
    }),
    invariant: 'payouts',
    actor: 'kalshi FED-26',
  },
  ...positionCases,
  {
    what: 'a step of prices that a market has already',
    bodies: after((body) => body.type === 'market.changed', {
      ...{ type: 'market.changed', venue: 'polymarket', market: 'FED', tick: 1_000n },
    }),
    invariant: 'markets',
    actor: 'polymarket FED',
  },
  {
    what: 'a step of prices that does not divide 1',
    bodies: changed('market.changed', { tick: 30_000n }),
    invariant: 'markets',
    actor: 'polymarket FED',
  },
  {
    what: 'a change of a market that was never listed',
    bodies: changed('market.changed', { market: 'NONE' }),
    invariant: 'markets',
    actor: 'polymarket NONE',
  },
  {
    what: 'an account that is opened twice',
    bodies: after(opened, records[placeOf(opened)]!),
    invariant: 'accounts',
    actor: 'at-polymarket@polymarket',
  },
  {
    what: 'a second account in another currency',
    bodies: after(opened, { ...bob, currency: 'USD' }),
    invariant: 'accounts',
    actor: 'bob@polymarket',
  },
  {
    what: 'an account that begins with less than nothing of a share',
    bodies: after(opened, { ...bob, holdings: [{ asset: 'FED:yes', amount: 0n }] }),
    invariant: 'accounts',
    actor: 'bob@polymarket',
  },
  {
    what: 'a second account that the venue states nothing of in the end',
    bodies: after(opened, bob),
    invariant: 'venue-balances',
    actor: 'bob@polymarket',
  },
  {
    what: 'an order of an account that was never opened',
    bodies: changed('order.created', { account: 'mallory' }),
    invariant: 'references',
    actor: '1.1',
  },
  {
    what: 'a fill for another account than the order is of',
    bodies: changed('venue.filled', { account: 'mallory' }),
    invariant: 'venue-books',
    actor: firstFill.clOrdId,
  },
  {
    what: 'a fill of less than a step',
    bodies: changed('market.listed', { qtyStep: firstFill.lastQty * 2n }),
    invariant: 'venue-books',
    actor: firstFill.clOrdId,
  },
  {
    what: 'a maker that pays where makers pay nothing',
    bodies: changedTo(changed('market.listed', { makerFees: 'none' }), { liquidity: 'maker', fee: 10n }),
    invariant: 'fees',
    actor: firstFill.clOrdId,
  },
  {
    what: 'a maker that took out of a book',
    bodies: changed('venue.filled', {
      ...{ liquidity: 'maker', offeredQty: firstFill.lastQty, offeredPx: firstFill.lastPx, bookMove: 1 },
    }),
    invariant: 'fees',
    actor: firstFill.clOrdId,
  },
  {
    what: 'a side of a fill that there is not',
    bodies: changed('venue.filled', { liquidity: 'both' }),
    invariant: 'fees',
    actor: firstFill.clOrdId,
  },
  {
    what: 'a fill reported as a maker, that took',
    bodies: changed('venue.filled', { liquidity: 'maker' }),
    invariant: 'reports',
    actor: firstFill.clOrdId,
  },
  {
    what: 'money that a fill has not moved',
    bodies: changed('venue.filled', { cash: 1n }),
    invariant: 'reports',
    actor: firstFill.clOrdId,
  },
  {
    what: 'a payout that is not quantity times payout',
    bodies: changed('venue.redeemed', { cash: 17_999_999n }),
    invariant: 'payouts',
    actor: 'kalshi FED-26',
  },
  {
    what: 'more shares paid out than there are',
    bodies: changed('venue.redeemed', { qty: 19_000_000n, cash: 19_000_000n }),
    invariant: 'payouts',
    actor: 'kalshi FED-26',
  },
  {
    what: 'shares that were never paid out',
    bodies: records.filter((body) => body.type !== 'venue.redeemed' || body.venue !== 'polymarket'),
    invariant: 'payouts',
    actor: 'polymarket FED',
  },
  {
    what: 'a result that the client received otherwise',
    bodies: changed('resolution.told', {
      payouts: [
        { outcome: 'yes', payout: 1_000_000n },
        { outcome: 'no', payout: 0n },
      ],
    }),
    invariant: 'payouts',
    actor: 'kalshi FED-26',
  },
  {
    what: 'a result that the client did not receive',
    bodies: records.filter((body) => body.type !== 'resolution.told' || body.venue !== 'kalshi'),
    invariant: 'payouts',
    actor: 'kalshi FED-26',
  },
  {
    what: 'totals that are not those of the journal',
    bodies: changed('run.ended', { arbitrages: 7 }),
    invariant: 'run-frame',
    actor: 'journal',
  },
  {
    what: 'fees above the worst fee of the order',
    bodies: changed('venue.filled', { fee: 100_001n }),
    invariant: 'fees',
    actor: '1.1',
  },
  {
    what: 'fees that come to less than nothing',
    bodies: changed('venue.filled', { fee: -1n }),
    invariant: 'fees',
    actor: '1.1',
  },
  {
    what: 'a worst fee that its leg was not planned with',
    bodies: changed('order.created', { worstFee: 100_001n }),
    invariant: 'fees',
    actor: '1.1',
  },
  {
    what: 'a second order of the same name at its venue',
    bodies: renamed('venueOrderId', 'polymarket-2', 'polymarket-1'),
    invariant: 'venue-names',
    actor: '4.1',
  },
  {
    what: 'a number that no order has, taken or refused',
    bodies: renamed('venueOrderId', 'kalshi-5', 'kalshi-6'),
    invariant: 'venue-names',
    actor: 'kalshi',
  },
  {
    what: 'a trade that is not the next one',
    bodies: renamed('tradeId', 'polymarket-T2', 'polymarket-T7'),
    invariant: 'venue-names',
    actor: '1.1',
  },
  {
    what: 'a FOK order that filled in parts and lived on',
    bodies: changed('order.created', { timeInForce: 'FOK' }),
    invariant: 'time-in-force',
    actor: '1.1',
  },
  {
    what: 'a time in force that there is not',
    bodies: changed('order.created', { timeInForce: 'forever' }),
    invariant: 'time-in-force',
    actor: '1.1',
  },
  {
    what: 'a venue that is halted, and no fault has halted it',
    bodies: records.filter((body) => body.type !== 'fault.injected' || body.fault !== 'halt'),
    invariant: 'faults',
    actor: 'polymarket',
  },
  {
    what: 'an order that never arrived, and no fault has lost it',
    bodies: records.filter((body) => body.type !== 'fault.injected' || body.fault !== 'submitLost'),
    invariant: 'faults',
    actor: '7.2',
  },
  {
    what: 'a fault that did nothing',
    bodies: after(taken('1.1'), { type: 'fault.injected', venue: 'polymarket', fault: 'ackLost', clOrdId: '1.1' }),
    invariant: 'faults',
    actor: '1.1',
  },
  {
    what: 'a connection that breaks, and no fault has cut it',
    bodies: after(taken('1.1'), {
      ...{ type: 'lane.moved', venue: 'polymarket', event: 'venue.disconnected' },
      ...{ depth: 0, reserved: 0, capacity: 16 },
    }),
    invariant: 'faults',
    actor: 'polymarket',
  },
  {
    what: 'an order that is called otherwise',
    bodies: renamed('clOrdId', '1.2', '1.3'),
    invariant: 'order-names',
    actor: '1.3',
  },
  {
    what: 'a leg that is smaller than what was wanted',
    bodies: changed('order.created', { orderQty: 9_000_000n }),
    invariant: 'order-names',
    actor: '1.1',
  },
  {
    what: 'an opportunity that its prices do not make',
    bodies: changed('opportunity.seen', { edgePx: 40_000n }),
    invariant: 'opportunities',
    actor: 'FED',
  },
  {
    what: 'an edge that its legs do not leave',
    bodies: changed('intent.received', { expectedEdge: 48_971n }),
    invariant: 'edges',
    actor: 'arb:1',
  },
  {
    what: 'a return that is not the edge of the cost',
    bodies: changed('intent.received', { roiBps: 50 }),
    invariant: 'edges',
    actor: 'arb:1',
  },
  {
    what: 'an end for another reason than what stopped the run',
    bodies: changed('run.ended', { reason: 'finished' }),
    invariant: 'run-frame',
    actor: 'journal',
  },
  {
    what: 'a cancel that nobody has asked for',
    bodies: records.filter((body) => body.type !== 'order.moved' || body.event !== 'cancel.requested'),
    invariant: 'venue-books',
    actor: '6.1',
  },
  {
    what: 'a fill that leaves some of what was offered, and wanted more',
    bodies: changed('venue.filled', { offeredQty: 3_333_334n }),
    invariant: 'offers',
    actor: '1.1',
  },
  {
    what: 'a fill at another price than what was offered',
    bodies: changed('venue.filled', { offeredPx: 480_002n }),
    invariant: 'offers',
    actor: '1.1',
  },
  {
    what: 'an account that owes its venue',
    bodies: changed('account.opened', { amount: 1n }),
    invariant: 'venue-balances',
    actor: '1.1',
  },
  {
    what: 'an order for what its venue does not list',
    bodies: records.filter((body) => body.type !== 'market.listed' || body.venue !== 'kalshi'),
    invariant: 'references',
    actor: '1.2',
  },
];

describe('an invariant', () => {
  it.each(cases)('$invariant flags $what, and names $actor', ({ bodies, invariant, actor }) => {
    const { violations } = judge(bodies);
    const found = violations.find((violation) => violation.invariant === invariant && violation.actor === actor);
    expect(violations.map(({ invariant: name, actor: whose }) => `${name} ${whose}`)).toContain(
      `${invariant} ${actor}`,
    );
    expect(found?.seq).toBeGreaterThan(0);
    expect(found?.sentence).not.toBe('');
  });

  it('tells both figures where two sides differ', () => {
    const { violations } = judge(changed('ledger.balance', { amount: 1n }));
    const { sentence } = violations.find(({ invariant }) => invariant === 'balances-agree') ?? { sentence: '' };
    expect(sentence).toMatch(/^pUSD: the venue states \d+, the ledger 1$/);
  });

  it('holds the fee of a maker against what makers pay in its market', () => {
    const sentences = (makerFees: string | undefined): readonly string[] =>
      judge(changedTo(changed('market.listed', { makerFees }), { liquidity: 'maker', fee: 10n })).violations.map(
        ({ sentence }) => sentence,
      );
    const sentence = 'pays 10 as a maker, and makers pay nothing in FED';
    expect(sentences('none')).toContain(sentence);
    expect(sentences(undefined)).not.toContain(sentence);
  });

  it('has nothing against the good journal, and has compared for each of them what it is there for', () => {
    const { violations, checks } = judge(records);
    expect(violations).toEqual([]);
    for (const count of Object.values(checks)) expect(count).toBeGreaterThan(0);
  });

  it('remembers what it must: an audit saved and restored at every record ends as one that never was', () => {
    let audit = createAudit();
    records.forEach((body, index) => {
      audit = restoreAudit(structuredClone(audit.save()));
      audit.observe(body, index + 1, times[index] ?? 0);
    });
    const whole = createAudit();
    records.forEach((body, index) => whole.observe(body, index + 1, times[index] ?? 0));
    expect(audit.save()).toEqual(whole.save());
    expect(audit.finish()).toEqual(whole.finish());
  });
});
