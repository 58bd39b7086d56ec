// Goal: every command that finds its database lost or refusing says so in one sentence, with the server's own reason, with
// exit code 3, and without a stack, a statement or its parameters. Method: the real commands on a real server, whose tables
// are taken from the user, or whose connections are cut all the time.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../persistence/postgres.ts';
import { dte, type CliRun } from './memory-terminal.ts';

const demo = 'scenarios/demo.yaml';
const run = ['run', demo, '--intents', '10', '--quiet', '--seed', 'parameter-of-ours'];

describe.skipIf(whyNoPostgres !== null)('a server that refuses', () => {
  let server: TestServer;
  let admin: Store;
  let target = '';
  const query = (text: string) => admin.borrow((session) => session.query(text));
  const db = (...args: readonly string[]): Promise<CliRun> => dte([...args, '--db', target]);
  beforeAll(async () => {
    server = startPostgres(['fsync = off']);
    admin = await openStore(server.url);
    await query('create role plain login');
    await query('create database kept owner plain');
    await admin.close();
    admin = await openStore(server.urlOf('tester', 'kept'));
    target = server.urlOf('plain', 'kept');
    expect(await db('db', 'migrate')).toMatchObject({ exitCode: 0 });
    expect(await db(...run)).toMatchObject({
      exitCode: expect.any(Number) as number,
      err: expect.not.stringContaining('dte:'),
    });
    // A run that is not over, for a resume.
    expect(await db(...run)).toMatchObject({ exitCode: expect.any(Number) as number });
    await query(`update runs set state = 'running', digest = null where id = 2`);
  }, 120_000);
  afterAll(async () => {
    await admin.close();
    server.remove();
  });

  const expectSentence = (name: string, { exitCode, out, err }: CliRun, says: RegExp): void => {
    expect([name, exitCode, out]).toEqual([name, 3, '']);
    expect([name, err]).toEqual([name, expect.stringMatching(says)]);
    for (const part of [/Failed query/, /params/, /\$1/, /parameter-of-ours/, /^ +at /m, /Something broke/])
      expect([name, err]).toEqual([name, expect.not.stringMatching(part)]);
  };

  it.each([
    ['run', run, 'runs'],
    ['resume', ['resume', '2'], 'words'],
    ['runs', ['runs'], 'runs'],
    ['report', ['report', '1'], 'dead_letters'],
    ['verify', ['verify', '1'], 'order_events'],
    ['diff', ['diff', '1', '2'], 'order_events'],
    ['explain', ['explain', '1', '--journal', '1'], 'order_events'],
    ['visualize', ['visualize', '1'], 'runs'],
    ['db load', ['db', 'load', demo], 'catalogues'],
    ['db redrive', ['db', 'redrive'], 'dead_letters'],
    ['db status', ['db', 'status'], 'dead_letters'],
    ['a catalogue', ['run', demo, '--catalogue', 'fed'], 'catalogues'],
  ] as const)('to let %s see a table is quoted', async (name, args, table) => {
    await query(`alter table ${table} owner to tester`);
    const said = await db(...args);
    await query(`alter table ${table} owner to plain`);
    expectSentence(
      name,
      said,
      new RegExp(
        `^(.*\\n)*dte: The database .+ does not allow what was asked of it: permission denied for table ${table}\\.\\n`,
      ),
    );
  });

  it('to migrate is quoted', async () => {
    await query('create database bare');
    const bare = server.urlOf('plain', 'bare');
    for (const args of [['db', 'migrate'], ['db', 'load', demo], run])
      expectSentence(
        args.join(' '),
        await dte([...args, '--db', bare]),
        /^dte: The database .+ does not allow what was asked of it: permission denied for database bare\.\n$/,
      );
  });

  it('to let a row in when a run begins, or a catalogue is loaded, is quoted', async () => {
    for (const [table, args] of [
      ['runs', run],
      ['catalogues', ['db', 'load', demo]],
    ] as const) {
      await query(`alter table ${table} add constraint not_today check (false) not valid`);
      const said = await db(...args);
      await query(`alter table ${table} drop constraint not_today`);
      expectSentence(
        table,
        said,
        /^dte: The database .+ refuses what was asked of it: new row .+ violates check constraint "not_today"\.\n$/,
      );
    }
  });

  it('any connection for long is reported by every command', async () => {
    let isEnough = false;
    const cutting = (async () => {
      while (!isEnough) await query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'plain'`);
    })();
    const commands = [
      ['runs'],
      ['report', '1'],
      ['verify', '1'],
      ['diff', '1', '2'],
      ['resume', '2'],
      ['db', 'status'],
      ['db', 'redrive'],
      ['db', 'load', demo],
    ];
    const all: (readonly [string, CliRun])[] = [];
    for (const args of commands) all.push([args.join(' '), await db(...args)]);
    isEnough = true;
    await cutting;
    // One that was quick enough was not cut.
    const cut = all.filter(([, { exitCode }]) => exitCode !== 0);
    expect(cut.length).toBeGreaterThan(all.length / 2);
    for (const [name, said] of cut) expectSentence(name, said, /^dte: The database .+ cannot be reached: .+\.\n$/m);
  });
});
