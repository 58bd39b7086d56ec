// A chart from a bare config, for tests that are about what XState's types would not let pass.
import { assign, createMachine, type AnyStateMachine } from 'xstate';

interface Implementations {
  readonly actions?: object;
  readonly guards?: object;
}

/** `count` adds one to `n` of the context. */
const count = assign(({ context }) => ({ n: Number((context as { readonly n?: unknown }).n) + 1 }));

/** The machine of the config, called `box` if the config does not say. */
export const chartOf = (config: object, { actions = {}, guards = {} }: Implementations = {}): AnyStateMachine =>
  createMachine(
    { id: 'box', context: { n: 0 }, ...config } as never,
    { actions: { count, ...actions }, guards } as never,
  ) as unknown as AnyStateMachine;
