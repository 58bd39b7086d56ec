// Goal: what a run said at its end is said again from its rows, and rows that were touched by hand are found and named.
import { Command, CommanderError } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandFailed, commandFailureOf } from '../../src/cli/command-failed.ts';
import { loadScenario } from '../../src/run/load-scenario.ts';
import { addVerify } from '../../src/cli/verify.ts';
import { createRun } from '../../src/run/create-run.ts';
import { factsOf, keepFacts } from '../../src/persistence/read/run-facts.ts';
import { insertRun } from '../../src/persistence/write/run-rows.ts';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { jsonOf } from '../../src/report/summary-json.ts';
import type { RunSummary } from '../../src/report/summary-types.ts';
import { keepRun } from '../persistence/kept-runs.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../persistence/postgres.ts';
import { createFolder } from './folder.ts';
import { dte, type CliRun } from './memory-terminal.ts';

interface Kept {
  readonly name: string;
  readonly key: number;
  readonly digest: string;
  readonly summary: RunSummary;
  readonly story: readonly string[];
}

const storm = loadScenario('scenarios/storm.yaml');
const quiet = loadScenario('scenarios/quiet.yaml');

const keep = async (store: Store, { scenario, hash }: typeof storm, intentsMax: number): Promise<Kept> => {
  const { run, key } = await keepRun(store, scenario, { scenarioHash: hash, intentsMax });
  const summary = run.summary();
  await store.borrow((session) => keepFacts(session, key, factsOf(run.scenario, summary)));
  return { name: run.runId, key, digest: run.digest, summary, story: run.story() };
};

/** `dte verify` with the means to re-execute the storm. */
const verifyAgain = async (target: string, run: Kept, intentsMax: number): Promise<CliRun> => {
  let out = '';
  let err = '';
  const terminal = { out: (text: string) => void (out += text), err: () => undefined, environment: {} };
  const program = new Command('dte').exitOverride();
  addVerify(program, terminal, () =>
    Promise.resolve(createRun(storm.scenario, { scenarioHash: storm.hash, intentsMax })),
  );
  try {
    await program.parseAsync(['verify', String(run.key), '--db', target], { from: 'user' });
    return { exitCode: 0, out, err };
  } catch (thrown) {
    const error = commandFailureOf(thrown);
    if (error instanceof CommanderError || !(error instanceof CommandFailed)) throw error;
    err += error.message;
    return { exitCode: error.exitCode, out, err };
  }
};

