// All planners of one strategy, and batches of what it wants: where some pairs are broken, the good intents still
// come out, and each broken pair is reported once.
import { legCost, createPlanner } from './plan.ts';
import type { PlanContext, PlanDraft, Planner, PlanResult, PlanTerms } from './plan.ts';
import type { Intent } from './intent.ts';
import type { Pair } from './pair.ts';
import { describeRefusal } from './plan-refusal.ts';
import type { PlanRefusal } from './plan-refusal.ts';
import type { PlanWorld } from './plan-pair.ts';

/** A pair of a batch of which something was refused. */
export interface PairError {
  readonly pair: string;
  /** The first refusal, as data and as a sentence. */
  readonly refusal: PlanRefusal;
  readonly sentence: string;
  /** How many of the pair's drafts were refused. */
  readonly refused: number;
}

/** What came of a batch. The intents stand in the order of their drafts, the errors in that of the first refusals. */
export interface PlannedBatch {
  readonly intents: readonly Intent[];
  readonly errors: readonly PairError[];
}

/** The planning of one strategy over its pairs. */
export interface Planning {
  planIntent(draft: PlanDraft, context: PlanContext): PlanResult;
  /** Plans one after the other; what an earlier intent of the batch needs is not there for a later one. */
  planBatch(drafts: readonly PlanDraft[], context: PlanContext): PlannedBatch;
}

/** The planning of a strategy with these terms over these pairs. */
export const createPlanning = (pairs: readonly Pair[], terms: PlanTerms, world: PlanWorld): Planning => {
  const planners = new Map<string, Planner>(pairs.map((pair) => [pair.pair, createPlanner(pair, terms, world)]));
  const planIntent = (draft: PlanDraft, context: PlanContext): PlanResult =>
    planners.get(draft.pair)?.plan(draft, context) ?? { ok: false, refusal: { reason: 'unknownPair' } };
  return { planIntent, planBatch: (drafts, context) => planBatch(planIntent, drafts, context) };
};

const planBatch = (
  planIntent: Planning['planIntent'],
  drafts: readonly PlanDraft[],
  context: PlanContext,
): PlannedBatch => {
  const spent = new Map<string, bigint>();
  const fundsOf = (venue: string): bigint => context.fundsOf(venue) - (spent.get(venue) ?? 0n);
  const { nowUs, bookAgeUs = 0 } = context;
  const within: PlanContext = { nowUs, bookAgeUs, fundsOf, stateOf: (market) => context.stateOf(market) };
  const intents: Intent[] = [];
  const errors = new Map<string, PairError>();
  for (const draft of drafts) {
    const result = planIntent(draft, within);
    if (result.ok) {
      intents.push(result.intent);
      for (const { venue, price, qty, worstFee } of result.intent.legs)
        spent.set(venue, (spent.get(venue) ?? 0n) + legCost(price, qty, worstFee));
    } else {
      const { pair } = draft;
      const { refusal } = result;
      const before = errors.get(pair) ?? { pair, refusal, sentence: describeRefusal(pair, refusal), refused: 0 };
      errors.set(pair, { ...before, refused: before.refused + 1 });
    }
  }
  return { intents, errors: [...errors.values()] };
};
