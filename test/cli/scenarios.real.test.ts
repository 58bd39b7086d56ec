// Goal: every scenario that users copy shows what it says, at its own seed and at another.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { RunSummary } from '../../src/report/summary-types.ts';
import { dte } from './memory-terminal.ts';

/** What scenarios replay that name no recording of their own; it is not part of the project. */
const recordings: Readonly<Record<string, string>> = {
  'fed-dec2025.yaml': fileURLToPath(
    new URL('../../../shared/data/fed-dec2025-nochange-crossvenue/crossvenue_levels_30min.csv', import.meta.url),
  ),
};
const isThere = (file: string): boolean => {
  const recording = recordings[file];
  if (recording === undefined || existsSync(recording)) return true;
  process.stderr.write(`\nSKIPPED: ${recording} is not there, and ${file} is not run.\n`);
  return false;
};
const scenarios = readdirSync(new URL('../../scenarios/', import.meta.url)).filter(
  (file) => file.endsWith('.yaml') && isThere(file),
);

test.each(scenarios.flatMap((file) => [[file, null] as const, [file, '12'] as const]))(
  '%s holds what it expects, with seed %s, and trades',
  async (file, seed) => {
    const recording = recordings[file];
    const data = recording === undefined ? [] : ['--data', recording];
    const words = [
      'run',
      `scenarios/${file}`,
      '--json',
      '--quiet',
      ...(seed === null ? [] : ['--seed', seed]),
      ...data,
    ];
    const { exitCode, out, err } = await dte(words);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const { intents, arbitrages, expectations, endedBy } = JSON.parse(out) as RunSummary;
    expect(expectations.length).toBeGreaterThan(1);
    expect(endedBy).toBe('finished');
    expect(arbitrages.completed).toBeGreaterThan(20);
    // A burst is refused, but for what a lane of 16 holds; everywhere else most of what is seen is worth something.
    if (file !== 'burst.yaml') expect(intents.planned).toBeGreaterThan(intents.total / 2);
  },
  20_000,
);
