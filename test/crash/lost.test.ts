// Goal: a run whose database is lost ends with exit code 3 and, as its last line, the command that resumes it; once the
// database is repaired, that command comes to the digest of a run that lost nothing. Method: the real commands on a real
// server and on the embedded database, with limits of a few hundred milliseconds instead of a minute.
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandFailed } from '../../src/cli/command-failed.ts';
import { resumeRun } from '../../src/cli/resume.ts';
import { runRecorded } from '../../src/cli/run.ts';
import { commandDependencies } from '../../src/cli/run/command-dependencies.ts';
import { prepareRun } from '../../src/run/execution/prepare.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { OutageLimits } from '../../src/persistence/write/outage.ts';
import { StoreError } from '../../src/persistence/store/store-error.ts';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../persistence/postgres.ts';
import { recordingOf, shellWith, type AtLook } from './in-process.ts';
import { mountSmallDisk, whyNoSmallDisk, type SmallDisk } from './small-disk.ts';
import { smallWorld } from './worlds.ts';

const intents = 40;
const outage: OutageLimits = {
  firstWordMs: 20,
  wordEveryMs: 20,
  diskFullMsMax: 300,
  outageMsMax: 1_500,
  signOfLifeMsMax: 1_500,
};

interface Ended {
  readonly exitCode: number;
  readonly out: string;
  /** Lines, as a person saw them. */
  readonly err: readonly string[];
  readonly exits: readonly number[];
}

/** A command on that database, with small limits; what it says is kept. */
const command = async (
  store: Store,
  db: string,
  atLook: AtLook,
  work: (parts: {
    readonly options: { readonly quiet: true; readonly json: true; readonly db: string };
    readonly recording: ReturnType<typeof recordingOf>;
    readonly port: typeof commandDependencies;
    readonly terminal: Terminal;
  }) => Promise<void>,
): Promise<Ended> => {
  let out = '';
  let err = '';
  const exits: number[] = [];
  const terminal: Terminal = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    environment: { npm_execpath: 'npm' },
  };
  const port = {
    ...commandDependencies,
    shell: { ...shellWith(atLook), exitNow: (code: number) => void exits.push(code) },
  };
  const recording = recordingOf(store, { outage, say: (sentence) => terminal.err(`${sentence}\n`) });
  let exitCode = 0;
  try {
    await work({ options: { quiet: true, json: true, db }, recording, port, terminal });
  } catch (error) {
    if (!(error instanceof CommandFailed) && !(error instanceof StoreError)) throw error;
    exitCode = error instanceof CommandFailed ? error.exitCode : 3;
    err += `dte: ${error.message}\n`;
  }
  return { exitCode, out, err: err.trimEnd().split('\n'), exits };
};

const run = (store: Store, db: string, atLook: AtLook): Promise<Ended> =>
  command(store, db, atLook, async ({ options, recording, port, terminal }) =>
    runRecorded(await prepareRun(smallWorld.scenario, { intents }, port, true), options, recording, port, terminal),
  );

const digestOf = ({ out }: Ended): string => (JSON.parse(out) as { readonly digest: string }).digest;

/** Looks up that a whole run takes, and its digest. */
const whole = async (): Promise<{ readonly looks: number; readonly digest: string }> => {
  const store = await openStore('memory');
  await store.migrate();
  let looks = 0;
  const ended = await run(store, 'memory', (look) => void (looks = look));
  await store.close();
  return { looks, digest: digestOf(ended) };
};

interface Loss {
  /** The database as it is typed, and what is resumed from. */
  readonly target: string;
  readonly hurt: () => Promise<unknown> | unknown;
  readonly repair: () => Promise<unknown> | unknown;
  /** What the sentence before the last two lines says. */
  readonly says: RegExp;
  /** Whether it is waited for, and that is said. */
  readonly isWaitedFor: boolean;
}

let reference: { readonly looks: number; readonly digest: string };
beforeAll(async () => {
  reference = await whole();
}, 120_000);

