// Goal: a run whose markets, pairs and strategies come from the database is the run of the file that they were loaded from,
// and is frozen into its row. And the whole way of a user: run, look, verify, touched by hand, named.
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarioText } from '../../src/run/load-scenario.ts';
import { openStore } from '../../src/persistence/store/store.ts';
import { readTree } from '../../src/scenario/read-tree.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../persistence/postgres.ts';
import { shuffleBy, shuffledTree } from '../scenario/shuffled.ts';
import { createFolder } from './folder.ts';
import { dte, type CliRun } from './memory-terminal.ts';

const folder = createFolder();
let server: TestServer | null = null;
let target = '';
beforeAll(() => {
  server = whyNoPostgres === null ? startPostgres(['fsync = off']) : null;
  target = server?.url ?? folder.path('database');
}, 120_000);
afterAll(() => server?.remove());

const db = (...args: readonly string[]): Promise<CliRun> => dte([...args, '--db', target]);
const digestOf = ({ out }: CliRun): unknown => (JSON.parse(out) as { digest: unknown }).digest;
const query = async (text: string) => {
  const store = await openStore(target);
  try {
    return await store.borrow((session) => session.query(text));
  } finally {
    await store.close();
  }
};

describe('a catalogue', () => {
  it.each(['demo', 'storm', 'mana', 'resolution'])(
    'of %s gives a run the same digest as the file does',
    async (name) => {
      const path = `scenarios/${name}.yaml`;
      expect(await db('db', 'load', path, '--as', 'mine')).toMatchObject({
        exitCode: 0,
        out: expect.stringMatching(/^The catalogue mine in .* holds \d+ markets?, /),
      });
      // The frame is the scenario without what the catalogue holds.
      const tree = readTree(scenarioText(path));
      if (!('root' in tree)) throw new Error('the scenario is one');
      const { markets: _, pairs: __, strategies: ___, ...frame } = tree.root;
      const framePath = folder.write(`${name}.yaml`, stringify(frame));
      const few = ['--intents', '60', '--json', '--quiet'];
      const fromFile = await dte(['run', path, ...few, '--db', 'none']);
      const fromCatalogue = await db('run', framePath, ...few, '--catalogue', 'mine');
      expect(digestOf(fromCatalogue)).toBe(digestOf(fromFile));
      expect(digestOf(fromCatalogue)).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it('has a hash that does not know the order of its lines', async () => {
    const tree = readTree(scenarioText('scenarios/demo.yaml'));
    if (!('root' in tree)) throw new Error('the scenario is one');
    const hashOf = async (path: string): Promise<string | undefined> =>
      /: ([0-9a-f]{16})\.\n$/.exec((await db('db', 'load', path, '--as', 'ordered')).out)?.[1];
    const written = await hashOf('scenarios/demo.yaml');
    expect(written).toBeDefined();
    const text = stringify(shuffledTree(tree.root, shuffleBy(1)));
    expect(await hashOf(folder.write('shuffled.yaml', text))).toBe(written);
  });

  it('that is not there is refused with exit code 2, and the existing ones are named', async () => {
    expect(await db('run', '--catalogue', 'other')).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/There is no catalogue 'other' in .*: there are mine, ordered\.\n$/),
    });
    expect((await db('db', 'status')).out).toMatch(/catalogues +mine/);
  });
});

describe('a run of the command line', () => {
  it('is reported as it was printed, verified, and re-executed to name the row that was changed', async () => {
    const ran = await db('run', 'scenarios/storm.yaml', '--intents', '80', '--json', '--quiet');
    const { runs } = JSON.parse((await db('runs', '--json')).out) as {
      runs: readonly { run: number; state: string }[];
    };
    const [{ run, state }] = runs as [{ run: number; state: string }];
    expect(state).toBe('ended');
    const {
      run: _,
      state: __,
      deadLetters: ___,
      ...again
    } = JSON.parse((await db('report', `${run}`, '--json')).out) as Record<string, unknown>;
    expect(again).toEqual(JSON.parse(ran.out));
    expect((await db('verify', String(run))).exitCode).toBe(0);
    expect((await db('db', 'status')).out).toMatch(/indexes +all 7/);
    await query(
      `update order_events set leaves_qty = leaves_qty + 1 where run = ${run}
       and seq = (select min(seq) from order_events where run = ${run})`,
    );
    const { exitCode, err } = await db('verify', String(run));
    expect(exitCode).toBe(1);
    expect(err).toMatch(/The record \d+ \(order\.moved of order \S+\) was changed: leavesQty is \d+ and was \d+\./);
    // The inputs of the run that was made from a catalogue are whole without it.
    await query(`delete from catalogues`);
    const other = run - 1;
    await query(`update runs set digest = 'other' where id = ${other}`);
    const made = await db('verify', String(other));
    expect(made).toMatchObject({ exitCode: 1, err: expect.stringContaining('at its end it was other') });
    expect(made.err).not.toContain('cannot be re-executed');
  });
});
