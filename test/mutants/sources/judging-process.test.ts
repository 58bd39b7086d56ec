// Goal: a mutant is judged over a text that is nowhere on the disk, one that loops for ever is ended, and the next one is
// judged all the same.
import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { root } from './areas.ts';
import { JudgingProcess } from './judging-process.ts';

const file = 'src/accounting/average-cost.ts';
const text = readFileSync(`${root}${file}`, 'utf8');
const testFiles = ['test/accounting/average-cost.test.ts'];
const judging = new JudgingProcess();
afterAll(judging.end);

const judged = async (from: string, to: string, limitMs = 100_000) => {
  expect(text).toContain(from);
  return judging.ask({ testFiles, texts: { [file]: text.replace(from, to) } }, limitMs);
};

it('a mutant is killed by name, one that loops ends at its limit, and the source stays as it was', async () => {
  expect((await judged('', ''))?.failed).toBeNull();
  expect((await judged('weightSoFar += weight', 'weightSoFar -= weight'))?.failed).toMatch(
    /^test\/accounting\/average-cost\.test\.ts: /,
  );
  expect(await judged('weightSoFar += weight', 'for (;;)', 3_000)).toBeNull();
  expect((await judged('weightSoFar += weight', 'nonsense('))?.failed).toMatch(/which cannot be run: /);
  expect((await judged('', ''))?.failed).toBeNull();
  expect(readFileSync(`${root}${file}`, 'utf8')).toBe(text);
});

it('probes tell which places were executed', async () => {
  const probes = `globalThis.__executedPlaces?.add('here');\n${text}`;
  expect((await judging.ask({ testFiles, texts: { [file]: probes } }, 100_000))?.places).toEqual(['here']);
});
