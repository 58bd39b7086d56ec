// Goal: every scenario that users copy shows what it says, at its own seed and at another.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RunSummary } from '../../src/report/summary-types.ts';
import { dte } from './memory-terminal.ts';

const scenarios = readdirSync(new URL('../../scenarios/', import.meta.url)).filter((file) => file.endsWith('.yaml'));

test.each(scenarios.flatMap((file) => [[file, null] as const, [file, '12'] as const]))(
  '%s holds what it expects, with seed %s, and trades',
  async (file, seed) => {
    const words = ['run', `scenarios/${file}`, '--json', '--quiet', ...(seed === null ? [] : ['--seed', seed])];
    const { exitCode, out, err } = await dte(words);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const { intents, arbitrages, expectations, endedBy } = JSON.parse(out) as RunSummary;
    expect(expectations.length).toBeGreaterThan(1);
    expect(endedBy).toBe('finished');
    expect(arbitrages.completed).toBeGreaterThan(20);
    // A burst is refused, but for what a lane of 16 holds; everywhere else most of what is seen is worth something.
    if (file !== 'burst.yaml') expect(intents.planned).toBeGreaterThan(intents.total / 2);
  },
);
