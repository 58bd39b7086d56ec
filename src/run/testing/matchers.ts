// Matchers for test runners that have `expect.extend`: vitest by `import 'dry-testing-engine/vitest'`, others by
// `expect.extend(matchers)`. A run that shows nothing fails both: one that is not over, and one that was never awaited.
import type { RunSummary } from '../../report/summary-types.ts';
import { countText, manyText } from '../../text/units.ts';
import { missedExpectations } from '../../report/verdict.ts';
import type { ScenarioRun } from './run-scenario.ts';

/** What a matcher answers. */
export interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers' signatures, for the types of a test runner. */
export interface RunMatchers<R = unknown> {
  /** The audit found no broken promise in a run that is over, and no strategy had to be stopped. */
  toHoldEveryPromise(): R;
  /** The run came to everything that its scenario expects, and the scenario expects something. */
  toMeetItsExpectations(): R;
}

/** A run that is over, and how a person sees it again. */
interface Judged {
  readonly summary: RunSummary;
  readonly command: string;
}

const VIOLATIONS_SHOWN = 5;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isSummary = (value: unknown): value is RunSummary =>
  isRecord(value) && value['simulation'] === true && isRecord(value['audit']) && Array.isArray(value['expectations']);

/** A run of `createRun`, known by its members: this file loads no engine. */
const isRun = (value: unknown): value is { readonly isOver: boolean; summary(): RunSummary } =>
  isRecord(value) && typeof value['isOver'] === 'boolean' && typeof value['summary'] === 'function';

const isScenarioRun = (value: unknown): value is ScenarioRun =>
  isRecord(value) && isSummary(value['summary']) && 'scenarioHash' in value && 'command' in value;

const sameBy = ({ name, seed }: RunSummary): string => `npx dte run <the file of ${name}> --seed ${seed}`;

/** What was given to a matcher as a run, or the sentence that says why it is none. */
const judgedOf = (given: unknown): Judged | string => {
  if (isRecord(given) && typeof given['then'] === 'function')
    return 'A promise is no run: write expect(await runScenario(…)).';
  if (isScenarioRun(given)) {
    const { summary, command } = given;
    return { summary, command: command ?? `${sameBy(summary)} --strategy <the strategy's module>` };
  }
  if (isRun(given)) return given.isOver ? ofSummary(given.summary()) : notOver;
  if (isSummary(given)) return ofSummary(given);
  return 'This is no run: give what runScenario returns, a run of createRun that is over, or its summary.';
};

const notOver = 'The run is not over, and has shown nothing yet: finish it first, by await run.finish().';

// The audit of a run that is under way has not seen its end.
const ofSummary = (summary: RunSummary): Judged | string =>
  summary.endedBy === '' ? notOver : { summary, command: sameBy(summary) };

const arbitrageOf = (actor: string): string | null =>
  /^(?:arb:)?(\d+)$/.exec(actor)?.[1] ?? (/^\d+\.u?\d+$/.test(actor) ? actor : null);

const promiseLines = ({ audit }: RunSummary): readonly string[] => {
  const shown = audit.found.slice(0, VIOLATIONS_SHOWN);
  const more = audit.violations - shown.length;
  return [
    ...shown.map(({ invariant, seq, actor, sentence }) => `  ${invariant}, record ${seq}, ${actor}: ${sentence}`),
    ...(more > 0 ? [`  and ${manyText(more, 'more violation')}`] : []),
  ];
};

const seenBy = ({ summary: { audit }, command }: Judged): readonly string[] => {
  const id = audit.found.map(({ actor }) => arbitrageOf(actor)).find((found) => found !== null);
  const told = id === undefined ? [] : [`Its life: ${command.replace('dte run', `dte explain ${id}`)}`];
  return [`It shows with: ${command}`, ...told];
};

const nameOf = ({ name, seed }: RunSummary): string => `The run of ${name} with seed ${seed}`;

const matched = (given: unknown, judge: (judged: Judged) => Matched): Matched => {
  const judged = judgedOf(given);
  return typeof judged === 'string' ? { pass: false, message: () => judged } : judge(judged);
};

// `expect(…).not` turns a failure into a success: what is no run must fail either way.
const wholeOrThrow = (given: unknown, isNot: boolean | undefined): void => {
  if (isNot !== true) return;
  const judged = judgedOf(given);
  if (typeof judged === 'string') throw new TypeError(judged);
};

/** What a test runner binds as `this`. */
interface MatcherContext {
  readonly isNot?: boolean;
}

const stoppedLines = ({ strategies, ...summary }: RunSummary): readonly string[] =>
  strategies.faulted === 0
    ? []
    : [
        `In the run of ${summary.name} with seed ${summary.seed} a strategy had to be stopped:`,
        ...strategies.found.map((sentence) => `  ${sentence}`),
      ];

const holdsEveryPromise = (judged: Judged): Matched => {
  const { summary } = judged;
  const { audit, strategies } = summary;
  const pass = audit.violations === 0 && strategies.faulted === 0;
  if (pass)
    return {
      pass,
      message: () =>
        `${nameOf(summary)} holds every promise: ${manyText(audit.checks, 'invariant')}, ${countText(audit.comparisons)} comparisons.`,
    };
  const broken =
    audit.violations === 0
      ? []
      : [`${nameOf(summary)} broke ${manyText(audit.violations, 'promise')}:`, ...promiseLines(summary)];
  return { pass, message: () => [...broken, ...stoppedLines(summary), ...seenBy(judged)].join('\n') };
};

const meetsItsExpectations = (judged: Judged): Matched => {
  const { summary } = judged;
  const { expectations } = summary;
  if (expectations.length === 0)
    return {
      pass: false,
      message: () =>
        `The scenario ${summary.name} expects nothing, so no run of it can miss anything: give it an expect, such as expect: { exposed: 0 }.`,
    };
  const missed = missedExpectations(summary.expectations);
  const stopped = summary.strategies.found;
  if (missed.length === 0 && stopped.length === 0)
    return {
      pass: true,
      message: () => `${nameOf(summary)} meets ${manyText(expectations.length, 'expectation')}.`,
    };
  const lines = [
    ...(missed.length === 0
      ? []
      : [`${nameOf(summary)} misses ${missed.length} of ${manyText(expectations.length, 'expectation')}:`]),
    ...missed.map((sentence) => `  ${sentence}`),
    ...stoppedLines(summary),
    ...seenBy(judged),
  ];
  return { pass: false, message: () => lines.join('\n') };
};

/** For `expect.extend` of vitest, Jest and their like. */
export const matchers = {
  toHoldEveryPromise(this: MatcherContext | void, given: unknown): Matched {
    wholeOrThrow(given, this?.isNot);
    return matched(given, holdsEveryPromise);
  },
  toMeetItsExpectations(this: MatcherContext | void, given: unknown): Matched {
    wholeOrThrow(given, this?.isNot);
    return matched(given, meetsItsExpectations);
  },
};
