import { GCProfiler, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PassingMap } from '../../src/kernel/passing-map.ts';

interface AnyMap {
  set(key: string, value: unknown): unknown;
  delete(key: string): boolean;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const oldBytes = (heap: { readonly heapSpaceStatistics: readonly { spaceName: string; spaceUsedSize: number }[] }) =>
  heap.heapSpaceStatistics.find(({ spaceName }) => spaceName === 'old_space')?.spaceUsedSize ?? Number.NaN;

/** Lets so many entries pass through a map that holds 1,500; how many bytes of them reached the old generation. */
const bytesGrownOld = (map: AnyMap, entries: number): number => {
  const profiler = new GCProfiler();
  for (let index = 0; index < entries; index += 1) {
    // From here on the map's table is old.
    if (index === 20_000) {
      collect();
      profiler.start();
    }
    map.set(`order ${index}`, { index, fills: [{ qty: index }], filled: new Array<number>(20).fill(index) });
    if (index >= 1_500) map.delete(`order ${index - 1_500}`);
  }
  const scavenges = profiler.stop().statistics.filter(({ gcType }) => gcType === 'Scavenge');
  return scavenges.reduce((sum, { beforeGC, afterGC }) => sum + oldBytes(afterGC) - oldBytes(beforeGC), 0);
};

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('set' as const), key: fc.integer({ min: 0, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('setNew' as const), key: fc.integer({ min: 0, max: 40 }) }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('delete' as const), key: fc.integer({ min: 0, max: 40 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('pass' as const), key: fc.integer({ min: 100, max: 2_000 }) }),
  },
);

describe('a passing map', () => {
  it('holds what a Map holds, in its order, however often it has moved', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const map = new PassingMap<number, number>([[7, -1]]);
        const model = new Map<number, number>([[7, -1]]);
        steps.forEach(({ what, key }, at) => {
          if (what === 'set') {
            map.set(key, at);
            model.set(key, at);
          } else if (what === 'setNew') {
            expect(map.setNew(key, at)).toBe(!model.has(key));
            model.set(key, at);
          } else if (what === 'delete') expect(map.delete(key)).toBe(model.delete(key));
          else
            for (let passing = 100; passing < 100 + key; passing += 1) {
              map.set(passing, at);
              map.delete(passing);
            }
          expect(map.size).toBe(model.size);
          expect([map.get(key), map.has(key)]).toEqual([model.get(key), model.has(key)]);
        });
        expect([...map]).toEqual([...model]);
        expect([...map.keys()]).toEqual([...model.keys()]);
        expect([...map.values()]).toEqual([...model.values()]);
      }),
    );
  });

  it('releases what has passed while it is young, which a Map does not', () => {
    // What a Map costs is here so that a V8 in which it costs nothing shows that this map may be removed.
    const ofMap = bytesGrownOld(new Map(), 200_000);
    expect(bytesGrownOld(new PassingMap(), 200_000)).toBeLessThan(ofMap / 4);
  });
});
