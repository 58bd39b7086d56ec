// Goal: an order ends where it should, whatever the venue says, and in whatever order it says it.
// Method: every row of the design's table with both sides of each condition, every pair that is not in the table, and
// a naive model that was written from the table beside the chart, step by step over random lives.
import { deepStrictEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { createActor, type AnyStateMachine } from 'xstate';
import { orderEffects } from '../../machines/order.ts';
import { caseJudge, describeEvent } from './case-judge.ts';
import { recordingEffects, type Judge } from './judge.ts';
import { amendmentCases } from './order/amendment-cases.ts';
import { answerCases } from './order/answer-cases.ts';
import { cancelCases } from './order/cancel-cases.ts';
import { endingCases } from './order/ending-cases.ts';
import { illegalCases } from './order/illegal-cases.ts';
import { replaceCases } from './order/replace-cases.ts';
import { sendingCases } from './order/sending-cases.ts';
import { tradeCases } from './order/trade-cases.ts';
import { orderWalks, type WalkStep } from './order/walks.ts';
import { order } from './order/words-of-cases.ts';

const SEED = 20_251_122;
const WALKS = 300;
const STEPS_MAX = 25;

let walks: readonly (readonly WalkStep[])[] | undefined;

/** The walks are the same for every machine that is judged: the model walks them once. */
const sharedWalks = (): readonly (readonly WalkStep[])[] => (walks ??= orderWalks(SEED, WALKS, STEPS_MAX));

const agreesWithModel = (machine: AnyStateMachine): void => {
  let effects: string[] = [];
  const recording = recordingEffects(machine, orderEffects, ({ type }) => effects.push(type));
  for (const walk of sharedWalks()) {
    const actor = createActor(recording, { input: order.input });
    let failure: { readonly error: unknown } | undefined;
    actor.subscribe({ error: (error: unknown) => (failure = { error }) });
    actor.start();
    walk.forEach((step, index) => {
      effects = [];
      actor.send(step.event);
      if (failure !== undefined) throw failure.error;
      const { value, context, status } = actor.getSnapshot();
      const now = { value, context, status, effects };
      const then = { ...step.view, status: 'active', effects: step.effects };
      if (isDeepStrictEqual(now, then)) return;
      const story = walk.slice(0, index + 1).map(({ event }) => describeEvent(event));
      deepStrictEqual({ story, ...now }, { story, ...then });
    });
  }
};

/** What every order chart must keep. */
export const orderJudges: readonly Judge[] = [
  ...[
    ...sendingCases,
    ...tradeCases,
    ...amendmentCases,
    ...answerCases,
    ...cancelCases,
    ...replaceCases,
    ...endingCases,
    ...illegalCases,
  ].map((row) => caseJudge(order, row)),
  { name: 'at every step of a random life it is where the naive model is', check: agreesWithModel },
];
