// An order lives a list of events, and every moment of it is recorded: for the interpreted chart and for the compiled one.
import { createActor } from 'xstate';
import { orderEffects, orderMachine, type OrderContext, type OrderEvent } from '../../../machines/order.ts';
import { compile } from '../../../src/xstate/compile.ts';
import { recordingEffects } from '../judge.ts';
import { orderInput } from '../order-variants.ts';

/** An order at one moment. */
export interface Snapshot {
  readonly value: unknown;
  readonly status: string;
  readonly context: OrderContext;
}

/** What one event did. */
export interface Moment {
  readonly event: OrderEvent;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly effects: readonly string[];
}

/** The order's chart as logic of an actor. */
export type OrderLogic = typeof orderMachine;

let effects: string[] = [];
const recording = recordingEffects(orderMachine, orderEffects, ({ type }) => effects.push(type)) as OrderLogic;
/** The chart as XState interprets it, and as it is compiled. */
export const ways: Readonly<Record<'interpreted' | 'compiled', OrderLogic>> = {
  interpreted: recording,
  compiled: compile(recording) as unknown as OrderLogic,
};

/** Lives a life and tells it moment by moment; an error of the actor is thrown. */
export const live = (logic: OrderLogic, events: readonly OrderEvent[]): readonly Moment[] => {
  const actor = createActor(logic, { input: orderInput });
  let failure: { readonly error: unknown } | undefined;
  actor.subscribe({ error: (error: unknown) => (failure = { error }) });
  actor.start();
  return events.map((event) => {
    const before = actor.getSnapshot();
    effects = [];
    actor.send(event);
    if (failure !== undefined) throw failure.error;
    return { event, before, after: actor.getSnapshot(), effects };
  });
};
