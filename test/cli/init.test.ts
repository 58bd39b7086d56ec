// Goal: a user who starts with `dte init` has files that work, and loses no existing file.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CommandFailed, commandFailureOf } from '../../src/cli/command-failed.ts';
import { addInit } from '../../src/cli/init.ts';
import { loadStrategy } from '../../src/strategies/load.ts';
import { loadScenario } from '../../src/run/load-scenario.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dte-init-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const init = async (directory: string): Promise<{ readonly out: string; readonly err: string }> => {
  let out = '';
  let err = '';
  const program = new Command().exitOverride();
  addInit(program, { out: (text) => void (out += text), err: (text) => void (err += text), environment: {} });
  await program.parseAsync(['init', directory], { from: 'user' });
  return { out, err };
};

const failureOf = (act: () => unknown): CommandFailed => {
  try {
    act();
  } catch (thrown) {
    const error = commandFailureOf(thrown);
    if (error instanceof CommandFailed) return error;
    throw error;
  }
  throw new Error('it did not fail');
};

describe('dte init', () => {
  test('writes a scenario that is right, its schema and a strategy, and says what to do next', async () => {
    const directory = join(folder, 'new', 'place');
    const { out, err } = await init(directory);
    expect(readdirSync(directory)).toEqual(['my-strategy.ts', 'scenario.schema.json', 'scenario.yaml']);
    expect(out.trim().split('\n')).toHaveLength(3);
    expect(err).toContain('simulation');
    expect(err).toContain(`Next: dte run ${join(directory, 'scenario.yaml')}`);
    const { scenario, hash } = loadScenario(join(directory, 'scenario.yaml'));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(scenario.strategies[0]?.module).toBe(join(directory, 'my-strategy.ts'));
    expect(readFileSync(join(directory, 'my-strategy.ts'), 'utf8')).toContain("from 'dry-testing-engine'");
  });

  test.each(['scenario.yaml', 'my-strategy.ts', 'scenario.schema.json'])(
    'leaves everything as it is where %s exists',
    async (file) => {
      writeFileSync(join(folder, file), 'mine');
      const failure = await init(folder).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        exitCode: 2,
        message: `${join(folder, file)} exists already, and nothing was written.`,
      });
      expect(readdirSync(folder)).toEqual([file]);
      expect(readFileSync(join(folder, file), 'utf8')).toBe('mine');
    },
  );

  test('says in a sentence where it cannot write', async () => {
    writeFileSync(join(folder, 'file'), '');
    const failure = await init(join(folder, 'file', 'below')).catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 2 });
    expect((failure as Error).message).toMatch(/^Nothing can be written to .*\.$/);
  });
});

describe('the strategy that is written', () => {
  test('loads, and wants equal shares of both legs where they cost less than 1 together', async () => {
    await init(folder);
    const { scenario } = loadScenario(join(folder, 'scenario.yaml'));
    const [options] = scenario.strategies;
    const [pair] = scenario.pairs;
    if (options === undefined || pair === undefined) throw new Error('the scenario has both');
    const { strategy } = await loadStrategy(join(folder, 'my-strategy.ts'));
    const state = strategy.start({ options, pairs: [pair.pair], markets: [] });
    const tools = { nowUs: 0, random: { nextBelow: () => 0, chance: () => false } };
    const asked = (askPx: bigint | null) => {
      const quotes = pair.pair.legs.map((leg, index) => ({
        ...leg,
        bidPx: null,
        bidQty: 0n,
        askPx,
        askQty: index === 0 ? 25_500_000n : 900_000_000n,
      }));
      return strategy.step(state, { type: 'quotes', pair: 'FED-DEC', quotes, atUs: 0 }, tools)[1];
    };
    expect(asked(480_000n)).toEqual([{ pair: 'FED-DEC', sets: 25_000_000n, prices: [480_000n, 480_000n] }]);
    expect(asked(500_000n)).toEqual([]);
    expect(asked(null)).toEqual([]);
  });
});

describe('a scenario file', () => {
  test('that is wrong is refused with a line for each mistake, exit code 2', () => {
    const path = join(folder, 'wrong.yaml');
    writeFileSync(path, 'length: { intents: 0 }\nvenues: { kalshi: { opening: lots } }\nmarkets: 5\npairs: {}\n');
    const { exitCode, message } = failureOf(() => loadScenario(path));
    expect(exitCode).toBe(2);
    expect(message.split('\n')).toEqual([
      `There are 4 mistakes in ${path}, and nothing was run.`,
      `${path}:1:11: length.intents: intents must be a whole number from 1 to 1,000,000,000, but it is 0.`,
      `${path}:2:21: venues.kalshi.opening: opening must be an amount of up to 6 decimals, at least 0 and at most 1000000000, but it is "lots".`,
      `${path}:3:1: markets: markets must be a map of names, but it is 5.`,
      `${path}:4:1: pairs: pairs is empty: it must name at least one.`,
    ]);
  });

  test('that is not there, or is a folder, is refused with a sentence', () => {
    const missing = join(folder, 'missing.yaml');
    expect(failureOf(() => loadScenario(missing)).message).toBe(
      `The scenario ${missing} cannot be read: there is no such file.`,
    );
    expect(failureOf(() => loadScenario(folder)).message).toBe(
      `The scenario ${folder} cannot be read: it is a folder.`,
    );
  });

  test('that is huge is refused without being read', () => {
    const path = join(folder, 'huge.yaml');
    writeFileSync(path, 'x'.repeat(2_000_001));
    expect(failureOf(() => loadScenario(path)).message).toBe(
      `${path} has 2000001 bytes: a scenario has at most 500000 characters.`,
    );
    expect(existsSync(path)).toBe(true);
  });
});
