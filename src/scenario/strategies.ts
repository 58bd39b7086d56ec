// The strategies of a scenario: who trades which pairs, within which limits.
import { resolve } from 'node:path';
import { printMicros } from '../money/decimal.ts';
import { strategyFile, type StrategyFile } from './file/schema.ts';
import type { Markets } from './markets.ts';
import { reverseName } from './reverse-pairs.ts';
import { choicesText, keyText, quoted, type Report } from './problem.ts';
import { lookUp, type Entries, type Reader } from './reader.ts';
import { checkTrade } from './trade-checks.ts';
import type { ScenarioPair, ScenarioStrategy, ScenarioVenue } from './types.ts';

/** What strategies refer to, and where their modules are. */
export interface StrategyContext {
  readonly reader: Reader;
  readonly venues: Entries<ScenarioVenue>;
  readonly markets: Markets;
  readonly pairs: Entries<ScenarioPair>;
  readonly directory: string;
  readonly fileExists: (path: string) => boolean;
}

/** A strategy, and its module as it was written, which unlike its path is the same on every machine. */
export interface ResolvedStrategy {
  readonly strategy: ScenarioStrategy;
  readonly writtenModule: string;
}

/** The strategies in the order of the file. */
export const resolveStrategies = (given: StrategyContext): readonly ResolvedStrategy[] => {
  const { reader } = given;
  const context = { ...given, report: onceEach(reader.report) };
  if (!reader.has(['strategies'])) return resolveStrategy(context, 'generator', strategyFile.parse({})) ?? [];
  return (reader.names(['strategies'], true) ?? []).flatMap((strategy) => {
    const file = reader.one(['strategies', strategy], strategyFile);
    return file === undefined ? [] : resolveStrategy(context, strategy, file);
  });
};

// What is wrong with a size is wrong for every pair alike: it is said for the first.
const onceEach = (report: Report): Report => {
  const seen = new Set<string>();
  return (path, message) => {
    const key = keyText(path);
    if (!seen.has(key)) report(path, message);
    seen.add(key);
  };
};

const COOL_DOWN_US = 1_000_000;

/** Who trades a pair trades it either way round, where the scenario has both. */
const withReverse = (pair: string, pairs: Entries<ScenarioPair>): readonly string[] => {
  const reverse = reverseName(pair);
  return pairs.has(reverse) ? [pair, reverse] : [pair];
};

const resolveStrategy = (
  context: StrategyContext & { readonly report: Report },
  strategy: string,
  file: StrategyFile,
): readonly ResolvedStrategy[] => {
  const { reader, venues, markets, pairs, directory, fileExists } = context;
  const path = ['strategies', strategy];
  const { sets, module: writtenModule, notionalMax, minEdgeBps, mode, policy, timeInForce } = file;
  if (sets.min > sets.max)
    reader.report(
      [...path, 'sets', 'min'],
      `min must be at most max, but ${printMicros(sets.min)} is above ${printMicros(sets.max)}.`,
    );
  const isScanner = writtenModule === 'scanner';
  const module = isScanner || writtenModule === 'generator' ? null : resolve(directory, writtenModule);
  if (file.coolDown !== undefined && !isScanner)
    reader.report([...path, 'coolDown'], 'coolDown is for module: scanner: other strategies keep their own.');
  if (module !== null && !fileExists(module))
    reader.report([...path, 'module'], `module ${quoted(writtenModule)} is not there: it is looked for at ${module}.`);
  file.pairs?.forEach((pair, index) => {
    const at = [...path, 'pairs', index];
    if (!pairs.has(pair))
      reader.report(at, `${quoted(pair)} is not a pair of this scenario: ${choicesText(pair, pairs.keys())}`);
    else if (file.pairs?.indexOf(pair) !== index)
      reader.report(at, `${pair} stands twice among the pairs of ${strategy}.`);
  });
  const names = file.pairs?.flatMap((name) => withReverse(name, pairs)) ?? [...pairs.keys()];
  for (const name of names) {
    const pair = lookUp(pairs, name);
    if (pair.kind === 'found') checkTrade({ venues, markets, report: context.report }, path, file, pair.value);
  }
  const options: ScenarioStrategy = {
    strategy,
    ...(file.priority === 0 ? {} : { priority: file.priority }),
    module,
    pairs: names,
    minEdgeBps,
    setsMin: sets.min,
    setsMax: sets.max,
    notionalMax,
    stalenessUs: file.staleness,
    deadlineUs: file.deadline,
    mode,
    policy,
    timeInForce,
    unwindAttemptsMax: file.unwindAttempts,
    ...(isScanner ? { scanner: { coolDownUs: file.coolDown ?? COOL_DOWN_US } } : {}),
  };
  return [{ strategy: options, writtenModule }];
};
