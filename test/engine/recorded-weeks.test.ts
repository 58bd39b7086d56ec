// Goal: the three recorded weeks run through both venues, find what was there, and come to the same end however they are read,
// saved and resumed. Oracle: the counts on the data's own page.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openRecordingFor } from '../../src/run/open-recording.ts';
import { createRun } from '../../src/run/create-run.ts';
import type { Run, RunState } from '../../src/run/run.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { ScenarioData } from '../../src/scenario/types.ts';

const file = 'scenarios/fed-dec2025.yaml';
const parsed = parseScenario(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), file);
const { scenario, hash } = parsed as Extract<typeof parsed, { ok: true }>;

const begin = async (readAhead?: number, state?: RunState): Promise<Run> => {
  const data = scenario.data as ScenarioData;
  const input = await openRecordingFor(data, data.file as string, readAhead);
  return createRun(scenario, { scenarioHash: hash, input }, state);
};

/** Kalshi's fee of a contract, unrounded, in 10^-14: 0.07 × p × (1 − p). */
const feeOf = (px: bigint): bigint => 7n * px * (1_000_000n - px);

describe('the recorded three weeks', () => {
  const epochOf = async (dateMs: number | undefined, isRead: boolean): Promise<string | null> => {
    const data = scenario.data as ScenarioData;
    const input = await openRecordingFor(data, data.file as string);
    const dated = dateMs === undefined ? scenario : { ...scenario, dateMs };
    const run = createRun(dated, { scenarioHash: hash, input });
    let epochMs: number | null = null;
    run.consume((body) => {
      if (body.type === 'run.started') epochMs = body.epochMs ?? null;
    });
    if (isRead) await run.readInput();
    run.stop('before anything has happened');
    return epochMs === null ? null : new Date(epochMs).toISOString();
  };

  it('begin at the first instant of the recording, read or not, unless the scenario has a date', async () => {
    expect(await epochOf(undefined, true)).toBe(new Date(1_763_272_880_028).toISOString());
    expect(await epochOf(undefined, false)).toBe(await epochOf(undefined, true));
    expect(await epochOf(Date.UTC(2026, 11, 10), true)).toBe('2026-12-10T00:00:00.000Z');
  });

  it('hold 337 opportunities one way and 1 the other, 223 and 0 after the fee, which are taken in full and accounted for', async () => {
    const run = await begin();
    const gross: Record<string, number> = {};
    const net: Record<string, number> = {};
    run.consume((body) => {
      if (body.type !== 'opportunity.seen') return;
      const px = body.legs.find(({ venue }) => venue === 'kalshi')?.price ?? 0n;
      gross[body.pair] = (gross[body.pair] ?? 0) + 1;
      if (body.edgePx * 100_000_000n > feeOf(px)) net[body.pair] = (net[body.pair] ?? 0) + 1;
    });
    const { audit, opportunities, recording, arbitrages, pnl, digest } = await run.finish();
    expect(gross).toEqual({ 'FED-DEC': 337, 'FED-DEC.reverse': 1 });
    expect(net).toEqual({ 'FED-DEC': 223 });
    expect(audit.found).toEqual([]);
    expect(recording).toMatchObject({ updates: 2_012, noted: { broken: 1, untradable: 1 } });
    const { taken, captured } = opportunities['FED-DEC']!;
    expect({ taken, captured }).toEqual({
      taken: arbitrages.total,
      captured: arbitrages.completed + arbitrages.partial,
    });
    expect(arbitrages.total).toBeGreaterThan(100);
    // Not all of it could be had, and the causes account for every micro.
    expect(pnl.captured).toBeLessThan(pnl.expected);
    expect(pnl.differences.reduce((sum, { amount }) => sum + amount, 0n)).toBe(pnl.captured - pnl.expected);
    const again = await begin(7);
    for (let steps = 0; steps < 6_000; steps += 1) {
      if (again.needsInput) await again.readInput();
      again.step();
    }
    const state = structuredClone(again.save());
    expect((await (await begin(1_000, state)).finish()).digest).toBe(digest);
    expect((await again.finish()).digest).toBe(digest);
  }, 120_000);
});
