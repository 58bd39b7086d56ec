// A world: virtual time, chance, journal and deferred work. Goal: entries come by time and then by the order in which they
// were put, work that is deferred is done in order at the end of its step, and a world that was saved resumes as itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World, type WorldState } from '../../src/world/world.ts';

type Entry = { readonly kind: 'note'; readonly name: string };

/** Takes every entry that is due until a time, and records when it came with a number of its stream. */
const play = (world: World<Entry>, untilUs: number): void => {
  for (let atUs = world.calendar.peekTimeUs; atUs !== undefined && atUs <= untilUs; atUs = world.calendar.peekTimeUs) {
    const { name } = world.calendar.next()!;
    world.record({ type: 'anomaly.found', kind: name, detail: String(world.streams.stream(name).nextUint32()) });
  }
};

const anyEntries = fc.array(fc.record({ delayUs: fc.nat({ max: 1_000 }), name: fc.constantFrom('a', 'b', 'c') }), {
  maxLength: 30,
});

describe('a world', () => {
  it('lets entries come by their time, and those of one time as they were put', () => {
    const world = new World<Entry>('7');
    for (const [delayUs, name] of [
      [20, 'c'],
      [10, 'a'],
      [10, 'b'],
    ] as const)
      world.after(delayUs, { kind: 'note', name });
    const seen: string[] = [];
    world.journal.consume((body, _seq, atUs) => seen.push(`${atUs} ${'kind' in body ? body.kind : ''}`));
    play(world, 100);
    expect(seen).toEqual(['10 a', '10 b', '20 c']);
  });

  it('takes an entry back, and one that has come is no mistake', () => {
    const world = new World<Entry>('7');
    const id = world.after(10, { kind: 'note', name: 'a' });
    world.cancel(id);
    world.cancel(id);
    expect(world.calendar.size).toBe(0);
  });

  it('does deferred work at the end of a step, in order, with what it defers behind it', () => {
    const world = new World<Entry>('7');
    const done: string[] = [];
    world.defer(() => {
      done.push('first');
      world.defer(() => done.push('third'));
    });
    world.defer(() => done.push('second'));
    expect(done).toEqual([]);
    world.settle();
    world.settle();
    expect(done).toEqual(['first', 'second', 'third']);
  });

  it('resumes from what was saved, to the same digest', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), anyEntries, fc.nat({ max: 1_000 }), (seed, entries, cutUs) => {
        const begin = (): World<Entry> => {
          const world = new World<Entry>(seed);
          for (const { delayUs, name } of entries) world.after(delayUs, { kind: 'note', name });
          play(world, cutUs);
          return world;
        };
        const whole = begin();
        const resumed = new World<Entry>('another seed', structuredClone<WorldState<Entry>>(begin().save()));
        play(whole, Infinity);
        play(resumed, Infinity);
        expect(resumed.journal.digestHex()).toBe(whole.journal.digestHex());
      }),
      { numRuns: 100 },
    );
  });
});
