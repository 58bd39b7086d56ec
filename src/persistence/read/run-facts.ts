// What a report says of a run and its journal does not: what was expected of it, what its lanes know of themselves, and how
// long a venue might still speak of what had ended. It stands in the run's row, in no digest.
import { eq } from 'drizzle-orm';
import { runs } from '../../../drizzle/run-tables.ts';
import { auditRetainUsOf } from '../../scenario/audit-retain.ts';
import type { LaneFigures } from '../../report/lane-tally.ts';
import type { Expectation, RunLength, Scenario } from '../../scenario/types.ts';
import { toldVerdict } from '../../report/text/verdict-text.ts';
import type { Interruption, Remark, RunSummary, ToldVerdict } from '../../report/summary-types.ts';
import type { Session } from '../store/session.ts';

/** What the journal does not say. */
export interface RunFacts {
  readonly expect: readonly Expectation[];
  readonly lanes: readonly LaneFigures[];
  /** How long after the last word about it an arbitrage may still be spoken of. */
  readonly retainUs: number;
  /** What was remarked on its figures; left out by an engine that remarked nothing. */
  readonly remarks?: readonly Remark[];
  /** How long it was to be, and how many moments of the market it has had: of a run that was interrupted. */
  readonly length?: RunLength & { readonly moments: number };
  /** What the run came to, for a list and a page; left out by an engine that kept none. */
  readonly verdict?: ToldVerdict;
}

/** The facts of a run, from its scenario and what it said at its end. */
export const factsOf = (scenario: Scenario, summary: RunSummary): RunFacts => {
  const { lanes, remarks, interrupted } = summary;
  return {
    expect: scenario.expect,
    lanes: Object.entries(lanes).map(([venue, { capacity, depthMax }]) => ({
      venue,
      capacity: capacity ?? 0,
      depthMax,
    })),
    retainUs: auditRetainUsOf(scenario),
    remarks,
    verdict: toldVerdict(summary),
    ...(interrupted === null ? {} : { length: lengthOf(interrupted) }),
  };
};

const lengthOf = ({ intents: moments, intentsMax, durationUs }: Interruption) => ({ moments, intentsMax, durationUs });

/** Keeps them in the run's row. */
export const keepFacts = async (session: Session, run: number, { expect, ...facts }: RunFacts): Promise<void> => {
  const plain = { ...facts, expect: expect.map((each) => ({ ...each, value: String(each.value) })) };
  session.beforeWrite();
  await session.database.update(runs).set({ facts: plain }).where(eq(runs.id, run));
};

/** What a row says that its run came to; null where nobody has kept it. */
export const verdictOfRow = ({ facts }: { readonly facts: unknown }): ToldVerdict | null =>
  (facts as RunFacts | null)?.verdict ?? null;

/** The facts that a row has, or null if nobody has kept any. */
export const factsOfRow = ({ facts }: { readonly facts: unknown }): RunFacts | null => {
  if (facts === null) return null;
  const plain = facts as Omit<RunFacts, 'expect'> & { readonly expect: readonly (Expectation & { value: string })[] };
  return { ...plain, expect: plain.expect.map((each) => ({ ...each, value: BigInt(each.value) })) };
};
