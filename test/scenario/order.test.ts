// Goal: the order of a scenario's lines decides nothing; where order decides, a key says it. Method: the shipped files and
// scenarios at random, with everything in another order whose order has no meaning.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createRun } from '../../src/run/create-run.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { compareText } from '../../src/kernel/compare-text.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { readTree } from '../../src/scenario/read-tree.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { anyChoice, scenarioOf } from '../properties/any-scenario.ts';
import { changed, problemsOf } from './problems-of.ts';
import { shuffleBy, shuffledScenario, shuffledTree } from './shuffled.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

const read = (text: string): { readonly scenario: Scenario; readonly hash: string } => {
  const parsed = parseScenario(text, 'some.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
};

const journalOf = (scenario: Scenario, scenarioHash = 'any'): { digest: string; records: readonly RecordBody[] } => {
  const run = createRun(scenario, { scenarioHash, pickStory: false });
  const records: RecordBody[] = [];
  run.consume((body) => records.push({ ...body }));
  run.runToEnd();
  return { digest: run.digest, records };
};

const inAnotherOrder = (text: string, seed: number): string => {
  const tree = readTree(text);
  if (!('root' in tree)) throw new Error('it cannot be read');
  return stringify(shuffledTree(tree.root, shuffleBy(seed)));
};

describe('lines in another order', () => {
  it.each(files)('of %s are the same scenario', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const written = read(text);
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const shuffled = read(inAnotherOrder(text, seed));
        expect(shuffled.hash).toBe(written.hash);
        expect(shuffled.scenario).toStrictEqual(written.scenario);
      }),
      { numRuns: 25 },
    );
  });

  const unrecorded = files.filter((file) => file !== 'fed-dec2025.yaml');
  it.each(unrecorded)('of %s are the same run', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const digestOf = (written: string): string => {
      const { scenario, hash } = read(written);
      return journalOf({ ...scenario, length: { intentsMax: 60, durationUs: null } }, hash).digest;
    };
    const digest = digestOf(text);
    for (const seed of [1, 2, 3]) expect(digestOf(inAnotherOrder(text, seed))).toBe(digest);
  });

  it('of any scenario are the same run', () => {
    fc.assert(
      fc.property(anyChoice, fc.nat(), (choice, seed) => {
        const scenario = scenarioOf(choice, 30);
        const shuffled = shuffledScenario(scenario, shuffleBy(seed));
        expect(journalOf(shuffled).digest).toBe(journalOf(scenario).digest);
      }),
      { numRuns: 30 },
    );
  });
});

describe('names', () => {
  const two = (first: string, second: string): Scenario =>
    read(
      changed(
        ['polymarket: { opening: 1000 }', `"${first}": { kind: kalshi, opening: 1000 }`],
        ['kalshi: { opening: 1000 }', `"${second}": { kind: kalshi, opening: 1000 }`],
        ['polymarket:\n    FED: { fees: { category: economics } }', `"${first}": { FED: {} }`],
        ['kalshi:\n    FED: {}', `"${second}": { FED: {} }`],
        ['venue: polymarket, market', `venue: "${first}", market`],
        ['venue: kalshi, market', `venue: "${second}", market`],
        ['venue: polymarket, chanceBps', `venue: "${first}", chanceBps`],
      ),
    ).scenario;

  it.each([
    ['9', '10'],
    ['b', 'B'],
    ['ä', 'z'],
    ['\u{ff5e}', '\u{1f600}'],
  ])('%s and %s are in the order of their code units, in the journal too', (first, second) => {
    const inOrder = [first, second].toSorted(compareText);
    for (const scenario of [two(first, second), two(second, first)]) {
      expect(scenario.venues.map(({ venue }) => venue)).toEqual(inOrder);
      const opened = journalOf(scenario).records.flatMap((body) =>
        body.type === 'account.opened' ? [body.venue] : [],
      );
      expect(opened).toEqual(inOrder);
    }
  });
});

describe('strategies that want the same money', () => {
  // The account pays for one set at the most: the first to come has it.
  const scenarioWith = (more: string): Scenario =>
    read(
      changed(
        ['length: { intents: 10 }', 'length: { intents: 1 }'],
        ['polymarket: { opening: 1000 }', 'polymarket: { opening: 5 }'],
        ['faults:\n  - { fault: ackLost, venue: polymarket, chanceBps: 100 }\n', ''],
        ['    legs:', '    mispricing: 0.2\n    legs:'],
        ['strategies:\n  generator:\n    sets: { min: 10, max: 100 }', `strategies:\n${more}`],
      ),
    ).scenario;
  /** Who wanted it, in that order, and whose orders were sent. */
  const course = (scenario: Scenario): { readonly wanted: string; readonly bought: string } => {
    const { records } = journalOf(scenario);
    const strategies = records.flatMap((body) => (body.type === 'intent.received' ? [body.strategy] : []));
    const bought = records.flatMap((body) => (body.type === 'order.created' ? [strategies[body.ownerId - 1]] : []));
    return { wanted: strategies.join(' '), bought: [...new Set(bought)].join(' ') };
  };
  const strategy = (name: string, priority = ''): string => `  ${name}: { sets: { min: 10, max: 10 }${priority} }\n`;

  it('come by name, in whatever order they are written', () => {
    expect(course(scenarioWith(strategy('a') + strategy('b')))).toEqual({ wanted: 'a b', bought: 'a' });
    expect(course(scenarioWith(strategy('b') + strategy('a')))).toEqual({ wanted: 'a b', bought: 'a' });
  });

  it('come by their priority, the highest first', () => {
    const scenario = scenarioWith(strategy('a') + strategy('b', ', priority: 1') + strategy('c', ', priority: 7'));
    expect(course(scenario)).toEqual({ wanted: 'c b a', bought: 'c' });
  });

  it('are refused a priority that is none', () => {
    const wrong = changed(['sets: { min: 10, max: 100 }', 'priority: -1']);
    expect(problemsOf(wrong)).toEqual([
      '24 strategies.generator.priority: priority must be a whole number from 0 to 1,000, but it is -1.',
    ]);
  });
});
