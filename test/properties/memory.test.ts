// Memory is bounded by what lives: once no venue can speak of an arbitrage any more, no trace of it is left in any part of
// the run. Looked for by name in everything that is saved, whatever part it is in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../src/journal/records.ts';
import { createRun } from '../../src/run/create-run.ts';
import { auditRetainUsOf } from '../../src/scenario/audit-retain.ts';
import { anyChoice, scenarioOf, type ScenarioChoice } from './any-scenario.ts';
import { toEnd } from './whole-runs.ts';
import { floorOf } from '../fc-seed.ts';

/** Every text in plain data, and every number that says of which arbitrage something is. */
const namesIn = (value: unknown, found: Set<string>, key = ''): Set<string> => {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'number' && (key === 'arbitrage' || key === 'intent')) found.add(`${value}.`);
  else if (value instanceof Map || value instanceof Set) for (const each of value) namesIn(each, found);
  else if (Array.isArray(value)) for (const each of value) namesIn(each, found);
  else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    for (const [name, each] of Object.entries(value)) namesIn(each, found, name);
  return found;
};

/** How long after its last record an order may still wait for an answer that does not come. */
const WAITS_US = 10_000_000;

const expectForgotten = (
  choice: ScenarioChoice,
  moments: number,
): { readonly begun: number; readonly kept: number } => {
  const scenario = scenarioOf(choice, moments);
  const run = createRun(scenario, { scenarioHash: 'any', pickStory: false });
  const lastAtUs = new Map<number, number>();
  const ofTrade = new Map<string, number>();
  run.consume((body: RecordBody, _seq, atUs) => {
    if (body.type === 'arbitrage.moved') lastAtUs.set(body.arbitrage, atUs);
    if (!('clOrdId' in body) || body.clOrdId === undefined) return;
    const number = Number.parseInt(body.clOrdId, 10);
    lastAtUs.set(number, atUs);
    if (body.type === 'venue.filled') ofTrade.set(body.tradeId, number);
  });
  const { arbitrages } = toEnd(run);

  const state = run.save();
  // The digest's open block is the journal's last lines: they go as the next block begins.
  const { journal: _lines, ...time } = state.core.time;
  const { audit } = state;
  const inEngine = namesIn({ ...state.core, time }, new Set());
  // The audit does not know when the engine releases: it waits longer than it must, and looks as arbitrages move. A result
  // that comes long after all of them makes it look through nothing.
  const auditedUs = 2 * auditRetainUsOf(scenario);
  const movedUs = Math.max(0, ...lastAtUs.values());
  const places = [
    ['engine', inEngine, scenario.recordUs, run.nowUs],
    ['audit', namesIn({ ...audit, findings: [] }, new Set()), auditedUs, movedUs],
  ] as const;
  let kept = 0;
  for (const [place, names, forUs, untilUs] of places)
    for (const name of names) {
      const number = /^\d+\./.test(name) ? Number.parseInt(name, 10) : ofTrade.get(name);
      const atUs = number === undefined ? undefined : lastAtUs.get(number);
      if (atUs === undefined) continue;
      kept += 1;
      expect(`${place} ${name} ${atUs + forUs + WAITS_US >= untilUs ? 'just ended' : 'ended long ago'}`).toBe(
        `${place} ${name} just ended`,
      );
    }
  // The summary measures hops: it waits for the words that are still to come, of a bounded number of orders.
  expect(state.summary.hops.orders.length).toBeLessThanOrEqual(1_024);
  return { begun: arbitrages.total, kept };
};

describe('what has ended is forgotten', () => {
  it('in the engine, the books, the venues, the settlements and the audit, whatever went wrong', () => {
    let begun = 0;
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const slow = { kind: 'constant', everyUs: 400_000 } as const;
        // A fault that strikes so many orders at most remembers which they were: as many as the scenario says.
        const faults = choice.faults.map((fault) => ({ ...fault, ordersMax: null }));
        // A result closes its market: it comes when most is over, or long after all.
        const pairs = choice.pairs.map(({ resolution, ...pair }) => {
          const atMs = Math.max(resolution?.atMs ?? 0, 40_000);
          return { ...pair, resolution: resolution === null ? null : { ...resolution, atMs } };
        });
        const seed = `seed ${choice.seed}`;
        begun += expectForgotten(
          { ...choice, seed, pairs, faults, arrivals: slow, durationMs: null, recordMs: 2_000 },
          120,
        ).begun;
      }),
      { numRuns: 25, unbiased: true },
    );
    expect(begun).toBeGreaterThan(floorOf(500));
  });
});