const promises = (where: () => string, intents: number, isByHandToo: boolean): void => {
  let target: string;
  let runs: readonly [Kept, Kept, Kept];
  const withStore = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const store = await openStore(target);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  /** By hand, and put back afterwards. */
  const touched = async (sql: string, back: string, look: () => Promise<void>): Promise<void> => {
    const query = (text: string) => withStore((store) => store.borrow((session) => session.query(text)));
    expect(await query(sql)).toEqual([]);
    try {
      await look();
    } finally {
      await query(back);
    }
  };
  beforeAll(async () => {
    target = where();
    runs = await withStore(async (store) => {
      await store.migrate();
      return [await keep(store, storm, intents), await keep(store, quiet, intents), await keep(store, storm, intents)];
    });
  }, 120_000);

  const db = (...args: readonly string[]): Promise<CliRun> => dte([...args, '--db', target]);

  it('dte runs lists them, the newest first', async () => {
    const { exitCode, out } = await db('runs', '--json');
    expect(exitCode).toBe(0);
    const listed = (JSON.parse(out) as { runs: readonly Record<string, unknown>[] }).runs;
    expect(
      listed.map(({ run, runId, digest, state, deadLetters }) => ({ run, runId, digest, state, deadLetters })),
    ).toEqual(
      runs
        .toReversed()
        .map(({ key, name, digest }) => ({ run: key, runId: name, digest, state: 'ended', deadLetters: 0 })),
    );
    const text = await db('runs', '--limit', '1');
    expect(text.out.split('\n')).toHaveLength(3);
    expect(text.out).toMatch(/storm +\S+ +ended/);
  });

  it('dte report says again what the run said, figure by figure, and its story', async () => {
    for (const [run, named] of [
      [runs[0], String(runs[0].key)],
      [runs[1], runs[1].name.slice(0, 9)],
    ] as const) {
      const { exitCode, out } = await db('report', named, '--json');
      expect(exitCode).toBe(0);
      const { run: key, state, deadLetters, ...summary } = JSON.parse(out) as Record<string, unknown>;
      expect(summary).toEqual(jsonOf(run.summary));
      expect({ key, state, deadLetters }).toEqual({
        key: run.key,
        state: 'ended',
        deadLetters: { total: 0, found: [] },
      });
    }
    const { out } = await db('report', String(runs[0].key));
    expect(out).toMatch(/^FAIL {2}storm, seed 13: completed: > 300 is expected, and it is \d+; /);
    expect(out).toContain('SIMULATION: ');
    expect(out).toContain(runs[0].story[0]?.slice(0, 40));
    expect(out).not.toContain('Dead letters');
  });

  it('dte verify finds a run as it was written, dte diff finds it like its twin, dte explain tells of it', async () => {
    const verified = await db('verify', String(runs[0].key));
    expect(verified).toMatchObject({ exitCode: 0, err: '' });
    expect(verified.out).toContain(`digest ${runs[0].digest}\n`);
    const same = await db('diff', String(runs[0].key), String(runs[2].key));
    expect(same).toMatchObject({ exitCode: 0, out: expect.stringContaining(`digest ${runs[0].digest}`) });
    const other = await db('diff', String(runs[0].key), String(runs[1].key));
    expect(other).toMatchObject({ exitCode: 1, out: expect.stringContaining('Their frames differ') });
    const told = await db('explain', '1', '--journal', String(runs[0].key));
    expect(told).toMatchObject({ exitCode: 0, out: expect.stringContaining('Arbitrage 1') });
  });

  it('dte compare sets runs side by side, with the differences from the first', async () => {
    const [one, twin, other] = [runs[0], runs[2], runs[1]].map(({ key }) => String(key)) as [string, string, string];
    const { exitCode, out, err } = await db('compare', one, twin, other, '--json');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const compared = JSON.parse(out) as {
      readonly runs: readonly object[];
      readonly figures: readonly { readonly figure: string; readonly values: unknown; readonly differences: unknown }[];
    };
    expect(compared.runs).toMatchObject([
      { name: one, scenario: 'storm', digest: runs[0].digest, verdict: 'failed', passed: false },
      { name: twin, digest: runs[0].digest },
      { name: other, scenario: 'quiet', digest: runs[1].digest },
    ]);
    const [storms, quiets] = [runs[0].summary.fills, runs[1].summary.fills];
    expect(compared.figures.find(({ figure }) => figure === 'fills')).toMatchObject({
      values: [storms, storms, quiets],
      differences: [null, 0, quiets - storms],
    });
    const text = await db('compare', one, other);
    expect(text.out).toMatch(/^verdict +FAIL +FAIL *$/m);
    expect(text.out).toMatch(/^fills +[\d,]+ +[\d,]+ +[-+][\d,]+ *$/m);
  });

  it('a run that was stopped is called interrupted by every command that names it', async () => {
    const key = await withStore(async (store) => {
      const { scenario, hash } = quiet;
      const options = { scenarioHash: hash, intentsMax: 416 };
      const { run, key: stopped } = await keepRun(store, scenario, options, 600, 'interrupted');
      await store.borrow((session) => keepFacts(session, stopped, factsOf(run.scenario, run.summary())));
      return String(stopped);
    });
    const { passed, verdict, interrupted } = JSON.parse((await db('report', key, '--json')).out) as RunSummary;
    expect({ passed, verdict, of: interrupted?.intentsMax }).toEqual({
      passed: false,
      verdict: 'interrupted',
      of: 416,
    });
    const place = `interrupted at ${interrupted?.intents} of 416 intents, `;
    const report = await db('report', key);
    expect(report.out).toMatch(new RegExp(`^INTERRUPTED {2}quiet, seed 1: ${place}`));
    expect((await db('verify', key)).out).toMatch(/of a simulation, interrupted at \d+ intents, /);
    expect((await db('runs', '--limit', '1')).out).toMatch(/quiet +1 +interrupted/);
    expect(report.out).not.toContain('The same run');
  });

  it('a run of which nobody has kept what was expected has not passed', async () => {
    const key = await withStore(async (store) => (await keepRun(store, quiet.scenario, { intentsMax: 40 })).key);
    const told = JSON.parse((await db('report', String(key), '--json')).out) as RunSummary;
    expect({ passed: told.passed, verdict: told.verdict }).toEqual({ passed: false, verdict: 'unfinished' });
    const { out } = await db('compare', String(key), String(runs[0].key), '--json');
    expect(JSON.parse(out)).toMatchObject({ runs: [{ passed: null, verdict: null }, { passed: false }] });
  });

  it.runIf(isByHandToo).each([
    [['report', 'zzz'], /There is no run 'zzz' in .*: 'dte runs' lists them\.\n$/],
    [['verify', '99'], /There is no run '99'/],
    [['diff', 'a/b', '99'], /There is no run '99'/],
    [['report', 'scenarios/demo.yaml'], /is a file: a report is of a run of the database/],
  ])('%o is refused with a sentence and exit code 2', async (args, says) => {
    const { exitCode, out, err } = await db(...args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(says);
  });

  it.runIf(isByHandToo)(
    'a name that may be of two runs is refused with both, and one that is spelled out is found',
    async () => {
      const names = ['twin', 'twin-brother', 'twin-sister', '4711-of-a-name', '47110815-of-a-name'];
      const insert = (added: readonly string[]): Promise<void> =>
        withStore(async (store) => {
          for (const name of added)
            await store.borrow((session) =>
              insertRun(session, { name, seed: '', scenarioHash: '', engineVersion: '', inputs: '' }),
            );
        });
      await insert(names);
      for (const command of ['report', 'verify', 'resume']) {
        const { exitCode, out, err } = await db(command, 'twin-');
        expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
        expect(err).toBe(
          "dte: 'twin-' may be twin-brother or twin-sister: say more of the run's name, or its number.\n",
        );
        for (const name of names.slice(0, 2)) expect((await db(command, name)).err).not.toContain('say more');
      }
      // A few digits are a number, and not the beginning of a name.
      for (const command of ['report', 'verify', 'resume'])
        expect((await db(command, '4711')).err).toMatch(/There is no run '4711' in /);
      expect((await db('verify', '47110815')).err).not.toMatch(/There is no run/);
      await insert(['twin-a', 'twin-c', 'twin-d', 'twin-e']);
      expect((await db('report', 'twin-')).err).toBe(
        "dte: 'twin-' may be twin-a or twin-brother or twin-c or twin-d or twin-e or one of others: say more of the run's name, or its number.\n",
      );
    },
  );

  it.runIf(isByHandToo)('names a row that is missing, one that is too many, and one that holds no record', async () => {
    const { key } = runs[0];
    const row = `run = ${key} and seq = (select max(seq) from order_events where run = ${key})`;
    const [found] = await withStore((store) =>
      store.borrow((session) => session.query(`select seq::int as seq from order_events where ${row}`)),
    );
    const seq = Number(found?.['seq']);
    const move = (by: number) =>
      `update order_events set seq = seq + (${by}) where run = ${key} and seq in (${seq}, ${seq + 1_000_000})`;
    await touched(move(1_000_000), move(-1_000_000), async () => {
      const { exitCode, err } = await db('verify', String(key));
      expect(exitCode).toBe(1);
      expect(err).toContain(`The record ${seq} is missing.`);
      expect(err).toContain(`order_events has a row ${seq + 1_000_000}, which is not one of the run's 1 to`);
      expect((await db('report', String(key))).err).toContain(`The record ${seq} is missing.`);
    });
    const twice = `insert into strategy_faults (seq, at_us, run, strategy, reason) values (${seq}, 1, ${key}, 1, 'by hand')`;
    await touched(twice, `delete from strategy_faults where reason = 'by hand'`, async () => {
      const { exitCode, err } = await db('verify', String(key));
      expect(exitCode).toBe(1);
      expect(err).toMatch(new RegExp(`The record ${seq} is there twice: in \\w+ and in \\w+`));
    });
    const word = (by: number) => `update order_events set event = event + (${by}) where run = ${key} and seq = ${seq}`;
    await touched(word(1_000_000), word(-1_000_000), async () => {
      const { exitCode, err } = await db('verify', String(key));
      expect(exitCode).toBe(1);
      expect(err).toMatch(new RegExp(`The row ${seq} of order_events holds no record: no text has the number`));
    });
    expect((await db('verify', String(key))).exitCode).toBe(0);
  });

  it.runIf(isByHandToo)('names a record that was changed, by re-executing the run', async () => {
    const { key, digest } = runs[2];
    const price = (by: number) =>
      `update orders set price = price + (${by}) where run = ${key} and seq = (select min(seq) from orders where run = ${key})`;
    await touched(price(1), price(-1), async () => {
      const { exitCode, err } = await verifyAgain(target, runs[2], intents);
      expect(exitCode).toBe(1);
      expect(err).toMatch(/The record \d+ \(order\.created of order \d+\.1\) was changed: price is \d+ and was \d+\./);
      expect(err).toContain(`at its end it was ${digest}`);
      expect((await db('diff', String(runs[0].key), String(key))).out).toMatch(/\n {2}price +\d+ +\d+\n/);
    });
    expect((await verifyAgain(target, runs[2], intents)).exitCode).toBe(0);
  });
};

describe('runs in a directory', () => {
  const folder = createFolder();
  // A directory takes a second to open: what is refused and what is touched by hand are asked of a server, where there is one.
  promises(() => folder.path('database'), 40, whyNoPostgres !== null);
});

describe.skipIf(whyNoPostgres !== null)('runs on a Postgres server', () => {
  let server: TestServer;
  afterAll(() => server.remove());
  promises(
    () => {
      server = startPostgres(['fsync = off']);
      return server.url;
    },
    200,
    true,
  );
});
