// Goal: a fill is confirmed or failed once, whatever the venue repeats, delays or forgets to say.
// Method: the whole table of (state, report), and random reports in any order.
import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import type { AnyEventObject } from 'xstate';
import { settlementEffects, type SettlementStatus } from '../../machines/settlement.ts';
import { caseJudge, ignored, illegal, tableJudges, type Place, type Row, type Subject } from './case-judge.ts';
import { runEvents, type Judge } from './judge.ts';

const input = { tradeId: 't1', clOrdId: 'o1', venue: 'polymarket', qty: 10_000_000n, px: 520_000n };
const subject: Subject = { effects: settlementEffects, input };

const mined: AnyEventObject = { type: 'settlement.mined', transactionHash: '0xa' };
const minedUnnamed: AnyEventObject = { type: 'settlement.mined' };
const minedElsewhere: AnyEventObject = { type: 'settlement.mined', transactionHash: '0xb' };
const minedMalformed: AnyEventObject = { type: 'settlement.mined', transactionHash: 7 };
const confirmed: AnyEventObject = { type: 'settlement.confirmed', transactionHash: '0xa' };
const confirmedUnnamed: AnyEventObject = { type: 'settlement.confirmed' };
const confirmedElsewhere: AnyEventObject = { type: 'settlement.confirmed', transactionHash: '0xb' };
const confirmedMalformed: AnyEventObject = { type: 'settlement.confirmed', transactionHash: null };
const retrying: AnyEventObject = { type: 'settlement.retrying' };
const failed: AnyEventObject = { type: 'settlement.failed', reason: 'reverted' };
const failedMalformed: AnyEventObject = { type: 'settlement.failed' };
const overdue: AnyEventObject = { type: 'settlement.overdue' };
const answer = (status: string): AnyEventObject => ({ type: 'settlement.reconciled', status });
const unknown: AnyEventObject = { type: 'settlement.unheardOf' };

const wayTo: Readonly<Record<SettlementStatus, readonly AnyEventObject[]>> = {
  matched: [],
  mined: [mined],
  retrying: [retrying],
  confirmed: [mined, confirmed],
  failed: [retrying, failed],
};

const done = { effects: ['settlementConfirmed'] } as const;
const reversed = { effects: ['settlementFailed'] } as const;
const ghost = { effects: ['querySettlement'], anomalies: ['ghostFill'], context: { isGhost: true } } as const;
const inTransaction = (transactionHash: string | null, skipped = 0) => ({ context: { transactionHash, skipped } });
const because = (failReason: string, skipped: number) => ({ context: { failReason, skipped } });

