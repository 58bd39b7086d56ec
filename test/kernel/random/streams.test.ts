import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { RandomStream } from '../../../src/kernel/random/stream.ts';
import { RandomStreams, streamCountMax } from '../../../src/kernel/random/streams.ts';

const name = fc.constantFrom('acks', 'fills', 'rejects', '7', '__proto__', 'Ärger');
const draws = fc.array(name, { maxLength: 60 });

const drawAll = (streams: RandomStreams, names: readonly string[]): readonly (readonly [string, number])[] =>
  names.map((drawn) => [drawn, streams.stream(drawn).nextUint32()] as const);

describe('the named streams of a run', () => {
  test('do not move each other: draws more or fewer in one leave all others as they were', () => {
    fc.assert(
      fc.property(fc.integer(), draws, name, (seed, names, removed) => {
        const others = names.filter((drawn) => drawn !== removed);
        const all = drawAll(new RandomStreams(seed), names);
        expect(all.filter(([drawn]) => drawn !== removed)).toEqual(drawAll(new RandomStreams(seed), others));
      }),
    );
  });

  test('each draw what the stream of this seed and name draws alone', () => {
    fc.assert(
      fc.property(fc.integer(), draws, (seed, names) => {
        const alone = new Map<string, RandomStream>();
        for (const [drawn, value] of drawAll(new RandomStreams(seed), names)) {
          const stream = alone.get(drawn) ?? RandomStream.fromSeed(seed, drawn);
          alone.set(drawn, stream);
          expect(value).toBe(stream.nextUint32());
        }
      }),
    );
  });

  test('are one object a name', () => {
    const streams = new RandomStreams(1);
    expect(streams.stream('fills')).toBe(streams.stream('fills'));
  });

  test('continue with the same numbers after they were saved, carried as JSON and restored', () => {
    fc.assert(
      fc.property(fc.integer(), draws, draws, (seed, before, then) => {
        const streams = new RandomStreams(seed);
        drawAll(streams, before);
        const restored = RandomStreams.restore(JSON.parse(JSON.stringify(streams.save())));
        expect(restored.seed).toBe(streams.seed);
        expect(drawAll(restored, then)).toEqual(drawAll(streams, then));
        expect(restored.save()).toEqual(streams.save());
      }),
    );
  });

  test('are saved in the order of their names, whatever the order of their use', () => {
    fc.assert(
      fc.property(draws, (names) => {
        const saved = (order: readonly string[]): string => {
          const streams = new RandomStreams(9);
          for (const drawn of order) streams.stream(drawn);
          return JSON.stringify(streams.save());
        };
        expect(saved(names.toReversed())).toBe(saved(names));
      }),
    );
    const streams = new RandomStreams(9);
    for (const drawn of ['b', 'Ä', 'a', 'B', '10', '9']) streams.stream(drawn);
    expect(streams.save().streams.map((saved) => saved.name)).toEqual(['10', '9', 'B', 'a', 'b', 'Ä']);
  });

  test('are bounded: a stream named after each order is a programming error', () => {
    const streams = new RandomStreams(1);
    for (let index = 0; index < streamCountMax; index += 1) streams.stream(`use ${index}`);
    expect(() => streams.stream('one more')).toThrow(AssertionFailed);
    expect(() => streams.stream('use 0')).not.toThrow();
  });

  test('cannot be restored from a save that names a stream twice', () => {
    const streams = new RandomStreams(1);
    streams.stream('fills');
    const saved = streams.save();
    expect(() => RandomStreams.restore({ ...saved, streams: [...saved.streams, ...saved.streams] })).toThrow(
      AssertionFailed,
    );
  });
});
