// Goal: no row is lost and none is written twice, whatever the database answers; the writer never hangs with rows
// that wait, and closes only when none is left.
// Method: the whole table of (state, event), stories of batches that are refused, and random events against a sum.
import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import type { AnyEventObject } from 'xstate';
import { persistenceEffects } from '../../machines/persistence.ts';
import { caseJudge, tableJudges } from './case-judge.ts';
import { runEvents, type Judge } from './judge.ts';
import { ends } from './persistence/ends.ts';
import { isolating } from './persistence/isolating.ts';
import { outages } from './persistence/outages.ts';
import {
  connection,
  content,
  deadLettered,
  drain,
  due,
  elapsed,
  found,
  full,
  idle,
  input,
  lookUpFailed,
  noBatch,
  relieved,
  rows,
  subject,
  succeeded,
  unheardOf,
  unknownOutcome,
} from './persistence/words.ts';
import { writing } from './persistence/writing.ts';

const startJudge = caseJudge(subject, {
  name: 'a writer starts idle, relieved and empty',
  given: [],
  when: null,
  then: {
    value: idle,
    context: { ...input, ...noBatch, buffered: 0, written: 0, deadLettered: 0, step: 'batch', isFlushDue: false },
  },
});

const anomalyJudge: Judge = {
  name: 'an anomaly names the event that brought it',
  check: (machine) => {
    const run = runEvents(machine, persistenceEffects, input, [unheardOf]);
    deepStrictEqual(run.context['anomalies'], [{ kind: 'illegalMove', event: 'rows.unheardOf' }]);
  },
};

const longBackOffJudge: Judge = {
  name: 'the back-off grows to its cap and stays there, however long the database is away',
  check: (machine) => {
    const away = Array.from({ length: 1_100 }, () => [connection, elapsed]).flat();
    const run = runEvents(machine, persistenceEffects, { ...input, backOffMsMax: 60_000 }, [
      rows(4),
      ...away,
      connection,
    ]);
    deepStrictEqual([run.context['attempt'], run.context['backOffMs']], [1_101, 60_000]);
  },
};

const anyEvent = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.constantFrom(
      ...[due, connection, content, unknownOutcome, found(true), found(false), lookUpFailed, deadLettered],
      ...[elapsed, full, relieved, unheardOf, rows(-1)],
    ),
  },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }).map(rows) },
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 4 }).map(succeeded) },
  { weight: 1, arbitrary: fc.constant(drain) },
);

const sum = (events: readonly AnyEventObject[]): number =>
  events.reduce((total, { type, count }) => total + (type === 'rows.buffered' && count > 0 ? Number(count) : 0), 0);

const conservationJudge: Judge = {
  name: 'in any order of events, rows buffered = rows that wait + rows written + dead letters',
  check: (machine) =>
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const run = runEvents(machine, persistenceEffects, input, events);
        deepStrictEqual(run.status, 'active');
        const { buffered, batchRows, from, to, written, deadLettered: dead } = run.context as Record<string, number>;
        const isClosing = JSON.stringify(run.value).includes('"writing":"clos');
        if (!isClosing) deepStrictEqual(buffered! + batchRows! - from! + written! + dead!, sum(events));
        deepStrictEqual(0 <= from! && from! <= to! && to! <= batchRows! && batchRows! <= 4, true);
      }),
      { seed: 20_264, numRuns: 30 },
    ),
};

/** A database with a set of poison rows, which answers each effect in turn; returns what it holds in the end. */
const databaseAnswers = (batch: number, poison: ReadonlySet<number>) => {
  const rowsWritten: number[] = [];
  const rowsAside: number[] = [];
  const answer = (effect: string, from: number, to: number): AnyEventObject | null => {
    if (effect === 'deadLetterRow') {
      rowsAside.push(from);
      return deadLettered;
    }
    if (effect !== 'startFlush' && effect !== 'flushHalf') return null;
    const range = Array.from({ length: to - from }, (_, index) => from + index);
    if (range.some((row) => poison.has(row))) return content;
    rowsWritten.push(...range);
    return succeeded(range.length);
  };
  return { answer, rowsWritten, rowsAside, stepsMax: 6 * batch + 2 };
};

const isolationJudge: Judge = {
  name: 'exactly the rows that the database refuses become dead letters, in order, and all others are written once',
  check: (machine) =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(8), { maxLength: 4 }), (batch, bad) => {
        const poison = new Set(bad.filter((row) => row < batch));
        const database = databaseAnswers(batch, poison);
        const bounds = { ...input, batchRowsMax: 10 };
        const events: AnyEventObject[] = [rows(batch), due];
        for (let step = 0; step < database.stepsMax; step += 1) {
          const run = runEvents(machine, persistenceEffects, bounds, events);
          const last = run.lastEffects.at(-1);
          const answer = last && database.answer(last, Number(run.context['from']), Number(run.context['to']));
          if (!answer) break;
          events.push(answer);
        }
        const run = runEvents(machine, persistenceEffects, bounds, events);
        deepStrictEqual(run.value, idle);
        deepStrictEqual(
          database.rowsAside,
          [...poison].toSorted((a, b) => a - b),
        );
        deepStrictEqual(
          database.rowsWritten,
          Array.from({ length: batch }, (_, row) => row).filter((row) => !poison.has(row)),
        );
      }),
      { seed: 20_265, numRuns: 10 },
    ),
};

/** The promises of the batch writer's chart. */
export const persistenceJudges: readonly Judge[] = [
  startJudge,
  ...tableJudges(subject, [...writing, ...isolating, ...outages, ...ends]),
  anomalyJudge,
  conservationJudge,
  isolationJudge,
  longBackOffJudge,
];
