// Goal: `dte resume` resumes exactly the run that was written, and nothing else. On a server; what holds for a directory
// alone stands at the end.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { redriveDeadLetters } from '../../src/persistence/write/dead-letters.ts';
import { codecVersion } from '../../src/persistence/checkpoints/codec.ts';
import { recoverRun } from '../../src/persistence/checkpoints/recover.ts';
import { findRunBy } from '../../src/persistence/read/run-list.ts';
import { tablesOfRecords } from '../../src/persistence/write/record-columns.ts';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { WriterFenced } from '../../src/persistence/write/writer-types.ts';
import { RunFailed } from '../../src/run/run-failed.ts';
import { runCli } from '../../src/cli/program.ts';
import { dte } from '../cli/memory-terminal.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../persistence/postgres.ts';
import { begunIn, recordingOf, resumeIn, runIn } from './in-process.ts';
import { differencesOf } from './same-rows.ts';
import { until } from '../until.ts';

const intents = 40;
const nap = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

describe.skipIf(whyNoPostgres !== null)('a run that stopped half-way', () => {
  let server: TestServer;
  let store: Store;
  let whole: { readonly run: number; readonly digest: string | null; readonly exitCode: number };
  const lastRun = async (): Promise<number> => Number((await query('select max(id) as run from runs'))[0]?.['run']);
  const query = (text: string, values: readonly unknown[] = []) =>
    store.borrow((session) => session.query(text, values));
  const half = async (untilSeq = 400): Promise<number> => {
    const { recorder } = await begunIn(recordingOf(store), { intents }, untilSeq);
    await recorder.abandon();
    return recorder.run;
  };
  /** Every row of every table of records, of the words and of the run, but for its epoch. */
  const contentOf = async (run: number): Promise<unknown> => {
    const tables = [...tablesOfRecords.map(({ name }) => name), 'words', 'dead_letters', 'checkpoints'];
    const rows = await Promise.all(
      tables.map((table) => query(`select * from "${table}" where run = $1 order by 1, 2, 3`, [run])),
    );
    return [rows, await query('select mark, state, digest, inputs from runs where id = $1', [run])];
  };

  beforeAll(async () => {
    server = startPostgres();
    store = await openStore(server.url);
    await store.migrate();
    const { digest, exitCode } = await runIn(recordingOf(store), intents);
    whole = { run: await lastRun(), digest, exitCode };
  }, 120_000);
  afterEach(() => {
    expect(store.borrowed).toBe(0);
  });
  afterAll(async () => {
    await store.close();
    server.remove();
  });

  const expectSame = async (run: number): Promise<void> => {
    expect((await query('select state, digest from runs where id = $1', [run]))[0]).toEqual({
      state: 'ended',
      digest: whole.digest,
    });
    expect((await store.borrow((session) => differencesOf(session, [[run, whole.run]]))).found).toEqual([]);
  };

  it('resumes from its last checkpoint, and from its beginning where it has none', async () => {
    const run = await half();
    const checkpoints = await query('select seq from checkpoints where run = $1 order by seq', [run]);
    expect(checkpoints).toHaveLength(2);
    expect(await resumeIn(recordingOf(store), run)).toMatchObject({ digest: whole.digest });
    await expectSame(run);
    const early = await half(100);
    expect(await query('select seq from checkpoints where run = $1', [early])).toEqual([]);
    expect(await resumeIn(recordingOf(store), early)).toMatchObject({ digest: whole.digest });
    await expectSame(early);
  });

  it('is stopped again where Ctrl-C had stopped it, wherever both were', async () => {
    const resumedAs: boolean[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -3, max: 4 }),
        fc.constantFrom(50, 150, 10_000),
        async (stopAtLook, diesLater, checkpointEveryRecords) => {
          const dieAtLook = Math.max(1, stopAtLook + diesLater);
          const recording = recordingOf(store, { checkpointEveryRecords });
          const stop = (look: number, press: () => void): void => {
            if (look === stopAtLook) press();
          };
          const stopped = await runIn(recording, intents, stop);
          const reference = await lastRun();
          // The second one is given up at some moment: what was not written by then is lost.
          const isStopWritten = async (): Promise<boolean> =>
            (await query('select seq from commands where run = (select max(id) from runs)')).length > 0;
          await runIn(recording, intents, async (look, press) => {
            stop(look, press);
            if (look !== dieAtLook) return;
            // The stop has been given by then, and is on its way.
            for (let wait = 0; wait < 500 && look > stopAtLook + 1 && !(await isStopWritten()); wait += 1) await nap();
            throw new RunFailed('died');
          });
          const run = await lastRun();
          const wasKnown = await isStopWritten();
          const [row] = await query('select state from runs where id = $1', [run]);
          if (row?.['state'] === 'ended') return;
          const { digest, exitCode } = await resumeIn(recording, run);
          // The server may still have committed what it had been sent, as it may for a process that is dead. The resume has
          // waited for that, and nobody has told it to stop: what stands there now, it had found.
          const isKnown = await isStopWritten();
          expect(isKnown || !wasKnown).toBe(true);
          expect(digest).toBe(isKnown ? stopped.digest : whole.digest);
          // No signal has come this time; what it resumes was interrupted all the same, and has not passed.
          expect([stopped.exitCode, exitCode]).toEqual([130, isKnown ? 1 : whole.exitCode]);
          const like = isKnown ? reference : whole.run;
          expect((await store.borrow((session) => differencesOf(session, [[run, like]]))).found).toEqual([]);
          resumedAs.push(isKnown);
        },
      ),
      {
        numRuns: 10,
        examples: [
          [2, 2, 150],
          [5, 3, 50],
          [4, 2, 10_000],
          [5, -2, 50],
          [9, 1, 10_000],
        ],
      },
    );
    expect(new Set(resumedAs).size).toBe(2);
  });

  it('is a determinism fault if a row behind the checkpoint was changed, taken away or added, and nothing is written', async () => {
    const [column, table] = ['cum_qty', 'order_events'];
    const changes: readonly ((run: number) => Promise<unknown>)[] = [
      (run) =>
        query(
          `update ${table} set ${column} = ${column} + 1 where run = $1 and seq = (select max(seq) from ${table} where run = $1)`,
          [run],
        ),
      (run) =>
        query(`delete from ${table} where run = $1 and seq = (select max(seq) from ${table} where run = $1)`, [run]),
      (run) =>
        query(
          `insert into faults (run, seq, at_us, venue, fault) select $1, mark + 3, 0, 1, 2 from runs where id = $1`,
          [run],
        ),
    ];
    for (const change of changes) {
      const run = await half();
      await change(run);
      const before = await contentOf(run);
      const { exitCode, sentence } = await resumeIn(recordingOf(store), run);
      expect(exitCode).toBe(1);
      expect(sentence).toMatch(
        /record \d+ differs, and nothing was overwritten\.\n {2}in the database: .+\n {2}re-executed: .+/,
      );
      expect(await contentOf(run)).toEqual(before);
    }
  });

  it('is a determinism fault if there is a row right behind the mark, or anywhere further', async () => {
    for (const behind of [1, 2, 10_000]) {
      const run = await half();
      await query(
        `insert into faults (run, seq, at_us, venue, fault) select $1, mark + ${behind}, 0, 1, 2 from runs where id = $1`,
        [run],
      );
      const before = await contentOf(run);
      const { exitCode, sentence } = await resumeIn(recordingOf(store), run);
      expect([behind, exitCode, sentence]).toEqual([
        behind,
        1,
        expect.stringMatching(/re-executed: +not yet anything$/),
      ]);
      expect(await contentOf(run)).toEqual(before);
    }
  });

  it('is stopped once where the database had refused the stop, before and after that was redriven', async () => {
    const stopAtLook = 2;
    const stop = (look: number, press: () => void): void => {
      if (look === stopAtLook) press();
    };
    const stopped = await runIn(recordingOf(store), intents, stop);
    const reference = await lastRun();
    await query('alter table commands add constraint refused check (run < 0) not valid');
    const isPutAside = async (): Promise<boolean> =>
      (await query(`select seq from dead_letters where run = $1 and type = 'command.received'`, [await lastRun()]))
        .length > 0;
    const died = await runIn(recordingOf(store), intents, async (look, press) => {
      stop(look, press);
      if (look <= stopAtLook) return;
      await until('the stop is among the dead letters', isPutAside);
      throw new RunFailed('died');
    });
    const run = await lastRun();
    await query('alter table commands drop constraint refused');
    expect(died.sentence).toBe('died');
    const stopsOf = async (): Promise<number> => {
      const found = await store.borrow((session) => findRunBy(session, String(run)));
      if (found.kind !== 'found') throw new Error('the run is not there');
      const { recorder, commands } = await recoverRun(recordingOf(store), found.run);
      await recorder.abandon();
      return commands.length;
    };
    expect(await stopsOf()).toBe(1);
    expect(await redriveDeadLetters(store, run)).toMatchObject({ redriven: 1, refusedCount: 0 });
    expect(
      await query('select redriven_at is not null as is_redriven from dead_letters where run = $1', [run]),
    ).toEqual([{ is_redriven: true }]);
    expect(await stopsOf()).toBe(1);
    expect(await resumeIn(recordingOf(store), run)).toMatchObject({ digest: stopped.digest });
    await query('delete from dead_letters where run = $1', [run]);
    expect((await store.borrow((session) => differencesOf(session, [[run, reference]]))).found).toEqual([]);
  });

  it('is refused where it had a command that this engine does not take, and nothing of it is executed', async () => {
    const stop = { command: 'stop', payload: '{"what":{"reason":"enough"}}' };
    const commands = [
      [
        { ...stop, command: 'pause' },
        "The command 'pause' of record 9 is refused: this engine knows 'stop' and no other.",
      ],
      [{ ...stop, payload: null, command: 'pause' }, "The command 'pause' of record 9 is refused: this engine knows"],
      [
        { ...stop, payload: '{"what":{"secret":"s"}}' },
        "The command 'stop' of record 9 is refused: payload.what.secret looks",
      ],
      [{ ...stop, payload: '{"what":{"why":"x"}}' }, "The command 'stop' of record 9 is refused: it has a `reason`"],
      [{ ...stop, payload: '{' }, "The command 'stop' of record 9 is refused: its payload is no object"],
    ] as const;
    const run = await half();
    for (const [{ command, payload }, words] of commands) {
      await query('delete from commands where run = $1', [run]);
      await query(`delete from words where run = $1 and text = 'pause'`, [run]);
      const [known] = await query(`select coalesce(max(word), 0) + 1 as word from words where run = $1`, [run]);
      await query(`insert into words (run, word, seq, text) values ($1, $2, 1, $3)`, [run, known?.['word'], command]);
      await query('insert into commands (run, seq, at_us, command, payload) values ($1, 9, 5, $2, $3)', [
        run,
        known?.['word'],
        payload,
      ]);
      const before = await contentOf(run);
      const { exitCode, sentence, digest } = await resumeIn(recordingOf(store), run);
      expect([exitCode, sentence, digest]).toEqual([2, expect.stringContaining(words), null]);
      expect(sentence).toMatch(new RegExp(`^The run ${run} cannot be resumed\\. The command `));
      expect(await contentOf(run)).toEqual(before);
      await query('delete from words where run = $1 and word = $2', [run, known?.['word']]);
    }
    // Its hold is released: with the row gone, it is resumed.
    await query('delete from commands where run = $1', [run]);
    expect(await resumeIn(recordingOf(store), run)).toMatchObject({ digest: whole.digest });
  });

  it('is refused to a second process while the first lives, and taken from one that has lost its hold', async () => {
    const { recorder, turn } = await begunIn(recordingOf(store), { intents }, 300);
    const second = await openStore(server.url);
    await query(`select pg_sleep(0)`);
    const refused = await resumeIn(recordingOf(second), recorder.run);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.sentence).toMatch(/is being written by a process that lives \(the server's process \d+/);
    // The first one's connections are cut, and it does not get round to anything for a while.
    await second.borrow((session) =>
      session.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`,
      ),
    );
    expect(await resumeIn(recordingOf(second), recorder.run)).toMatchObject({ digest: whole.digest });
    await expect(
      (async () => {
        await turn();
        await recorder.end('another digest');
      })(),
    ).rejects.toThrow(WriterFenced);
    await recorder.abandon();
    await second.close();
    await expectSame(recorder.run);
  });

  it('is refused if it is over, if there is none, and if another build, chart or writing made it', async () => {
    expect(await resumeIn(recordingOf(store), whole.run)).toMatchObject({
      exitCode: 2,
      sentence: `The run ${whole.run} is over: it ended, and there is nothing to resume.`,
    });
    expect(await resumeIn(recordingOf(store), 999)).toMatchObject({ exitCode: 2 });
    const run = await half();
    const { build } = recordingOf(store);
    const others = [
      [{ ...build, buildHash: 'other' }, /another build of the engine/],
      [{ ...build, chartHashes: { ...build.chartHashes, order: 'other' } }, /its chart 'order' is defined otherwise/],
      [{ ...build, codec: 99 }, new RegExp(`it is in the writing ${codecVersion} of states, and this engine has 99`)],
    ] as const;
    for (const [other, words] of others) {
      const { exitCode, sentence } = await resumeIn(recordingOf(store, { build: other }), run);
      expect([exitCode, sentence]).toEqual([2, expect.stringMatching(words)]);
    }
    await query(`update checkpoints set chart_hashes = '{"order":"other"}' where run = $1`, [run]);
    expect((await resumeIn(recordingOf(store), run)).sentence).toMatch(/last checkpoint .* its chart 'order'/);
  });
});

describe('a directory', () => {
  it('serves one process at a time, keeps what was run, and lets a run be named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dte-resume-'));
    try {
      const target = join(folder, 'database');
      const module = join(folder, 'mine.ts');
      const text = `import { defineStrategy } from 'dry-testing-engine';
        export const strategy = defineStrategy({ name: 'mine', start: () => 0, step: (seen: number) => [seen + 1, []] as const });`;
      writeFileSync(module, text);
      const run = ['run', 'scenarios/demo.yaml', '--intents', '30', '--strategy', module, '--json', '--quiet'];
      const [durable, plain] = [await dte([...run, '--db', target]), await dte([...run, '--db', 'none'])];
      expect(durable).toEqual(plain);
      const said = await dte([...run.slice(0, -2), '--db', target]);
      expect(said.err).toContain('database, where it is run 2; after a crash: dte resume 2');
      const store = await openStore(target);
      const name = await store.borrow(async (session) => {
        await session.query(`update runs set state = 'running', digest = null where id = 2`);
        return (await session.query('select name from runs'))[0]?.['name'];
      });
      await store.close();
      writeFileSync(module, `${text}\n// changed\n`);
      const changed = await dte(['resume', String(name), '--db', target, '--json', '--quiet']);
      expect(changed).toMatchObject({ exitCode: 2, out: '' });
      expect(changed.err).toMatch(/The module of the strategy '.+' is not what it was when the run 2 began/);
      writeFileSync(module, text);
      const resumed = await dte(['resume', String(name), '--db', target, '--json', '--quiet']);
      expect(resumed).toEqual(plain);
      expect((await dte(['resume', '1', '--db', target])).err).toContain('The run 1 is over: it ended');
      // A directory that was named is that one: a process that wants it while another has it waits.
      const other = await openStore(target);
      const heard = { out: '', err: '' };
      const waiting = runCli([...run, '--db', target], {
        out: (text) => void (heard.out += text),
        err: (text) => void (heard.err += text),
        environment: {},
      });
      await until('the second one says that it waits', () => heard.err.includes('waiting for it'));
      expect(heard.out).toBe('');
      await other.close();
      expect({ exitCode: await waiting, out: heard.out }).toEqual({ exitCode: plain.exitCode, out: plain.out });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);

  it('that is not there holds nothing to resume, and none at all can be named', async () => {
    expect(await dte(['resume', '1', '--db', 'no-such-directory'])).toMatchObject({ exitCode: 2, out: '' });
    expect(await dte(['resume', '1'])).toMatchObject({ exitCode: 2, out: '' });
    const unreachable = await dte(['run', '--db', 'postgres://nobody@localhost:1/none']);
    expect(unreachable).toMatchObject({ exitCode: 3, out: '' });
    expect(unreachable.err).toMatch(/^dte: The database localhost:1\/none cannot be reached/);
  });
});
