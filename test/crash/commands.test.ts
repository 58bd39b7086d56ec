// Goal: a run that was given commands of a session, and killed anywhere by the signal that nobody can catch, ends with the
// digest and the rows of one that was given the same commands and never killed. Method: real processes, and kinds of command
// that the test registers: orders are placed and cancelled at hosted venues, then Ctrl-C. A command that was not written was
// never given, so that a run has the first few of them; it is compared with one that nobody killed and that was given so many.
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runs } from '../../drizzle/run-tables.ts';
import { openStore, type Store } from '../../src/persistence/store/store.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../persistence/postgres.ts';
import { buildWorker, type BuiltWorker } from './built.ts';
import { commandsMax } from './commanded.ts';
import { work, type Death, type World } from './kills.ts';
import { differencesOf } from './same-rows.ts';
import { smallWorld } from './worlds.ts';

const kills = 10;
/** Behind the last command. */
const stopAtLook = 7;

let worker: BuiltWorker;
let server: TestServer;
let store: Store;

beforeAll(async () => {
  if (whyNoPostgres !== null) return;
  worker = await buildWorker();
  server = startPostgres();
  store = await openStore(server.url);
  await store.migrate();
}, 120_000);
afterAll(async () => {
  if (whyNoPostgres !== null) return;
  await store.close();
  worker.remove();
  server.remove();
});

const digests = (): Promise<
  readonly { readonly id: number; readonly state: string; readonly digest: string | null }[]
> =>
  store.borrow((session) =>
    session.database.select({ id: runs.id, state: runs.state, digest: runs.digest }).from(runs).orderBy(asc(runs.id)),
  );

const commandsOf = async (run: number): Promise<number> => {
  const [row] = await store.borrow((session) =>
    session.query('select count(*) as count from commands where run = $1', [run]),
  );
  return Number(row?.['count']);
};

it.skipIf(whyNoPostgres !== null)(
  'a run that was given commands, killed anywhere, ends as if nobody had',
  async () => {
    const world: World = { ...smallWorld, worker: worker.path, target: server.url, stopAtLook };
    const none: Death = { resumeKill: null, kill: null, afterMs: null, isStopped: false };
    // What nobody kills: with none of the commands, with the first, with the first two, …, with all and a stop.
    let boundaries = 0;
    for (let commands = 0; commands <= commandsMax + 1; commands += 1) {
      const isStopped = commands > commandsMax;
      const { said } = await work(world, { ...none, commands: Math.min(commands, commandsMax), isStopped });
      for (const one of said) if (one.said === 'ran') boundaries = Math.max(boundaries, one.boundaries);
    }
    const references = await digests();
    expect(new Set(references.map(({ digest }) => digest)).size).toBe(commandsMax + 2);
    expect(await Promise.all(references.map(({ id }) => commandsOf(id)))).toEqual(references.map((_, index) => index));

    let killed = 0;
    for (let number = 0; number < kills; number += 1) {
      const kill = 1 + Math.floor(((number + 0.5) * boundaries) / kills);
      const resumeKill = number % 5 === 4 ? 8 : null;
      const death = { ...none, kill, resumeKill, commands: commandsMax, isStopped: true };
      if ((await work(world, death)).isKilled) killed += 1;
    }
    expect(killed).toBeGreaterThanOrEqual(kills - 4);
    await work(world, null, true);

    const pairs: (readonly [run: number, reference: number])[] = [];
    for (const { id, state, digest } of (await digests()).slice(references.length)) {
      const reference = references[await commandsOf(id)]!;
      expect({ id, state, digest }).toEqual({ id, state: 'ended', digest: reference.digest });
      pairs.push([id, reference.id]);
    }
    expect((await store.borrow((session) => differencesOf(session, pairs))).found).toEqual([]);
    const counts = await Promise.all(pairs.map(([id]) => commandsOf(id)));
    expect(new Set(counts).size).toBeGreaterThan(2);
    expect(
      await store.borrow((session) => session.database.select().from(runs).where(eq(runs.state, 'running'))),
    ).toEqual([]);
  },
  300_000,
);