const table: Readonly<Record<SettlementStatus, readonly Row[]>> = {
  matched: [
    [mined, 'mined', inTransaction('0xa')],
    [minedUnnamed, 'mined', inTransaction(null)],
    [minedMalformed, 'matched', illegal],
    [confirmed, 'confirmed', { ...done, ...inTransaction('0xa', 1) }],
    [confirmedUnnamed, 'confirmed', { ...done, ...inTransaction(null, 1) }],
    [confirmedMalformed, 'matched', illegal],
    [retrying, 'retrying', { context: { retries: 1, skipped: 0 } }],
    [failed, 'failed', { ...reversed, ...because('reverted', 1) }],
    [failedMalformed, 'matched', illegal],
    [overdue, 'matched', ghost],
    [answer('matched'), 'matched', ignored],
    [answer('mined'), 'mined', inTransaction(null)],
    [answer('retrying'), 'retrying', { context: { retries: 1 } }],
    [answer('confirmed'), 'confirmed', { ...done, ...inTransaction(null, 1) }],
    [answer('failed'), 'failed', { ...reversed, ...because('reconciled', 1) }],
    [answer('lost'), 'matched', illegal],
    [unknown, 'matched', illegal],
  ],
  mined: [
    [mined, 'mined', { ...ignored, ...inTransaction('0xa') }],
    [minedUnnamed, 'mined', { ...ignored, ...inTransaction('0xa') }],
    [minedElsewhere, 'mined', inTransaction('0xb', 1)],
    [minedMalformed, 'mined', { ...illegal, ...inTransaction('0xa') }],
    [confirmed, 'confirmed', { ...done, ...inTransaction('0xa') }],
    [confirmedUnnamed, 'confirmed', { ...done, ...inTransaction('0xa') }],
    [confirmedElsewhere, 'confirmed', { ...done, ...inTransaction('0xb', 1) }],
    [confirmedMalformed, 'mined', illegal],
    [retrying, 'retrying', { context: { retries: 1, transactionHash: null, skipped: 0 } }],
    [failed, 'failed', { ...reversed, ...because('reverted', 1) }],
    [failedMalformed, 'mined', illegal],
    [overdue, 'mined', ghost],
    [answer('matched'), 'mined', ignored],
    [answer('mined'), 'mined', { ...ignored, ...inTransaction('0xa') }],
    [answer('retrying'), 'retrying', { context: { retries: 1, transactionHash: null } }],
    [answer('confirmed'), 'confirmed', { ...done, ...inTransaction('0xa', 0) }],
    [answer('failed'), 'failed', { ...reversed, ...because('reconciled', 1) }],
    [answer('lost'), 'mined', illegal],
    [unknown, 'mined', illegal],
  ],
  retrying: [
    [mined, 'mined', { context: { retries: 1, transactionHash: '0xa', skipped: 0 } }],
    [minedMalformed, 'retrying', illegal],
    [confirmed, 'confirmed', { ...done, ...inTransaction('0xa', 1) }],
    [confirmedMalformed, 'retrying', illegal],
    [retrying, 'retrying', { ...ignored, context: { retries: 1 } }],
    [failed, 'failed', { ...reversed, ...because('reverted', 0) }],
    [failedMalformed, 'retrying', illegal],
    [overdue, 'retrying', ghost],
    [answer('matched'), 'retrying', ignored],
    [answer('mined'), 'mined', inTransaction(null)],
    [answer('retrying'), 'retrying', { ...ignored, context: { retries: 1 } }],
    [answer('confirmed'), 'confirmed', { ...done, ...inTransaction(null, 1) }],
    [answer('failed'), 'failed', { ...reversed, ...because('reconciled', 0) }],
    [answer('lost'), 'retrying', illegal],
    [unknown, 'retrying', illegal],
  ],
  confirmed: [
    [mined, 'confirmed', ignored],
    [minedUnnamed, 'confirmed', { ...ignored, ...inTransaction('0xa') }],
    [minedElsewhere, 'confirmed', { ...illegal, ...inTransaction('0xa') }],
    [minedMalformed, 'confirmed', illegal],
    [confirmed, 'confirmed', ignored],
    [confirmedUnnamed, 'confirmed', ignored],
    [confirmedElsewhere, 'confirmed', { ...illegal, ...inTransaction('0xa') }],
    [confirmedMalformed, 'confirmed', illegal],
    [retrying, 'confirmed', { ...illegal, context: { retries: 0, transactionHash: '0xa' } }],
    [failed, 'confirmed', { ...illegal, context: { failReason: null } }],
    [failedMalformed, 'confirmed', illegal],
    [overdue, 'confirmed', ignored],
    [answer('matched'), 'confirmed', ignored],
    [answer('mined'), 'confirmed', ignored],
    [answer('retrying'), 'confirmed', ignored],
    [answer('confirmed'), 'confirmed', ignored],
    [answer('failed'), 'confirmed', illegal],
    [answer('lost'), 'confirmed', illegal],
    [unknown, 'confirmed', illegal],
  ],
  failed: [
    [mined, 'failed', { ...illegal, ...inTransaction(null) }],
    [confirmed, 'failed', { ...illegal, ...inTransaction(null) }],
    [retrying, 'failed', { ...ignored, context: { retries: 1 } }],
    [{ ...failed, reason: 'another' }, 'failed', { ...ignored, ...because('reverted', 0) }],
    [failedMalformed, 'failed', illegal],
    [overdue, 'failed', ignored],
    [answer('matched'), 'failed', ignored],
    [answer('mined'), 'failed', ignored],
    [answer('retrying'), 'failed', ignored],
    [answer('failed'), 'failed', ignored],
    [answer('confirmed'), 'failed', illegal],
    [answer('lost'), 'failed', illegal],
    [unknown, 'failed', illegal],
  ],
};

const places: readonly Place[] = Object.entries(table).map(([from, rows]) => ({
  at: from,
  given: wayTo[from as SettlementStatus],
  rows,
}));

const twiceGhost = { effects: ['querySettlement'], anomalies: ['ghostFill', 'ghostFill'] } as const;

