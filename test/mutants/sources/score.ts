// What became of the mutants of an area, and what is wrong with the list of equivalents.
import type { EquivalentMutant } from './equivalent/entry.ts';
import type { Mutation } from './mutations.ts';

/** What became of one mutant. `killedBy` is the first test that failed, or null. */
export type Fate = 'killed' | 'timed out' | 'survived' | 'not executed';

/** A mutant that was tried. */
export interface Verdict {
  readonly mutation: Mutation;
  readonly fate: Fate;
  readonly killedBy: string | null;
}

/** The counts of an area. A mutant in a place that no test executes counts as one that survived. */
export interface Score {
  readonly tried: number;
  /** Those that timed out are among them. */
  readonly killed: number;
  readonly timedOut: number;
  readonly equivalent: number;
  readonly survivors: readonly string[];
  /** Mutants that are listed as equivalent, and are killed. */
  readonly wronglyListed: readonly string[];
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** The alteration in one line, as a list of equivalents names it. */
export const alterationOf = ({ before, after }: Mutation): string => `${oneLine(before)} → ${oneLine(after)}`;

/** The mutant in one line. */
export const nameOf = (mutation: Mutation): string => `${mutation.file}:${mutation.line}: ${alterationOf(mutation)}`;

/** Whether an entry of the list speaks of this mutant. */
export const isListedAs = (mutation: Mutation, { file, line, mutation: alteration }: EquivalentMutant): boolean =>
  mutation.file === file && mutation.lineText === line && alterationOf(mutation) === alteration;

/** Counts verdicts against the list. */
export const scoreOf = (verdicts: readonly Verdict[], listed: readonly EquivalentMutant[]): Score => {
  const isListed = ({ mutation }: Verdict): boolean => listed.some((entry) => isListedAs(mutation, entry));
  const [alive, dead] = [verdicts.filter(isAlive), verdicts.filter((verdict) => !isAlive(verdict))];
  return {
    tried: verdicts.length,
    killed: dead.length,
    timedOut: verdicts.filter(({ fate }) => fate === 'timed out').length,
    equivalent: alive.filter(isListed).length,
    survivors: alive
      .filter((verdict) => !isListed(verdict))
      .map(({ mutation, fate }) => `${nameOf(mutation)}${fate === 'survived' ? '' : ' (no test executes it)'}`),
    wronglyListed: dead
      .filter(isListed)
      .map(({ mutation, killedBy }) => `${nameOf(mutation)} (killed by '${killedBy ?? 'the limit of time'}')`),
  };
};

const isAlive = ({ fate }: Verdict): boolean => fate === 'survived' || fate === 'not executed';

/** Entries of the list that speak of no mutant that there is. */
export const staleEntries = (
  listed: readonly EquivalentMutant[],
  mutations: readonly Mutation[],
): readonly EquivalentMutant[] => listed.filter((entry) => !mutations.some((mutation) => isListedAs(mutation, entry)));

/** The share of killed mutants among those that are not equivalent, as whole percent, rounded down. */
export const percentOf = ({ tried, killed, equivalent }: Score): number =>
  tried === equivalent ? 100 : Math.floor((100 * killed) / (tried - equivalent));
