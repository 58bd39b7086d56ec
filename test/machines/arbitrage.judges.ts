// The promises of the arbitrage chart: its table row by row, and its agreement with a naive twin over random lives.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createActor, type AnyStateMachine } from 'xstate';
import { ANOMALIES_MAX } from '../../machines/anomalies.ts';
import { arbitrageEffects, isArbitrageEnded } from '../../machines/arbitrage.ts';
import type { ArbitrageContext, ArbitrageEvent, ArbitrageInput, ArbitrageLeg } from '../../machines/arbitrage.ts';
import { newArbitrageModel, type ArbitrageModel } from './arbitrage/model-record.ts';
import { stepArbitrage } from './arbitrage-model.ts';
import { assessingCases } from './arbitrage/assessing.ts';
import { cancellingCases } from './arbitrage/cancelling.ts';
import { judgeOfCase, type ArbitrageCase } from './arbitrage/case.ts';
import { endCases } from './arbitrage/ends.ts';
import { leggingCases } from './arbitrage/legging.ts';
import { placingCases } from './arbitrage/placing.ts';
import { planningCases } from './arbitrage/planning.ts';
import { turnCases } from './arbitrage/turns.ts';
import { eventOf, walkInputs } from './arbitrage/walk.ts';
import { workingCases } from './arbitrage/working.ts';
import { recordingEffects, type Judge } from './judge.ts';

const cases: readonly ArbitrageCase[] = [
  ...planningCases,
  ...leggingCases,
  ...turnCases,
  ...cancellingCases,
  ...assessingCases,
  ...placingCases,
  ...workingCases,
  ...endCases,
];

/** What is seen of the chart after one event. */
interface Sight {
  readonly event: ArbitrageEvent;
  readonly before: { readonly value: unknown; readonly context: ArbitrageContext };
  readonly after: {
    readonly value: Parameters<typeof isArbitrageEnded>[0]['value'];
    readonly context: ArbitrageContext;
  };
  readonly effects: readonly string[];
  readonly model: ArbitrageModel;
}

/** Walks chart and twin through the same life, and shows every step. */
const walk = (
  machine: AnyStateMachine,
  input: ArbitrageInput,
  seeds: readonly number[],
  see: (sight: Sight) => void,
): void => {
  const effects: string[] = [];
  const actor = createActor(
    recordingEffects(machine, arbitrageEffects, (effect) => effects.push(effect.type)),
    { input },
  );
  let failure: { readonly error: unknown } | undefined;
  actor.subscribe({ error: (error: unknown) => (failure = { error }) });
  actor.start();
  const model = newArbitrageModel(input);
  for (const seed of seeds) {
    const event = eventOf(model, seed);
    const before = actor.getSnapshot();
    effects.length = 0;
    actor.send(event);
    if (failure !== undefined) throw failure.error;
    stepArbitrage(model, event);
    see({ event, before, after: actor.getSnapshot(), effects, model });
  }
};

const places: Readonly<Record<string, unknown>> = {
  checking: { planning: 'checking' },
  admitting: { planning: 'admitting' },
  assessing: { unwinding: 'assessing' },
  placing: { unwinding: { working: 'placing' } },
  resting: { unwinding: { working: 'resting' } },
  withdrawing: { unwinding: { working: 'withdrawing' } },
  backingOff: { unwinding: { working: 'backingOff' } },
  completed: { ended: 'completed' },
  partial: { ended: 'partial' },
  cancelled: { ended: 'cancelled' },
  failed: { ended: 'failed' },
  exposed: { ended: 'exposed' },
};

const seeTheSame = ({ after: { value, context }, effects, model }: Sight): void => {
  assert.deepEqual(value, places[model.place] ?? model.place);
  assert.deepEqual(effects, model.effects);
  const { arbitrageId, mode, policy, sets, unwindAttemptsMax, qtyStep = 1n } = model.input;
  const anomalies = model.illegal.map((event) => ({ kind: 'illegalMove', event }));
  assert.deepEqual(context, {
    arbitrageId,
    mode,
    policy,
    sets,
    unwindAttemptsMax,
    qtyStep,
    legs: model.legs,
    unwindAttempts: model.attempts,
    assessmentCount: model.questions,
    verdict: model.verdict,
    residueQty: model.residueQty,
    worstCase: model.worstCase,
    dust: model.verdict === 'dust',
    exposureStale: model.moved,
    cause: model.cause,
    ignored: model.ignored,
    anomalies: anomalies.slice(0, ANOMALIES_MAX),
    anomalyCount: anomalies.length,
  });
};

const seeNothingDropped = ({ event, before, after }: Sight): void => {
  if (event.type.startsWith('xstate.')) return;
  assert.notDeepEqual(
    { value: after.value, context: after.context },
    { value: before.value, context: before.context },
    `${event.type} left no trace`,
  );
};

const isTold = (leg: ArbitrageLeg): boolean =>
  ['filled', 'cancelled', 'rejected'].includes(leg.status) && leg.missingQty === 0n && !leg.inDoubt;

const seeEveryLegAccounted = ({ after, effects }: Sight): void => {
  const { legs, assessmentCount } = after.context;
  const isMeasured = isArbitrageEnded(after) || after.value === 'hedged' || effects.includes('assessExposure');
  if (!isMeasured) return;
  for (const leg of legs) assert.ok(isTold(leg) || !leg.released, `${leg.clOrdId} is not accounted for`);
  const isAsPlanned = legs.every((leg) => leg.cumQty === leg.plannedQty);
  const isUntouched = legs.every((leg) => !leg.released);
  assert.ok(assessmentCount > 0 || isAsPlanned || isUntouched, 'an end that nobody has assessed');
};

const seeOthersCancelled = ({ before, after, effects }: Sight): void => {
  if (before.value !== 'legging' || after.value === 'legging') return;
  const isAnyLive = after.context.legs.some((leg) => leg.released && !isTold(leg));
  if (isAnyLive) assert.ok(effects.includes('cancelOtherLegs'), 'a leg was left alone');
};

const overLives = (name: string, seed: number, numRuns: number, see: (sight: Sight) => void): Judge => ({
  name,
  check: (machine) =>
    fc.assert(
      fc.property(
        fc.constantFrom(...walkInputs),
        fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: 20, maxLength: 40, size: 'max' }),
        (input, seeds) => walk(machine, input, seeds, see),
      ),
      { seed, numRuns },
    ),
});

/** Every promise of the arbitrage chart. */
export const arbitrageJudges: readonly Judge[] = [
  ...cases.map(judgeOfCase),
  overLives('chart and naive twin live the same lives', 5, 30, seeTheSame),
  overLives('no event is dropped without a trace', 6, 20, seeNothingDropped),
  overLives('nothing is measured or ended while a leg is unaccounted for', 7, 20, seeEveryLegAccounted),
  overLives('no leg is left alone when the others are given up', 8, 20, seeOthersCancelled),
];
