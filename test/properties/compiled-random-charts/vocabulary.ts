// What random charts are made of below the level of states: events, guards and actions, by name and written in place.
// Named effects record what they receive; some guards, assigns and effects throw now and then.
import { and, assign, not, or, raise, stateIn, type AnyEventObject } from 'xstate';
import { idOf, valueAt, type Bone } from './skeleton.ts';
import type { Tape } from './tape.ts';

interface Counters {
  readonly n0: number;
  readonly n1: number;
}
interface Args {
  readonly context: Counters;
  readonly event: AnyEventObject & { readonly n?: number };
}

/** What an effect received. */
export interface Effect {
  readonly type: string;
  readonly params: unknown;
  readonly context: unknown;
  readonly event: AnyEventObject;
}

/** Event types that charts listen to, and some that none does. */
const eventTypes = ['a', 'b', 'c', 'foo', 'foo.x', 'foo.x.z', 'bar.y', 'stranger', '__proto__'];
const descriptors = ['a', 'b', 'c', 'foo', 'foo.x', 'foo.*', 'foo.x.*', 'bar.*', '*'];

/** An event from outside. */
export const eventOf = (tape: Tape): AnyEventObject => {
  if (tape.chance(1)) return { type: 'xstate.error.actor.child', error: new Error('of a child') };
  if (tape.chance(1)) return { type: 'xstate.init' };
  return { type: tape.pick(eventTypes), n: tape.below(4) };
};

/** What a transition may be for. */
export const descriptorOf = (tape: Tape): string => tape.pick(descriptors);

const limit = 10;

/** The guards that charts know by name: predicates, aliases and combinators. */
export const namedGuards = {
  /** Asked of most eventless transitions, or few charts came to rest. */
  isHigh: ({ context }: Args) => context.n0 > 6,
  isSmall: ({ context }: Args) => context.n0 < 5,
  isEven: ({ context }: Args) => context.n1 % 2 === 0,
  isOver: ({ context }: Args, params?: { readonly than?: number }) => context.n0 > (params?.than ?? 3),
  carries: ({ event }: Args, params?: { readonly than?: number }) => (event.n ?? 0) >= (params?.than ?? 2),
  isRisky: ({ context }: Args) => {
    if (context.n1 % 4 === 3) throw new Error('three of four is risky');
    return context.n1 < 7;
  },
  aliasOfSmall: 'isSmall',
  aliasOfOver: { type: 'isOver', params: { than: 2 } },
  isSmallAndEven: and(['isSmall', 'isEven']),
  isOddOrRisky: or([not('isEven'), 'isRisky']),
};

const guardNames = Object.keys(namedGuards);

/** A guard: a name, a name with params, a question about the configuration, or a combination of such. */
export const guardOf = (tape: Tape, bones: readonly Bone[], depth = 0): unknown => {
  const parts = (): unknown[] => [
    guardOf(tape, bones, depth + 1),
    ...tape.several(2, () => guardOf(tape, bones, depth + 1)),
  ];
  const form = tape.below(depth < 2 ? 10 : 6);
  switch (form) {
    case 0:
    case 1:
      return tape.pick(guardNames);
    case 2:
      return { type: tape.pick(guardNames), params: { than: tape.below(limit) } };
    case 3:
      return {
        type: tape.pick(guardNames),
        params: ({ context, event }: Args) => ({ than: (context.n1 + (event.n ?? 1)) % limit }),
      };
    case 4:
      return stateIn(idOf(tape.pick(bones)));
    case 5: {
      const bone = tape.pick(bones);
      return tape.chance(50) ? stateIn(bone.path.join('.')) : stateIn(valueAt(bone) as never);
    }
    case 6:
    case 7:
      return and(parts() as never);
    case 8:
      return or(parts() as never);
    default:
      return not(guardOf(tape, bones, depth + 1) as never);
  }
};

const step = (count: number): number => (count + 1) % limit;

/** The actions that charts know by name. Effects go into the journal. */
export const namedActions = (journal: Effect[]): Record<string, unknown> => {
  const recorder =
    (type: string, fails = false) =>
    ({ context, event }: Args, params: unknown): void => {
      journal.push({ type, params, context, event });
      if (fails && context.n0 === 6 && context.n1 > 4) throw new Error('the effect failed');
    };
  return {
    tell: recorder('tell'),
    note: recorder('note'),
    fail: recorder('fail', true),
    bump: assign({ n0: ({ context }: Args) => step(context.n0) }),
    add: assign(({ context }: Args, params?: { readonly by?: number }) => ({
      n1: (context.n1 + (params?.by ?? 3)) % limit,
    })),
    swap: assign(({ context }: Args) => ({ n1: context.n0, n0: context.n1 })),
    fix: assign({ n0: 2, n1: ({ event }: Args) => event.n ?? 0 }),
    grow: assign(({ context }: Args) => ({ [`extra${context.n0 % 3}`]: context.n1 })),
    blank: assign((({ context }: Args) => [undefined, null, {}][context.n0 % 3]) as never),
    burst: assign({
      n0: ({ context }: Args) => {
        if (context.n0 === 4 && context.n1 > 4) throw new TypeError('the assign burst');
        return step(context.n0);
      },
    }),
    wake: raise({ type: 'a', n: 1 } as AnyEventObject),
    wakeBy: raise((({ context }: Args, params?: { readonly by?: number }) => ({
      type: eventTypes[(context.n0 + (params?.by ?? 0)) % eventTypes.length],
      n: context.n1,
    })) as never),
  };
};

const effects = ['note', 'tell', 'tell', 'note', 'tell', 'fail'];
const assigns = ['bump', 'add', 'bump', 'swap', 'fix', 'grow', 'blank', 'burst'];
const raises = ['wake', 'wakeBy'];

const actionOf = (tape: Tape): unknown => {
  const name = tape.pick(tape.chance(50) ? (tape.chance(18) ? raises : assigns) : effects);
  switch (tape.below(7)) {
    case 0:
    case 1:
      return name;
    case 2:
      return { type: name };
    case 3:
      return { type: name, params: { by: tape.below(limit) } };
    case 4:
      return { type: name, params: ({ context, event }: Args) => ({ by: context.n0, of: event.type }) };
    case 5:
      return assign(({ context }: Args) => ({ n0: step(context.n1) }));
    default:
      return tape.chance(15) ? raise({ type: tape.pick(eventTypes), n: tape.below(4) } as AnyEventObject) : 'bump';
  }
};

/** None, one or a few actions, in one of the forms in which XState takes them. */
export const actionsOf = (tape: Tape): { readonly actions?: unknown } => {
  const actions = tape.several(3, () => actionOf(tape));
  return actions.length === 0 ? {} : { actions: actions.length === 1 ? actions[0] : actions };
};
