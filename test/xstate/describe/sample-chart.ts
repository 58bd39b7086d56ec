// A small chart with one of everything that the descriptions must be able to tell.
import { and, assign, not, or, raise, setup, stateIn } from 'xstate';

/** The sample: a door with a lock, a bell beside it, and an end. */
export const sampleMachine = setup({
  types: { events: {} as { readonly type: string } },
  guards: {
    isKind: (_args, params: { readonly oneOf: readonly string[] }) => params.oneOf.length > 0,
    isLarge: (_args, params: { readonly qty: bigint }) => params.qty > 0n,
    hasKey: () => true,
    isLate: () => false,
    isOpen: stateIn({ open: { door: 'ajar' } }),
    mayRing: or(['hasKey', not('isOpen')]),
  },
  actions: {
    count: assign({}),
    ring: () => {},
    say: (_args, _params: { readonly word: string; readonly times: bigint }) => {},
    again: raise({ type: 'bell.rung' }),
  },
}).createMachine({
  id: 'house',
  description: 'A house; its door "creaks": {loudly} <often>.',
  context: () => ({ count: 0 }),
  initial: 'asleep',
  states: {
    asleep: {
      description: 'Nobody is up.',
      exit: { type: 'say', params: { word: 'morning', times: 2n } },
      on: { 'day.begun': 'open', 'bell.*': { actions: 'ring', description: 'Any bell wakes.' } },
    },
    open: {
      type: 'parallel',
      entry: ['count', 'ring'],
      states: {
        door: {
          initial: 'closed',
          description: 'The door.',
          on: {
            'door.kicked': [
              { guard: 'isLate', target: '.broken', description: 'It gives way at night.' },
              { actions: 'count' },
            ],
          },
          states: {
            closed: {
              always: { guard: { type: 'isKind', params: { oneOf: ['a', 'b'] } }, target: 'ajar' },
              on: {
                'door.opened': [
                  { guard: and(['hasKey', or(['isLate', not('isOpen')])]), target: 'ajar' },
                  { guard: { type: 'isLarge', params: { qty: 5n } }, target: 'broken', reenter: true },
                ],
                'door.kicked': { guard: stateIn({ open: { bell: 'loud' } }), target: 'broken', actions: 'ring' },
              },
            },
            ajar: { on: { 'door.closed': 'closed', 'door.kicked': { actions: ['count', 'ring'] } } },
            broken: { type: 'final', output: { cost: 7 } },
          },
          onDone: { target: '#house.ended', actions: 'again' },
        },
        bell: {
          initial: 'quiet',
          states: {
            quiet: { on: { 'bell.rung': 'loud' } },
            loud: { on: { 'bell.rung': { target: 'loud', reenter: true, actions: 'ring' }, 'bell.muted': 'quiet' } },
          },
        },
      },
      on: { 'day.ended': 'asleep' },
    },
    ended: { type: 'final' },
  },
  on: { '*': { actions: 'count', description: 'Whatever else.' } },
});
