// Charts in which eventless transitions of several regions are enabled at the same time. There, and only there, XState
// and the compiled chart differ: XState takes them in the order in which the regions were last entered, which a
// restored actor no longer knows; the compiled chart takes them in document order. What commutes must come out the
// same: so these charts stay inside their regions, raise nothing, and their assigns only add.
import { createMachine, assign, type AnyStateMachine } from 'xstate';
import { compile } from '../../../src/xstate/compile.ts';
import type { RandomChart } from './chart.ts';
import { ROOT_ID, type Bone } from './skeleton.ts';
import { tapeOf, type Tape } from './tape.ts';
import { eventOf, guardOf, namedGuards, type Effect } from './vocabulary.ts';

type Config = Record<string, unknown>;

const REGIONS = ['a', 'b', 'c'];
const PLACES = ['u', 'v', 'w'];
const EVENTS = ['foo.*', '*'];
const EVENTS_MAX = 10;
const STEPS_MAX = 20;

const bonesOf = (regions: readonly string[]): Bone[] =>
  regions.flatMap((region) =>
    PLACES.map((key): Bone => ({ kind: 'atomic', key, path: [region, key], parent: null, ownId: null, children: [] })),
  );

const actionsOf = (tape: Tape, where: string): unknown[] =>
  tape.several(2, () => (tape.chance(40) ? 'add' : { type: 'tell', params: { where } }));

const transitionOf = (tape: Tape, where: string, guard: unknown): unknown => ({
  ...(tape.chance(80) ? { target: tape.pick(PLACES) } : {}),
  ...(guard === undefined ? {} : { guard }),
  actions: actionsOf(tape, where),
});

const placeOf = (tape: Tape, bones: readonly Bone[], where: string): Config => ({
  entry: actionsOf(tape, `into ${where}`),
  exit: actionsOf(tape, `out of ${where}`),
  tags: tape.chance(30) ? [tape.pick(PLACES)] : [],
  on: Object.fromEntries(
    EVENTS.map((event) => [
      event,
      transitionOf(tape, `on ${where}`, tape.chance(50) ? guardOf(tape, bones) : undefined),
    ]),
  ),
  always: transitionOf(tape, `always ${where}`, guardOf(tape, bones, 1)),
});

/** The chart of two or three regions, and its events, that the choices spell. */
export const eventlessRegionsChart = (choices: readonly number[]): RandomChart => {
  const tape = tapeOf(choices);
  const events = tape.several(EVENTS_MAX, () => eventOf(tape));
  const breakAt = tape.below(events.length + 1);
  const input = { n0: tape.below(10) };
  const regions = REGIONS.slice(0, 2 + tape.below(2));
  const bones = bonesOf(regions);
  const config: Config = {
    id: ROOT_ID,
    type: 'parallel',
    context: { n0: 1, n1: tape.below(5) },
    options: { maxIterations: STEPS_MAX },
    states: Object.fromEntries(
      regions.map((region) => [
        region,
        {
          initial: tape.pick(PLACES),
          states: Object.fromEntries(PLACES.map((place) => [place, placeOf(tape, bones, `${region}.${place}`)])),
        },
      ]),
    ),
  };
  const journal: Effect[] = [];
  const machine = createMachine(
    config as never,
    {
      guards: namedGuards,
      actions: {
        add: assign({ n0: ({ context }: { context: { n0: number } }) => (context.n0 + 1) % 10 }),
        tell: ({ context, event }: Effect, params: { readonly where: string }) =>
          journal.push({ type: params.where, params, context, event }),
      },
    } as never,
  ) as AnyStateMachine;
  return {
    config,
    machine,
    compiled: compile(machine),
    input,
    events,
    breakAt,
    breaksAsText: false,
    values: ['a.u', 'b.v'],
    askedEvents: [],
    journal,
    isOrdered: false,
  };
};