/** Loses the database near the end of a run, repairs it, and does what the last line says. */
const loseAndResume = async (
  { target, hurt, repair, says, isWaitedFor }: Loss,
  opened: Store | null = null,
): Promise<Store> => {
  const store = opened ?? (await openStore(target));
  let isHurt = false;
  const ended = await run(store, target, async (look) => {
    if (isHurt || look < Math.floor(reference.looks * 0.8)) return;
    isHurt = true;
    await hurt();
  });
  await store.close();
  expect([isHurt, ended.exitCode, ended.out]).toEqual([true, 3, '']);
  expect(ended.err.at(-3)).toMatch(says);
  expect(ended.err.at(-2)).toMatch(/^dte: The run \d+ is not over\. This command resumes it:$/);
  const last = /^npx dte resume (?<number>\d+) --db '?(?<db>[^']+)'?$/.exec(ended.err.at(-1) ?? '');
  expect([ended.err.at(-1), last?.groups?.['db']]).toEqual([ended.err.at(-1), target]);
  expect(ended.err.some((line) => line.includes('The run has waited for it for'))).toBe(isWaitedFor);
  await repair();
  const again = await openStore(last!.groups!['db']!);
  await again.migrate();
  const resumed = await command(
    again,
    target,
    () => undefined,
    ({ options, recording, port, terminal }) => resumeRun(last!.groups!['number']!, options, recording, port, terminal),
  );
  expect([resumed.exitCode, digestOf(resumed)]).toEqual([0, reference.digest]);
  return again;
};

/** The same on a server, of which nothing stays open. */
const loseServer = async (loss: Loss): Promise<void> => {
  try {
    await (await loseAndResume(loss)).close();
  } catch (error) {
    // The next test is to find the server whole.
    await Promise.resolve(loss.repair()).catch(() => undefined);
    throw error;
  }
};

