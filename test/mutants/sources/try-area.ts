// Tries mutants of one area: first which test executes what, then each mutant with the tests that execute its place.
import { type Area, testFilesOf } from './areas.ts';
import type { JudgingProcess } from './judging-process.ts';
import { mutated, type Mutation } from './mutations.ts';
import { placeAt, probed } from './probes.ts';
import type { AreaFile } from './read-sources.ts';
import type { Verdict } from './score.ts';

/** How long a test file may take over sources with probes, in milliseconds of wall time. */
const MEASURE_MS_MAX = 600_000;
/** A mutant may take so long beyond what its tests take; it is far from what a slow machine adds. */
const MUTANT_EXTRA_MS = 20_000;
const MUTANT_TIMES = 4;

interface MeasuredTest {
  readonly testFile: string;
  readonly durationMs: number;
  readonly places: ReadonlySet<string>;
}

/** What each test file of an area executes, and the sentences of those that fail over the true sources: they judge nothing. */
export interface Measured {
  readonly tests: readonly MeasuredTest[];
  readonly unfair: readonly string[];
}

/** Runs every test file of an area over sources with probes. */
export const measureArea = async (
  area: Area,
  files: readonly AreaFile[],
  process: JudgingProcess,
): Promise<Measured> => {
  const texts = Object.fromEntries(files.map(({ file, source }) => [file, probed(file, source)]));
  const tests: MeasuredTest[] = [];
  const unfair: string[] = [];
  for (const testFile of testFilesOf(area)) {
    const judgement = await process.ask({ testFiles: [testFile], texts }, MEASURE_MS_MAX);
    if (judgement === null) unfair.push(`${testFile} takes too long over the true sources`);
    else if (judgement.failed !== null) unfair.push(`the true sources do not pass ${judgement.failed}`);
    else tests.push({ testFile, durationMs: judgement.durationMs, places: new Set(judgement.places) });
  }
  return { tests, unfair };
};

/** The tests to run over a mutant: that of the part itself, then the quickest first. */
const testsFor = (mutation: Mutation, file: AreaFile, measured: readonly MeasuredTest[]): readonly MeasuredTest[] => {
  const place = placeAt(mutation.file, file.source, mutation.start, mutation.end);
  const own = mutation.file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
  const rank = ({ testFile, durationMs }: MeasuredTest): number => (testFile === own ? -1 : durationMs);
  return measured.filter(({ places }) => places.has(place)).toSorted((left, right) => rank(left) - rank(right));
};

/** What became of each mutant, one after the other. */
export async function* tryMutants(
  mutations: readonly Mutation[],
  files: readonly AreaFile[],
  measured: readonly MeasuredTest[],
  process: JudgingProcess,
): AsyncGenerator<Verdict> {
  for (const mutation of mutations) {
    const file = files.find((one) => one.file === mutation.file) as AreaFile;
    const tests = testsFor(mutation, file, measured);
    if (tests.length === 0) {
      yield { mutation, fate: 'not executed', killedBy: null };
      continue;
    }
    const limitMs = MUTANT_EXTRA_MS + MUTANT_TIMES * tests.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const judgement = await process.ask(
      {
        testFiles: tests.map(({ testFile }) => testFile),
        texts: { [mutation.file]: mutated(file.source.text, mutation) },
      },
      limitMs,
    );
    if (judgement === null) yield { mutation, fate: 'timed out', killedBy: null };
    else yield { mutation, fate: judgement.failed === null ? 'survived' : 'killed', killedBy: judgement.failed };
  }
}
