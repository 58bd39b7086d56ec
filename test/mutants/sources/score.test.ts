// Goal: a survivor is never counted as killed, and no entry of the list of equivalents outlives its mutant.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { equivalentMutants } from './equivalent/list.ts';
import type { Mutation } from './mutations.ts';
import { percentOf, scoreOf, staleEntries, type Fate, type Verdict } from './score.ts';

const mutation = (line: number, after: string): Mutation => ({
  file: 'src/a.ts',
  line,
  lineText: `line ${line}`,
  start: 0,
  end: 1,
  before: 'a  <\n b',
  after,
});
const verdict = (line: number, fate: Fate, after = 'b'): Verdict => ({
  mutation: mutation(line, after),
  fate,
  killedBy: fate === 'killed' ? 'a test' : null,
});
const entry = (line: number, after: string) => ({
  file: 'src/a.ts',
  line: `line ${line}`,
  mutation: `a < b → ${after}`,
  why: 'the same',
});

const verdicts = [
  verdict(1, 'killed'),
  verdict(2, 'timed out'),
  verdict(3, 'survived'),
  verdict(4, 'survived'),
  verdict(5, 'not executed'),
];

it('counts what survives and what no test executes as alive, and equivalents apart', () => {
  const score = scoreOf(verdicts, [entry(4, 'b')]);
  expect(score).toEqual({
    tried: 5,
    killed: 2,
    timedOut: 1,
    equivalent: 1,
    survivors: ['src/a.ts:3: a < b → b', 'src/a.ts:5: a < b → b (no test executes it)'],
    wronglyListed: [],
  });
  expect(percentOf(score)).toBe(50);
});

it('finds an entry by file, line and alteration, and none by less', () => {
  for (const other of [entry(3, 'c'), entry(6, 'b'), { ...entry(3, 'b'), file: 'src/b.ts' }])
    expect(scoreOf(verdicts, [other]).equivalent).toBe(0);
  expect(scoreOf(verdicts, [entry(3, 'b')]).equivalent).toBe(1);
});

it('names an entry whose mutant is killed, or that has none any more', () => {
  expect(scoreOf(verdicts, [entry(1, 'b'), entry(2, 'b')]).wronglyListed).toEqual([
    "src/a.ts:1: a < b → b (killed by 'a test')",
    "src/a.ts:2: a < b → b (killed by 'the limit of time')",
  ]);
  const stale = entry(6, 'b');
  expect(
    staleEntries(
      [entry(1, 'b'), stale],
      verdicts.map((one) => one.mutation),
    ),
  ).toEqual([stale]);
});

it('lists no mutant twice, and each with its reason', () => {
  const names = equivalentMutants.map(({ file, line, mutation: alteration }) => `${file} ${line} ${alteration}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { why } of equivalentMutants) expect(why).toMatch(/^[A-Z`].{20,}\.$/);
});

it('quotes lines that stand in their files, whatever has been renamed', () => {
  const lost = equivalentMutants.filter(
    ({ file, line }) =>
      !readFileSync(file, 'utf8')
        .split('\n')
        .some((text) => text.trim() === line),
  );
  expect(lost).toEqual([]);
});
