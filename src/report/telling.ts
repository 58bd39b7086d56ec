// Which order or arbitrage somebody should look at who wants to see a failure: the one that broke a promise, one that missed
// what was expected, the one whose story is printed, or any that did not go well.
import type { RunSummary } from './summary-types.ts';

/** An order or an arbitrage, and why it is the one to look at. */
export interface Telling {
  readonly id: string;
  readonly why: string;
}

const isId = (id: string): boolean => /^\d+(\.\w+)*$/.test(id);

/** Ends that make a run miss what it is expected to keep small. */
const endsOfKey: Readonly<Record<string, readonly string[]>> = {
  exposed: ['exposed'],
  failed: ['failed'],
  partial: ['partial'],
  maxLoss: ['exposed', 'failed'],
  captured: ['exposed', 'failed'],
  pnl: ['exposed', 'failed'],
};

const endMeans: Readonly<Record<string, string>> = {
  exposed: 'left a residue',
  failed: 'had to be unwound at a cost',
  partial: 'filled in part',
};

const firstOf = ({ arbitrageIds }: RunSummary, ends: readonly string[]): Telling | null => {
  for (const end of ends) {
    const id = arbitrageIds[end]?.[0];
    if (id !== undefined) return { id: String(id), why: `arbitrage ${id}, which ${endMeans[end] ?? end}` };
  }
  return null;
};

/** The number of the arbitrage that a story is about. */
const toldBy = (story: readonly string[]): string | null => /^Arbitrage (\d+)/.exec(story[0] ?? '')?.[1] ?? null;

/** What to look at; null where nothing was wanted. `story`: that of the run, as lines. */
export const tellingOf = (summary: RunSummary, story: readonly string[]): Telling | null => {
  const broken = summary.audit.found.find(({ actor }) => isId(actor));
  if (broken !== undefined) return { id: broken.actor, why: `${broken.actor}, at which ${broken.invariant} is broken` };
  const missed = summary.expectations.filter(({ holds }) => !holds).flatMap(({ key }) => endsOfKey[key] ?? []);
  const culprit = firstOf(summary, missed);
  if (culprit !== null) return culprit;
  const told = toldBy(story);
  if (told !== null) return { id: told, why: `arbitrage ${told}, which has most to tell` };
  const odd = firstOf(summary, Object.keys(endMeans));
  if (odd !== null) return odd;
  const anomaly = Object.entries(summary.anomalyIds).find(([, ids]) => ids.some(isId));
  if (anomaly !== undefined) {
    const id = anomaly[1].find(isId)!;
    return { id, why: `order ${id}, at which ${anomaly[0]} was noticed` };
  }
  return summary.intents.total === 0 ? null : { id: '1', why: 'the life of one arbitrage' };
};
