// What the judges say of a mutant, and what the sum of it is.
import type { AnyStateMachine } from 'xstate';
import type { Judge } from '../machines/judge.ts';

/** The verdict on one mutant: the judge that killed it, or null for a survivor. */
export interface Verdict {
  readonly mutant: string;
  readonly killedBy: string | null;
  /** The events after which a survivor is seen to differ from the true chart; null where no walk tells them apart. */
  readonly differs: string | null;
}

/** The first judge that the machine does not pass, or null. */
export const firstToKill = (judges: readonly Judge[], build: () => AnyStateMachine): Judge | null => {
  // Built for each judge anew: nothing that one of them did to a machine may help the next.
  for (const judge of judges) {
    try {
      judge.check(build());
    } catch {
      return judge;
    }
  }
  return null;
};

/** The mutants of a chart, counted, and what is wrong with the count. */
export interface Summary {
  readonly made: number;
  readonly killed: number;
  readonly equivalent: number;
  /** Mutants that no judge killed and nobody has explained, with what a judge could have seen. */
  readonly survivors: readonly string[];
  /** Mutants that are listed as equivalent, and are not. */
  readonly wronglyListed: readonly string[];
}

const survivor = ({ mutant, differs }: Verdict): string =>
  `${mutant} (${differs === null ? 'no walk tells it from the true chart' : `it differs ${differs}`})`;

/** Counts the verdicts against the list of equivalent mutants. */
export const summarize = (verdicts: readonly Verdict[], equivalent: Readonly<Record<string, string>>): Summary => {
  const isListed = ({ mutant }: Verdict): boolean => Object.hasOwn(equivalent, mutant);
  const alive = verdicts.filter(({ killedBy }) => killedBy === null);
  const wrongly = verdicts.filter((verdict) => isListed(verdict) && (verdict.killedBy ?? verdict.differs) !== null);
  return {
    made: verdicts.length,
    killed: verdicts.length - alive.length,
    equivalent: alive.filter((verdict) => isListed(verdict) && verdict.differs === null).length,
    survivors: alive.filter((verdict) => !isListed(verdict)).map(survivor),
    wronglyListed: wrongly.map(({ mutant, killedBy, differs }) =>
      killedBy === null ? `${mutant} (it differs ${differs})` : `${mutant} (killed by '${killedBy}')`,
    ),
  };
};
