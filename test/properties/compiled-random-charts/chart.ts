// A whole random chart with a story of events: everything that compile() supports, anywhere it may stand.
import { and, createMachine, type AnyEventObject, type AnyStateMachine } from 'xstate';
import { compile, type CompiledLogic } from '../../../src/xstate/compile.ts';
import { eventlessPlaces, idOf, ROOT_ID, skeletonOf, subtreeOf, type Bone } from './skeleton.ts';
import { tapeOf, type Tape } from './tape.ts';
import { actionsOf, descriptorOf, eventOf, guardOf, namedActions, namedGuards, type Effect } from './vocabulary.ts';

/** A chart, as a machine and compiled, and what is done with it. */
export interface RandomChart {
  readonly config: Record<string, unknown>;
  readonly machine: AnyStateMachine;
  readonly compiled: CompiledLogic<AnyStateMachine>;
  readonly input: { readonly n0: number };
  readonly events: readonly AnyEventObject[];
  /** The actor is persisted before the event of this index, and restored. */
  readonly breakAt: number;
  readonly breaksAsText: boolean;
  /** What `matches`, `hasTag` and `can` are asked after every step. */
  readonly values: readonly unknown[];
  readonly askedEvents: readonly AnyEventObject[];
  /** Where the effects of both sides go, in order. */
  readonly journal: Effect[];
  /** False when the order of effects within one step is not to be compared, nor what they see. */
  readonly isOrdered: boolean;
}

type Config = Record<string, unknown>;

/** Steps of one event, on both sides: what does not come to rest must end in an error. */
const STEPS_MAX = 20;
const EVENTS_MAX = 12;

const isBelow = ({ parent }: Bone, ancestor: Bone): boolean =>
  parent !== null && (parent === ancestor || isBelow(parent, ancestor));

/** The state as the source's transition would name it: by id, from itself down, or from its parent down. */
const referenceTo = (tape: Tape, source: Bone, target: Bone): string => {
  if (isBelow(target, source) && tape.chance(60)) return `.${target.path.slice(source.path.length).join('.')}`;
  const { parent } = source;
  if (parent !== null && isBelow(target, parent) && tape.chance(60))
    return target.path.slice(parent.path.length).join('.');
  return idOf(target);
};

const targetsOf = (tape: Tape, source: Bone, bones: readonly Bone[]): string[] => {
  const parallels = bones.filter(({ kind }) => kind === 'parallel');
  if (parallels.length === 0 || !tape.chance(20)) return [referenceTo(tape, source, tape.pick(bones))];
  const regions = tape.pick(parallels).children.filter(() => tape.chance(75));
  return regions.map((region) => referenceTo(tape, source, tape.pick(subtreeOf(region))));
};

const transitionOf = (tape: Tape, source: Bone, bones: readonly Bone[], isEventless = false): unknown => {
  const targets = tape.chance(75) ? targetsOf(tape, source, bones) : [];
  const [target] = targets;
  if (target !== undefined && targets.length === 1 && !isEventless && tape.chance(15)) return target;
  return {
    ...(targets.length === 0 ? {} : { target: targets.length === 1 && tape.chance(80) ? target : targets }),
    ...(isEventless
      ? { guard: tape.chance(60) ? and(['isHigh', guardOf(tape, bones)] as never) : guardOf(tape, bones) }
      : tape.chance(40)
        ? { guard: guardOf(tape, bones) }
        : {}),
    ...(tape.chance(25) ? { reenter: true } : {}),
    ...actionsOf(tape),
  };
};

const transitionsOf = (tape: Tape, source: Bone, bones: readonly Bone[]): unknown => {
  // A forbidden transition: the event goes no further out.
  if (tape.chance(6)) return undefined;
  const transitions = [transitionOf(tape, source, bones), ...tape.several(2, () => transitionOf(tape, source, bones))];
  return transitions.length === 1 && tape.chance(50) ? transitions[0] : transitions;
};

const outputOf = (tape: Tape): Config => {
  if (tape.chance(40)) return { output: ({ context, event }: Config) => ({ context, event }) };
  return tape.chance(50) ? { output: tape.below(9) } : {};
};

const configOf = (tape: Tape, bone: Bone, bones: readonly Bone[], eventless: ReadonlySet<Bone>): Config => {
  const { kind, children, ownId, parent } = bone;
  const { actions: entry } = actionsOf(tape);
  const { actions: exit } = actionsOf(tape);
  const config: Config = {
    ...(ownId === null ? {} : { id: ownId }),
    ...(kind === 'parallel' || kind === 'final' ? { type: kind } : {}),
    ...(entry === undefined ? {} : { entry }),
    ...(exit === undefined ? {} : { exit }),
    ...(tape.chance(25) ? { tags: tape.chance(50) ? `t${tape.below(3)}` : [`t${tape.below(3)}`, 'common'] } : {}),
    ...(kind === 'final' || parent === null ? outputOf(tape) : {}),
    ...(tape.chance(10) ? { meta: { of: bone.path.join('/') } } : {}),
  };
  if (kind !== 'final') {
    const on = tape.several(3, () => [descriptorOf(tape), transitionsOf(tape, bone, bones)] as const);
    if (on.length > 0) config['on'] = Object.fromEntries(on);
    if (eventless.has(bone) && tape.chance(20))
      config['always'] = [
        transitionOf(tape, bone, bones, true),
        ...tape.several(1, () => transitionOf(tape, bone, bones, true)),
      ];
  }
  if (kind === 'compound') {
    const target = tape.pick(children).key;
    config['initial'] = tape.chance(20) ? { target, ...actionsOf(tape) } : target;
  }
  if (children.length > 0) {
    if (kind === 'parallel' || tape.chance(60)) config['onDone'] = transitionsOf(tape, bone, bones);
    config['states'] = Object.fromEntries(
      children.map((child) => [child.key, configOf(tape, child, bones, eventless)]),
    );
  }
  return config;
};

const queryOf = (tape: Tape, bones: readonly Bone[]): unknown => {
  const { path } = tape.pick(bones);
  return path.join('.');
};

/** The chart, its events and questions that the choices spell. */
export const randomChart = (choices: readonly number[]): RandomChart => {
  const tape = tapeOf(choices);
  // What is done comes first on the tape, so that it is not the first thing to get lost when the tape is short.
  const events = tape.several(EVENTS_MAX, () => eventOf(tape));
  const breakAt = tape.below(events.length + 1);
  const breaksAsText = tape.chance(50);
  const input = { n0: tape.below(10) };
  const hasFactory = tape.chance(50);
  const askedEvents = [eventOf(tape), eventOf(tape)];
  const bones = skeletonOf(tape);
  const [root] = bones;
  if (root === undefined) throw new Error('A chart has at least a root.');
  const values = [queryOf(tape, bones), queryOf(tape, bones), queryOf(tape, bones)];
  const config: Config = {
    id: ROOT_ID,
    context: hasFactory ? ({ input: given }: { input: typeof input }) => ({ n0: given.n0, n1: 0 }) : { n0: 1, n1: 1 },
    options: { maxIterations: STEPS_MAX },
    ...configOf(tape, root, bones, eventlessPlaces(tape, root)),
  };
  const journal: Effect[] = [];
  const machine = createMachine(config as never, { actions: namedActions(journal), guards: namedGuards } as never);
  const compiled = compile(machine as AnyStateMachine);
  return {
    config,
    machine,
    compiled,
    input,
    events,
    breakAt,
    breaksAsText,
    values,
    askedEvents,
    journal,
    isOrdered: true,
  };
};