const storyJudges = [
  caseJudge(subject, {
    name: 'a settlement starts as matched, asks nothing and knows nothing',
    given: [],
    when: null,
    then: {
      value: 'matched',
      context: { ...input, transactionHash: null, failReason: null, isGhost: false, retries: 0, skipped: 0 },
    },
  }),
  caseJudge(subject, {
    name: 'a settlement that stays late in one state is asked for again, but is one ghost fill',
    given: [overdue],
    when: overdue,
    then: { value: 'matched', effects: ['querySettlement'], anomalies: ['ghostFill'] },
  }),
  caseJudge(subject, {
    name: 'late as matched and late as mined are two ghost fills',
    given: [overdue, mined],
    when: overdue,
    then: { value: 'mined', ...twiceGhost },
  }),
  caseJudge(subject, {
    name: 'late as matched and late as retrying are two ghost fills',
    given: [overdue, retrying],
    when: overdue,
    then: { value: 'retrying', ...twiceGhost },
  }),
  caseJudge(subject, {
    name: 'a settlement that stays late as mined stays mined',
    given: [mined, overdue],
    when: overdue,
    then: { value: 'mined', effects: ['querySettlement'], anomalies: ['ghostFill'] },
  }),
  caseJudge(subject, {
    name: 'mined in another transaction, it may be late once more',
    given: [mined, overdue, minedElsewhere],
    when: overdue,
    then: { value: 'mined', ...twiceGhost },
  }),
  caseJudge(subject, {
    name: 'each retry counts, and the transaction given up is forgotten',
    given: [mined, retrying, minedElsewhere],
    when: retrying,
    then: { value: 'retrying', context: { retries: 2, transactionHash: null, skipped: 0 } },
  }),
  caseJudge(subject, {
    name: 'the confirmation names a transaction that the mining did not',
    given: [minedUnnamed],
    when: confirmed,
    then: { value: 'confirmed', ...done, ...inTransaction('0xa', 0) },
  }),
  caseJudge(subject, {
    name: 'a late report still names a transaction that was not known',
    given: [answer('confirmed')],
    when: mined,
    then: { value: 'confirmed', ...ignored, ...inTransaction('0xa', 1) },
  }),
  caseJudge(subject, {
    name: 'a doubled report of the end still names a transaction that was not known',
    given: [answer('confirmed')],
    when: confirmed,
    then: { value: 'confirmed', ...ignored, ...inTransaction('0xa', 1) },
  }),
  caseJudge(subject, {
    name: 'a doubled report of the mining still names a transaction that was not known',
    given: [minedUnnamed],
    when: mined,
    then: { value: 'mined', ...ignored, ...inTransaction('0xa') },
  }),
  caseJudge(subject, {
    name: "XState's own events are no anomaly",
    given: [],
    when: { type: 'xstate.probe' },
    then: { value: 'matched' },
  }),
];

const anomalyJudge: Judge = {
  name: 'an anomaly names the trade, and a ghost fill its size and price',
  check: (machine) => {
    const run = runEvents(machine, settlementEffects, input, [overdue, unknown]);
    deepStrictEqual(run.context['anomalies'], [
      { kind: 'ghostFill', event: 'settlement.overdue', id: 't1', qty: 10_000_000n, px: 520_000n },
      { kind: 'illegalMove', event: 'settlement.unheardOf', id: 't1' },
    ]);
    deepStrictEqual(run.context['anomalyCount'], 2);
  },
};

const anyReport = fc.constantFrom(
  ...[mined, minedUnnamed, minedElsewhere, minedMalformed, confirmed, confirmedElsewhere, confirmedMalformed],
  ...[retrying, failed, failedMalformed, overdue, unknown],
  ...['matched', 'mined', 'retrying', 'confirmed', 'failed', 'lost'].map(answer),
);

const endJudge: Judge = {
  name: 'in any order of reports a fill ends at most once, and then for good',
  check: (machine) =>
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 20 }), (reports) => {
        const run = runEvents(machine, settlementEffects, input, reports);
        const ends = run.effects.map((effect) => effect.type).filter((type) => type !== 'querySettlement');
        const isEnded = run.value === 'confirmed' || run.value === 'failed';
        deepStrictEqual(run.status, 'active');
        deepStrictEqual(ends, isEnded ? [run.value === 'confirmed' ? 'settlementConfirmed' : 'settlementFailed'] : []);
        const moved = Number(run.context['ignored']) + Number(run.context['anomalyCount']);
        ok(moved <= reports.length, 'a report is ignored or an anomaly, not both');
      }),
      { seed: 20_261, numRuns: 40 },
    ),
};

/** The promises of the settlement chart. */
export const settlementJudges: readonly Judge[] = [
  ...tableJudges(subject, places),
  ...storyJudges,
  anomalyJudge,
  endJudge,
];
