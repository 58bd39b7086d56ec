// Each of the newer invariants by name: a good journal made by hand is changed in the one way that the invariant is there
// for, and it is that invariant that names the actor. What the audit remembers survives at every record.
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../src/journal/records.ts';
import { createAudit, restoreAudit } from '../../src/audit/audit.ts';
import { syntheticStory } from './synthetic.ts';

const { records: told, times } = syntheticStory();

/** The story, its fills taken out of a book that offered just that and moved in between. */
const records: readonly RecordBody[] = told.map((body, bookMove) =>
  body.type === 'venue.filled' ? { ...body, offeredQty: body.lastQty, offeredPx: body.lastPx, bookMove } : body,
);

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
    what: 'a settlement that the client was not told',
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
    what: 'a replace that the client was told otherwise',
    bodies: changed('venue.replaced', { orderQty: 9_000_000n }),
    invariant: 'reports',
    actor: '5.1',
  },
  {
    what: 'an unwind that a lane refuses',
    bodies: after((body) => body.type === 'order.created' && body.role === 'unwind', {
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
    what: 'totals that are not those of the journal',
    bodies: changed('run.ended', { arbitrages: 7 }),
    invariant: 'run-frame',
    actor: 'journal',
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
