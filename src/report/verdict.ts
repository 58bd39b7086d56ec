// What a run comes to: whether it has passed, and what failed, as sentences for a person.
import { printable } from '../kernel/printable.ts';
import type { RunLength } from '../scenario/types.ts';
import type { Judgement, Outcome, RunFigures, RunSummary } from './summary-types.ts';
import { durationText, countText, manyText } from '../text/units.ts';

/** A run, judged. */
export interface Verdict {
  readonly passed: boolean;
  readonly verdict: Outcome;
  /** One sentence for each thing that failed, the first first. */
  readonly failures: readonly string[];
}

const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

const missed = ({ key, text, actual }: Judgement): string =>
  `The scenario expects ${key}: ${text}, and ${actual === null ? 'there is no such figure' : `it is ${actual}`}.`;

/** What was expected and did not come, a sentence each. */
export const missedExpectations = (expectations: readonly Judgement[]): readonly string[] =>
  expectations.filter(({ holds }) => !holds).map(missed);

const broken = ({ audit }: RunFigures): readonly string[] => {
  const [first] = audit.found;
  if (audit.violations === 0) return [];
  const which =
    first === undefined
      ? ''
      : ` First: ${first.invariant}, record ${first.seq}, ${first.actor}: ${ended(first.sentence)}`;
  return [`The audit found ${manyText(audit.violations, 'broken promise')}.${which}`];
};

/**
 * Judges a run. A broken promise always fails it, and so does a strategy that had to be stopped. What the scenario expects
 * counts for a whole run only: one that was stopped has not come to what was expected of it, and has not passed either.
 */
export const judge = (figures: RunFigures, expectations: readonly Judgement[]): Verdict => {
  const isWhole = figures.interrupted === null && figures.endedBy !== '';
  const failures = [
    ...broken(figures),
    ...figures.strategies.found,
    ...(isWhole ? missedExpectations(expectations) : []),
  ];
  const verdict = verdictOf(figures, failures.length > 0);
  return { passed: verdict === 'passed', verdict, failures: failures.map(printable) };
};

const verdictOf = ({ interrupted, endedBy }: RunFigures, hasFailed: boolean): Outcome => {
  if (interrupted !== null) return 'interrupted';
  if (hasFailed) return 'failed';
  return endedBy === '' ? 'unfinished' : 'passed';
};

/**
 * A run that somebody stopped behind its last step, or before the stop was taken: its journal knows nothing of it, and
 * the process ends without having come to its own end all the same.
 */
export const cutShort = (summary: RunSummary, length: RunLength & { readonly moments: number }): RunSummary => {
  if (summary.interrupted !== null) return summary;
  const { moments, intentsMax, durationUs } = length;
  const { throughput, expectations } = summary;
  const interrupted = { reason: 'interrupted', atUs: throughput.virtualUs, intents: moments, intentsMax, durationUs };
  return { ...summary, interrupted, ...judge({ ...summary, interrupted }, expectations) };
};

/** `75 of 416 intents, 4.2 s of virtual time`: how far a run was when it was stopped. */
export const placeOf = ({
  atUs,
  intents,
  intentsMax,
  durationUs,
}: Exclude<RunFigures['interrupted'], null>): string => {
  const count = intentsMax === null ? manyText(intents, 'intent') : ofText(intents, intentsMax);
  const time = durationText(atUs);
  return `${count}, ${durationUs === null ? time : `${time} of ${durationText(durationUs)}`} of virtual time`;
};

const ofText = (count: number, whole: number): string => `${countText(count)} of ${manyText(whole, 'intent')}`;
