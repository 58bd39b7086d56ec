// Mutation testing of the sources, in five areas (areas.ts):
//
//   npm run test:mutants:sources -- [--area <name>]… [--file <part of a path>] [--sample <number>] [--seed <text>]
//     [--match <part of a mutant's name>]… [--list] [--verbose]
//
// `--sample` tries so many mutants of each area, drawn by `--seed`; without it all are tried. `--list` prints the mutants
// and tries none. `--verbose` prints what killed each. Survivors are printed: each wants a test of its part, or an entry
// with a reason in equivalent/. Exits 1 where an area's score is below the one that is recorded in areas.ts, or where the list
// of equivalents is wrong; with `--strict` also where a mutant survives.
import { parseArgs } from 'node:util';
import { RandomStreams } from '../../../src/kernel/random/streams.ts';
import { areas, type Area } from './areas.ts';
import { equivalentMutants } from './equivalent/list.ts';
import { JudgingProcess } from './judging-process.ts';
import type { Mutation } from './mutations.ts';
import { readSources } from './read-sources.ts';
import { nameOf, percentOf, scoreOf, staleEntries, type Score, type Verdict } from './score.ts';
import { measureArea, tryMutants } from './try-area.ts';

const { values: asked } = parseArgs({
  options: {
    area: { type: 'string', multiple: true, default: [] },
    file: { type: 'string', default: '' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '7' },
    match: { type: 'string', multiple: true, default: [] },
    list: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
/** Of fewer mutants the score is a matter of chance. */
const COUNTED_MIN = 100;
const PROGRESS_EVERY = 25;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const chosenAreas = (): readonly Area[] => {
  for (const name of asked.area)
    if (!areas.some((area) => area.name === name))
      throw new Error(`There is no area '${name}'. The areas are ${areas.map((area) => area.name).join(', ')}.`);
  return areas.filter(({ name }) => asked.area.length === 0 || asked.area.includes(name));
};

/** So many of the mutants as are asked for, any of them with the same chance, in the order of the sources. */
const sampled = (area: string, mutations: readonly Mutation[]): readonly Mutation[] => {
  const size = asked.sample === undefined ? mutations.length : Number(asked.sample);
  if (!Number.isSafeInteger(size) || size < 1)
    throw new Error(`--sample is a whole number from 1, not '${asked.sample}'.`);
  const stream = new RandomStreams(asked.seed).stream(`mutants of ${area}`);
  const drawn = mutations.map((mutation, index) => ({ mutation, index, rank: stream.nextBelow(2 ** 32) }));
  return drawn
    .toSorted((left, right) => left.rank - right.rank || left.index - right.index)
    .slice(0, size)
    .toSorted((left, right) => left.index - right.index)
    .map(({ mutation }) => mutation);
};

const line = (name: string, score: Score): string =>
  `${name.padEnd(12)} ${percentOf(score)} %: ${score.tried} tried, ${score.killed} killed (${score.timedOut} by the limit of time), ` +
  `${score.equivalent} equivalent, ${score.survivors.length} survived`;

// A signal ends a process without its `exit`, in which the one that judges is ended.
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
] as const)
  process.on(signal, () => process.exit(128 + number));

const sources = readSources();
const chosen = chosenAreas();
const wrong = staleEntries(
  equivalentMutants,
  sources.flatMap(({ mutations }) => mutations),
).map(
  ({ file, line: text, mutation }) =>
    `listed as equivalent, but there is no such mutant: ${file}: ${text}: ${mutation}`,
);
const scores: (readonly [name: string, score: Score])[] = [];

for (const area of chosen) {
  const files = sources.filter((source) => source.area === area.name);
  const all = files
    .filter(({ file }) => file.includes(asked.file))
    .flatMap(({ mutations }) => mutations)
    .filter((mutation) => asked.match.length === 0 || asked.match.some((part) => nameOf(mutation).includes(part)));
  const mutations = sampled(area.name, all);
  say(`${area.name}: ${mutations.length} of ${all.length} mutants, seed ${asked.seed}`);
  if (asked.list) for (const mutation of mutations) say(`  ${nameOf(mutation)}`);
  if (asked.list || mutations.length === 0) continue;
  const judging = new JudgingProcess();
  const verdicts: Verdict[] = [];
  const { tests, unfair } = await measureArea(area, files, judging);
  wrong.push(...unfair);
  for await (const verdict of tryMutants(mutations, files, tests, judging)) {
    verdicts.push(verdict);
    if (verdicts.length % PROGRESS_EVERY === 0) process.stderr.write(`${verdicts.length} of ${mutations.length}\n`);
    if (asked.verbose)
      say(
        `  ${verdict.fate}: ${nameOf(verdict.mutation)}${verdict.killedBy === null ? '' : ` by ${verdict.killedBy}`}`,
      );
  }
  judging.end();
  const score = scoreOf(verdicts, equivalentMutants);
  scores.push([area.name, score]);
  say(line(area.name, score));
  for (const mutant of score.survivors) say(`survived: ${mutant}`);
  if (asked.strict && score.survivors.length > 0) wrong.push(`${area.name}: ${score.survivors.length} survived`);
  if (score.tried >= COUNTED_MIN && percentOf(score) < area.percentMin)
    wrong.push(`${area.name}: ${percentOf(score)} % is below the ${area.percentMin} % that are recorded`);
  wrong.push(...score.wronglyListed.map((mutant) => `listed as equivalent, but killed: ${mutant}`));
}

if (scores.length > 1) for (const [name, score] of scores) say(line(name, score));
for (const sentence of wrong) say(sentence);
process.exitCode = wrong.length === 0 ? 0 : 1;