describe.skipIf(whyNoPostgres !== null)('a server that is lost near the end of a run', () => {
  let server: TestServer;
  /** Not the superuser, who is allowed everything. */
  let target: string;
  const query = async (text: string): Promise<void> => {
    const admin = await openStore(server.url);
    await admin.borrow((session) => session.query(text));
    await admin.close();
  };
  beforeAll(async () => {
    server = startPostgres(['fsync = off']);
    target = server.urlOf('plain');
    const admin = await openStore(server.url);
    await admin.migrate();
    await admin.borrow(async (session) => {
      await session.query('create role plain login');
      for (const schema of ['public', 'drizzle']) {
        await session.query(`grant usage on schema ${schema} to plain`);
        await session.query(`grant all on all tables in schema ${schema} to plain`);
        await session.query(`grant all on all sequences in schema ${schema} to plain`);
      }
    });
    await admin.close();
  }, 120_000);
  afterAll(() => server.remove());

  it('because it is stopped, is waited for, and is resumed once it is started', () =>
    loseServer({
      target,
      hurt: () => server.stop('immediate'),
      repair: () => server.start(),
      says: /cannot be reached: .+\. It was waited for \d+ s\.$/,
      isWaitedFor: true,
    }));

  it('because a table was dropped, ends at once', () =>
    loseServer({
      target,
      hurt: () => query('alter table order_events rename to order_events_away'),
      repair: () => query('alter table order_events_away rename to order_events'),
      says: /has not the tables of this engine any more: relation "order_events" does not exist\.$/,
      isWaitedFor: false,
    }));

  it('because a column was dropped, ends at once', () =>
    loseServer({
      target,
      hurt: () => query('alter table order_events rename column cum_qty to cum_qty_away'),
      repair: () => query('alter table order_events rename column cum_qty_away to cum_qty'),
      says: /any more: column "cum_qty" of relation "order_events" does not exist\.$/,
      isWaitedFor: false,
    }));

  it('because a permission was revoked, ends at once', () =>
    loseServer({
      target,
      hurt: () => query('revoke insert on order_events from plain'),
      repair: () => query('grant insert on order_events to plain'),
      says: /does not allow what was asked of it: permission denied for table order_events\.$/,
      isWaitedFor: false,
    }));

  it('because it was made read-only, ends at once', () =>
    loseServer({
      target,
      hurt: async () => {
        await query('alter role plain set default_transaction_read_only = on');
        await query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'plain'`);
      },
      repair: () => query('alter role plain reset default_transaction_read_only'),
      says: /can only be read: cannot execute .+ in a read-only transaction\.$/,
      isWaitedFor: false,
    }));

  it('because its dead letters take nothing either, ends at once', () =>
    loseServer({
      target,
      hurt: async () => {
        await query('alter table order_events add constraint refused check (false) not valid');
        await query('alter table dead_letters add constraint refused_too check (false) not valid');
      },
      repair: async () => {
        await query('alter table order_events drop constraint refused');
        await query('alter table dead_letters drop constraint refused_too');
      },
      says: /refuses what was asked of it: .+ violates check constraint "refused_too"\.$/,
      isWaitedFor: false,
    }));

  it('is left by Ctrl-C while it is waited for, which names the command', async () => {
    const store = await openStore(target);
    let isStopped = false;
    let timer: NodeJS.Timeout | undefined;
    const ended = await run(store, target, (look, press) => {
      if (isStopped || look < reference.looks * 0.5) return;
      isStopped = true;
      server.stop('immediate');
      // It is pressed as soon as the run waits, and again until it has been heard.
      timer = setInterval(press, 100);
    });
    clearInterval(timer);
    await store.close().catch(() => undefined);
    server.start();
    const at = ended.err.findIndex((line) => /^The run \d+ is not over\. This command resumes it:$/.test(line));
    expect([isStopped, ended.exits[0]]).toEqual([true, 130]);
    expect(ended.err[at + 1]).toMatch(/^npx dte resume \d+ --db /);
  });

  it('when the run begins, says its own reason, with exit code 3 and without the row that it refused', async () => {
    await query('revoke insert on runs from plain');
    const store = await openStore(target);
    const ended = await run(store, target, () => undefined);
    await store.close();
    await query('grant insert on runs to plain');
    expect(ended).toEqual({
      exitCode: 3,
      out: '',
      err: [
        expect.stringMatching(
          /^dte: The database .+ does not allow what was asked of it: permission denied for table runs\.$/,
        ),
      ],
      exits: [],
    });
  });
});

describe.skipIf(whyNoSmallDisk !== null || whyNoPostgres !== null)('a full disk', () => {
  let disk: SmallDisk;
  beforeAll(() => {
    disk = mountSmallDisk(200);
  });
  afterAll(() => disk.remove());

  it('of a server is waited for, and the run is resumed once there is room', async () => {
    const server = startPostgres(['fsync = off', `max_wal_size = '32MB'`, `min_wal_size = '32MB'`], disk.folder);
    try {
      const store = await openStore(server.url);
      await store.migrate();
      await store.close();
      await loseServer({
        target: server.url,
        hurt: () => disk.fill(0),
        repair: () => disk.free(),
        says: /The disk of the database .+ is full: could not .+: No space left on device\./,
        isWaitedFor: true,
      });
    } finally {
      server.remove();
      disk.free();
    }
  });
});

describe('an embedded database', () => {
  const disk = whyNoSmallDisk === null ? mountSmallDisk(200) : null;
  const folder = disk?.folder ?? mkdtempSync(join(tmpdir(), 'dte-lost-'));
  const target = join(folder, 'database');
  let store: Store;
  beforeAll(async () => {
    store = await openStore(target);
    await store.migrate();
  }, 120_000);
  afterAll(async () => {
    await store.close();
    if (disk === null) rmSync(folder, { recursive: true, force: true });
    else disk.remove();
  });

  it('whose directory is moved away ends the run, which is resumed once it is back', async () => {
    store = await loseAndResume(
      {
        target,
        hurt: () => renameSync(target, `${target}.away`),
        repair: () => renameSync(`${target}.away`, target),
        says: /is not there any more: its directory was moved or removed while this process wrote to it\.$/,
        isWaitedFor: false,
      },
      store,
    );
  });

  it.skipIf(disk === null)(
    'sees a full disk before it meets it, and the run is resumed once there is room',
    async () => {
      store = await loseAndResume(
        {
          target,
          hurt: () => disk!.fill(32 * 1_024 * 1_024),
          repair: () => disk!.free(),
          says: /The disk of the database .+ is full: \d+ MiB are free, and the embedded database needs 64 MiB/,
          isWaitedFor: true,
        },
        store,
      );
      // Nor is one made where there is no room for it.
      disk!.fill(60 * 1_024 * 1_024);
      await expect(openStore(join(folder, 'another'))).rejects.toMatchObject({ problem: 'diskFull' });
      disk!.free();
    },
  );
});
