// A scenario file's text into a scenario, or into everything that is wrong with it. Reads no files itself.
import { dirname } from 'node:path';
import type { z } from 'zod';
import { printable } from '../kernel/printable.ts';
import { lengthFile, scenarioFile, type arrivalsFile, type patienceFile, type riskFile } from './file/schema.ts';
import { resolveData } from './data.ts';
import { resolveExpectations } from './expectations.ts';
import { resolveFaults } from './faults.ts';
import { scenarioHash } from './hash.ts';
import { resolveMarkets } from './markets.ts';
import { inOrder } from './order.ts';
import { resolvePairs } from './pairs.ts';
import { choicesText, keyText, type Path, type Problem } from './problem.ts';
import { checkRates, resolveRates, usualCurrency } from './rates.ts';
import { readTree, type Place, type ReadTree } from './read-tree.ts';
import { createReader, type Entries, type Reader } from './reader.ts';
import { resolveStrategies } from './strategies.ts';
import type { ArrivalProcess, RunLength, Scenario } from './types.ts';
import { resolveVenues } from './venues.ts';

/** What reading a scenario may need to know of the world. */
export interface ParseOptions {
  /** The folder that strategies' modules are looked for from, as an absolute path; left out, that of the file. */
  readonly directory?: string;
  /** Whether there is a file at a path; left out, it is taken for granted. */
  readonly fileExists?: (path: string) => boolean;
}

