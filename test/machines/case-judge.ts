// One row of a truth table as a judge: where a chart stands, what comes, what must have changed after it.
// What a row does not mention must not have happened: no effect, no anomaly, nothing ignored.
import { deepStrictEqual } from 'node:assert/strict';
import type { AnyEventObject, StateValue } from 'xstate';
import { runEvents, type Judge } from './judge.ts';

/** A chart as its judges see it. */
export interface Subject {
  readonly effects: readonly string[];
  readonly input: unknown;
}

/** What a row promises after its event. */
export interface Outcome {
  readonly value: StateValue;
  /** The effects of the event, in order. Default: none. */
  readonly effects?: readonly string[];
  /** The keys of the context that matter. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The kinds of all anomalies since the start. Default: none. */
  readonly anomalies?: readonly string[];
  /** All legal repetitions since the start. Default: 0. */
  readonly ignored?: number;
}

/** One row; without an event it speaks of the start of the chart. */
export interface Case {
  readonly name: string;
  readonly given: readonly AnyEventObject[];
  readonly when: AnyEventObject | null;
  readonly then: Outcome;
}

/** An event as a title: its type and what it carries. */
export const describeEvent = (event: AnyEventObject): string =>
  Object.entries(event)
    .map(([key, value]) => (key === 'type' ? String(value) : `${key}=${String(value)}`))
    .join(' ');

/** The judge of one row. */
export const caseJudge = (subject: Subject, row: Case): Judge => ({
  name: row.name,
  check: (machine) => {
    const events = row.when === null ? row.given : [...row.given, row.when];
    const run = runEvents(machine, subject.effects, subject.input, events);
    const context = Object.fromEntries(Object.keys(row.then.context ?? {}).map((key) => [key, run.context[key]]));
    const anomalies = run.context['anomalies'] as readonly { readonly kind: string }[];
    deepStrictEqual(
      {
        value: run.value,
        effects: run.lastEffects,
        context,
        anomalies: anomalies.map((anomaly) => anomaly.kind),
        ignored: run.context['ignored'],
        status: run.status,
      },
      {
        value: row.then.value,
        effects: row.then.effects ?? [],
        context: row.then.context ?? {},
        anomalies: row.then.anomalies ?? [],
        ignored: row.then.ignored ?? 0,
        status: 'active',
      },
    );
  },
});

/** One line of a table: what comes, the value after it, and what else must have happened. */
export type Row = readonly [event: AnyEventObject, value: StateValue, outcome?: Omit<Outcome, 'value'>];

/** A part of a table: a place that a chart comes to, and what happens there. */
export interface Place {
  readonly at: string;
  readonly given: readonly AnyEventObject[];
  readonly rows: readonly Row[];
}

/** The judges of a table, a judge a line. */
export const tableJudges = (subject: Subject, places: readonly Place[]): readonly Judge[] =>
  places.flatMap(({ at, given, rows }) =>
    rows.map(([when, value, outcome]) =>
      caseJudge(subject, { name: `${at}, ${describeEvent(when)}`, given, when, then: { value, ...outcome } }),
    ),
  );

/** Shorthand of a row's outcome, beside the value: the legal repetition, and the illegal move. */
export const ignored = { ignored: 1 } as const;
export const illegal = { anomalies: ['illegalMove'] } as const;
