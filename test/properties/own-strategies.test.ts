// Strategies of a user's own in whole runs: what one keeps is saved and restored with the run, and one that throws ends the
// run in an orderly way, or itself alone where others trade on.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunOptions } from '../../src/run/run-options.ts';
import type { IntentDraft, MarketEvent, Strategy } from '../../src/strategies/types.ts';
import { anyChoice, scenarioOf, type ScenarioChoice } from './any-scenario.ts';
import { expectSound, recordsOf, step, toEnd, watched } from './whole-runs.ts';
import { floorOf } from '../fc-seed.ts';

interface Memory {
  readonly seen: number;
  /** The highest that all legs of a pair together were asked for. */
  readonly highest: Readonly<Record<string, bigint>>;
}

/** Buys whenever a pair is cheaper than it has been at its dearest, as long as a coin does not fall on its edge. */
const patient = (name: string, throwsAt: number | null = null): Strategy<Memory> => ({
  name,
  start: () => ({ seen: 0, highest: {} }),
  step: (memory, { pair, quotes }: MarketEvent, { random }) => {
    const seen = memory.seen + 1;
    if (seen === throwsAt) throw new Error('no idea what to do');
    const prices = quotes.flatMap(({ askPx }) => (askPx === null ? [] : [askPx]));
    if (prices.length < quotes.length) return [{ ...memory, seen }, []];
    const cost = prices.reduce((sum, px) => sum + px, 0n);
    const dearest = memory.highest[pair] ?? 0n;
    const highest = { ...memory.highest, [pair]: cost > dearest ? cost : dearest };
    const drafts: IntentDraft[] = random.chance(9_000) && cost < dearest ? [{ pair, sets: 20_000_000n, prices }] : [];
    return [{ seen, highest }, drafts];
  },
});

const named = (strategies: readonly Strategy<Memory>[]): Pick<RunOptions, 'strategies'> => ({
  strategies: new Map(strategies.map((strategy) => [strategy.name, strategy as Strategy<unknown>])),
});

const namesOf = (choice: ScenarioChoice): readonly string[] =>
  scenarioOf(choice, 1).strategies.map(({ strategy }) => strategy);

describe("strategies of a user's own", () => {
  it('resume from what they kept where the run is saved and restored, and decide what the run becomes', () => {
    let begun = 0;
    fc.assert(
      fc.property(anyChoice, fc.nat({ max: 600 }), (choice, cut) => {
        const scenario = scenarioOf(choice, 60);
        const options = named(namesOf(choice).map((name) => patient(name)));
        const whole = watched(scenario, options);
        const summary = toEnd(whole.run);
        expectSound(whole, summary);
        begun += summary.arbitrages.total;

        const first = watched(scenario, options);
        step(first.run, cut);
        const state = structuredClone(first.run.save());
        const second = watched(scenario, options, state);
        expect(toEnd(second.run)).toEqual(summary);
        expect(second.run.digest).toBe(whole.run.digest);
        const other = watched(scenario);
        toEnd(other.run);
        if (summary.intents.total > 0) expect(other.run.digest).not.toBe(summary.digest);
      }),
      { numRuns: 15, unbiased: true },
    );
    expect(begun).toBeGreaterThan(floorOf(50));
  });

  it('end the run when all of them have thrown: written down once each, everything ends, and the audit is content', () => {
    fc.assert(
      fc.property(anyChoice, fc.integer({ min: 1, max: 8 }), (choice, throwsAt) => {
        const names = namesOf(choice);
        const watchedRun = watched(
          // A limit that what they had begun may reach would stop the run by its own name.
          scenarioOf({ ...choice, durationMs: null, risk: { ...choice.risk, drawdownMax: null } }, 120),
          named(names.map((name) => patient(name, throwsAt))),
        );
        const { run, records } = watchedRun;
        const summary = toEnd(run);
        expectSound(watchedRun, summary);
        const faulted = recordsOf(records, 'strategy.faulted');
        expect(faulted.map(({ strategy }) => strategy).toSorted()).toEqual([...names].toSorted());
        for (const { strategy, reason } of faulted)
          expect(reason).toBe(`Strategy '${strategy}' threw at step ${throwsAt}: Error: no idea what to do.`);
        const last = records.findLastIndex(({ type }) => type === 'strategy.faulted');
        expect(recordsOf(records.slice(last), 'intent.received')).toEqual([]);
        expect(summary.strategies.faulted).toBe(names.length);
        expect(summary.endedBy).toBe('strategyFaulted');
      }),
      { numRuns: 20, unbiased: true },
    );
  });

  it('fall alone where others trade on', () => {
    fc.assert(
      fc.property(
        anyChoice.filter(({ pairs }) => pairs.length > 1),
        (choice) => {
          const [thrower = ''] = namesOf(choice);
          const limitless = { ...choice, durationMs: null, risk: { ...choice.risk, drawdownMax: null } };
          const both = watched(scenarioOf(limitless, 60), named([patient(thrower, 1)]));
          const { run, records } = both;
          const summary = toEnd(run);
          expectSound(both, summary);
          expect(recordsOf(records, 'strategy.faulted').map(({ strategy }) => strategy)).toEqual([thrower]);
          expect(recordsOf(records, 'intent.received').every(({ strategy }) => strategy !== thrower)).toBe(true);
          expect(summary.intents.total).toBeGreaterThan(0);
          expect(summary.endedBy).toBe('finished');
        },
      ),
      { numRuns: 12, unbiased: true },
    );
  });
});