/** A scenario with the hash of all that it says, or all that is wrong, by line. */
export type ParsedScenario =
  | { readonly ok: true; readonly scenario: Scenario; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the text of a scenario file. Never throws; no two mistakes hide each other, but for a text that is no YAML. */
export const parseScenario = (text: string, fileName: string, options: ParseOptions = {}): ParsedScenario => {
  const problems: Problem[] = [];
  // A sentence is a line, whatever the names in it hold.
  const take = (path: Path, message: string, { line, column }: Place): void => {
    problems.push({ file: fileName, line, column, key: keyText(path), message: printable(message) });
  };
  const tree = readTree(text);
  for (const { line, column, path, message } of tree.problems) take(path, message, { line, column });
  if (!('root' in tree)) return { ok: false, problems: sorted(problems) };
  const report = (path: Path, message: string): void => {
    take(path, message, tree.placeOf(path));
  };
  const resolved = resolveScenario(createReader(tree.root, report), tree, fileName, options);
  if (problems.length > 0 || resolved === null) return { ok: false, problems: sorted(problems) };
  const { scenario, portable } = resolved;
  return { ok: true, scenario, hash: scenarioHash(portable) };
};

/** A scenario, and the same with the modules of strategies as they were written, wherever the file is. */
interface Resolved {
  readonly scenario: Scenario;
  readonly portable: Scenario;
}

const PROBLEMS_MAX = 100;

const sorted = (problems: readonly Problem[]): readonly Problem[] => {
  const byLine = problems.toSorted((left, right) => left.line - right.line || left.column - right.column);
  const shown = byLine.slice(0, PROBLEMS_MAX);
  const next = byLine[PROBLEMS_MAX];
  if (next === undefined) return shown;
  return [...shown, { ...next, message: `From here on there are ${byLine.length - PROBLEMS_MAX} more mistakes.` }];
};

const resolveScenario = (
  reader: Reader,
  { root }: ReadTree,
  fileName: string,
  { directory, fileExists = () => true }: ParseOptions,
): Resolved | null => {
  const { shape } = scenarioFile;
  for (const key of Object.keys(root))
    if (!Object.hasOwn(shape, key))
      reader.report([key], `${key} is not known here: ${choicesText(key, Object.keys(shape))}`);
  const name = reader.one(['name'], shape.name);
  const about = reader.one(['about'], shape.about);
  const seed = reader.one(['seed'], shape.seed);
  const dateMs = reader.one(['date'], shape.date);
  const length = resolveLength(reader);
  const arrivals = resolveArrivals(reader, reader.one(['arrivals'], shape.arrivals));
  const named = reader.one(['currency'], shape.currency);
  const rates = resolveRates(reader);
  const venues = resolveVenues(reader);
  const markets = resolveMarkets(reader, venues);
  const folder = directory ?? dirname(fileName);
  const data = resolveData({ reader, venues, markets, directory: folder });
  const pairs = resolvePairs({ reader, venues, markets, isRecorded: reader.has(['data']) });
  const currency = named ?? usualCurrency(venues);
  checkRates(reader, rates, currency, pairs, venues);
  const strategies = resolveStrategies({ reader, venues, markets, pairs, directory: folder, fileExists });
  const risk = reader.one(['risk'], shape.risk);
  const patience = reader.one(['patience'], shape.patience);
  const unwinding = reader.one(['unwinding'], shape.unwinding);
  const recordUs = reader.one(['record'], shape.record);
  const faults = resolveFaults(reader, venues);
  const expect = resolveExpectations(reader);
  if (about === undefined || seed === undefined || recordUs === undefined || length === null || arrivals === null)
    return null;
  if (risk === undefined || patience === undefined || unwinding === undefined) return null;
  const scenario = inOrder({
    name: name ?? baseName(fileName),
    about,
    seed,
    ...(dateMs === undefined ? {} : { dateMs }),
    length,
    arrivals,
    currency,
    rates,
    venues: present(venues),
    markets: present(markets).flatMap(present),
    pairs: present(pairs),
    ...(data === undefined ? {} : { data }),
    strategies: strategies.map(({ strategy }) => strategy),
    risk: resolveRisk(risk),
    patience: resolvePatience(patience),
    unwinding: { stepPx: unwinding.step, repriceUs: unwinding.reprice },
    recordUs,
    faults,
    expect,
  });
  const writtenModules = new Map(strategies.map(({ strategy, writtenModule }) => [strategy.strategy, writtenModule]));
  const written = scenario.strategies.map((each) => ({ ...each, module: writtenModules.get(each.strategy) ?? null }));
  // Which recording it is, its own hash says, wherever its file is.
  const portableData = scenario.data === undefined ? {} : { data: { ...scenario.data, file: null } };
  return { scenario, portable: { ...scenario, ...portableData, strategies: written } };
};

const present = <T>(entries: Entries<T>): readonly T[] =>
  [...entries.values()].filter((entry): entry is Exclude<typeof entry, null> => entry !== null);

const baseName = (fileName: string): string => (fileName.split(/[/\\]/).at(-1) ?? fileName).replace(/\.ya?ml$/, '');

const resolveLength = (reader: Reader): RunLength | null => {
  if (!reader.has(['length'])) {
    if (reader.has(['data'])) return { intentsMax: null, durationUs: null };
    reader.report(['length'], 'length is missing: say how long the run is, such as { intents: 2000 }.');
    return null;
  }
  const file = reader.one(['length'], lengthFile);
  if (file === undefined) return null;
  const { intents, duration } = file;
  if (intents === undefined && duration === undefined) {
    reader.report(['length'], 'length must have intents, duration or both, such as { intents: 2000 }.');
    return null;
  }
  return { intentsMax: intents ?? null, durationUs: duration ?? null };
};

const resolveArrivals = (reader: Reader, file: z.output<typeof arrivalsFile> | undefined): ArrivalProcess | null => {
  if (file === undefined) return null;
  const { constant, poisson, bursts } = file;
  if ([constant, poisson, bursts].filter((process) => process !== undefined).length !== 1) {
    reader.report(['arrivals'], 'arrivals must be exactly one of constant, poisson and bursts.');
    return null;
  }
  if (constant !== undefined) return { kind: 'constant', everyUs: constant.every };
  if (poisson !== undefined) return { kind: 'poisson', perSecond: poisson.perSecond };
  if (bursts === undefined) return null;
  if (bursts.every === 0 && bursts.pause === 0) {
    reader.report(['arrivals', 'bursts'], 'bursts must take time: every or pause must be above 0.');
    return null;
  }
  return { kind: 'bursts', size: bursts.size, everyUs: bursts.every, pauseUs: bursts.pause };
};

const resolveRisk = (risk: z.output<typeof riskFile>): Scenario['risk'] => ({
  ...risk,
  liveArbitragesMax: risk.liveArbitragesMax ?? null,
});

const resolvePatience = (patience: z.output<typeof patienceFile>): Scenario['patience'] => ({
  ackUs: patience.ack,
  cancelUs: patience.cancel,
  replaceUs: patience.replace,
  visibilityUs: patience.visibility,
  settlementUs: patience.settlement,
  doubtUs: patience.doubt,
});
