// The writer against both databases: whatever becomes of its flushes, every row is there once, in order, or is a dead
// letter; and nobody writes a run that another has taken over.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/persistence/store/store.ts';
import { takeOverRun, readMark } from '../../../src/persistence/write/run-rows.ts';
import { createWriter } from '../../../src/persistence/write/writer.ts';
import { WriterFenced, type Writer } from '../../../src/persistence/write/writer-types.ts';
import { startPostgres, whyNoPostgres, type TestServer } from '../postgres.ts';
import {
  impatientClock,
  lineNumber,
  linesOf,
  newRun,
  recordNumber,
  smallLimits,
  withFates,
  type Fate,
} from './writer-world.ts';

const linesUpTo = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => lineNumber(index + 1));

/** A core that makes so many records, some at a step, and stands still when it is held. */
const feed = async (writer: Writer, count: number, perStep: number, first = 1): Promise<number> => {
  let heldTimes = 0;
  for (let number = first; number < first + count; number += 1) {
    writer.consume(recordNumber(number), number, number * 10);
    if (number % perStep !== 0) continue;
    writer.pump();
    if (!writer.isHeld) continue;
    heldTimes += 1;
    await writer.released();
  }
  return heldTimes;
};

const promises = (open: () => Promise<Store>): void => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await store.migrate();
  }, 120_000);
  afterAll(async () => {
    expect(store.borrowed).toBe(0);
    await store.close();
  });

  const writerOf = (run: number, fates: Fate[] = [], clock = impatientClock()) =>
    createWriter({
      store: withFates(store, fates),
      run,
      epoch: 1,
      mark: 0,
      clock,
      random: () => 0.5,
      limits: smallLimits,
    });

  it('writes every row once and in order, whatever becomes of its flushes', async () => {
    const anyFate = fc.constantFrom<Fate>('lands', 'lands', 'isLost', 'landsUnheard', 'isLostUnheard');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(anyFate, { maxLength: 20 }),
        async (count, perStep, fates) => {
          const run = await newRun(store);
          const writer = writerOf(run, [...fates]);
          await feed(writer, count, perStep);
          await writer.drain();
          expect(await linesOf(store, run, count)).toEqual(linesUpTo(count));
          const { written, deadLettered, unwritten, mark } = writer.figures();
          expect({ written, deadLettered, unwritten, mark }).toEqual({
            written: count,
            deadLettered: 0,
            unwritten: 0,
            mark: count,
          });
          expect(store.borrowed).toBe(0);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('puts the rows aside that the database refuses, each under its sequence, and writes all others', async () => {
    await store.borrow(async (session) => {
      await session.query(
        `alter table order_events add constraint refused check (run < 0 or cum_qty not in (7, 20, 21, 40)) not valid`,
      );
    });
    try {
      const run = await newRun(store);
      const writer = writerOf(run, ['isLost', 'landsUnheard', 'lands', 'isLostUnheard', 'landsUnheard', 'isLost']);
      await feed(writer, 50, 50);
      await writer.drain();
      expect(writer.figures()).toMatchObject({ written: 47, deadLettered: 3, unwritten: 0, mark: 50 });
      expect(await linesOf(store, run, 50)).toEqual(linesUpTo(50));
      const letters = await store.borrow((session) =>
        session.query('select seq::int, type, line, sql_state, reason from dead_letters where run = $1 order by seq', [
          run,
        ]),
      );
      expect(letters.map(({ seq, type, line, sql_state: state }) => ({ seq, type, line, state }))).toEqual(
        [7, 20, 40].map((seq) => ({ seq, type: 'order.moved', line: lineNumber(seq), state: '23514' })),
      );
      expect(letters[0]?.['reason']).toMatch(/refused/);
    } finally {
      await store.borrow((session) => session.query('alter table order_events drop constraint refused'));
    }
  });

  it('writes nothing into a run that another has taken over, and says so', async () => {
    const run = await newRun(store);
    const writer = writerOf(run);
    await feed(writer, 32, 16);
    while (writer.figures().mark < 32) await new Promise((resolve) => setImmediate(resolve));
    const taken = await store.borrow((session) => takeOverRun(session, run));
    expect(taken).toEqual({ mark: 32, epoch: 2 });
    await feed(writer, 20, 20, 33);
    await expect(writer.drain()).rejects.toThrow(WriterFenced);
    await expect(writer.drain()).rejects.toThrow(/another process has taken the run/);
    expect(await store.borrow((session) => readMark(session, run))).toEqual({ mark: 32, epoch: 2 });
    expect(await linesOf(store, run, 100)).toEqual(linesUpTo(32));
  });

  it('holds the engine while too much waits, and loses nothing of it', async () => {
    const run = await newRun(store);
    const writer = writerOf(run);
    const heldTimes = await feed(writer, 600, 8);
    expect(heldTimes).toBeGreaterThan(0);
    await writer.drain();
    expect(await linesOf(store, run, 600)).toEqual(linesUpTo(600));
  });

  it('waits longer after each failure, up to a bound, with jitter, and begins anew after a success', async () => {
    const run = await newRun(store);
    const clock = impatientClock();
    const writer = writerOf(run, ['isLost', 'isLost', 'isLost', 'isLost', 'isLost', 'lands', 'isLost'], clock);
    await feed(writer, 32, 32);
    await writer.drain();
    expect(clock.waitsMs.filter((waitMs) => waitMs !== smallLimits.rowAgeMsMax)).toEqual([7.5, 15, 30, 60, 60, 7.5]);
    expect(writer.figures()).toMatchObject({ failures: 6, written: 32, trouble: null });
  });

  it('does not let a row wait for its batch to fill', async () => {
    const run = await newRun(store);
    const writer = writerOf(run);
    await feed(writer, 3, 1);
    while (writer.figures().mark < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(await linesOf(store, run, 3)).toEqual(linesUpTo(3));
    await writer.drain();
  });
};

describe('the writer, on PGlite', () => {
  promises(() => openStore('memory'));
});

describe.skipIf(whyNoPostgres !== null)('the writer, on a Postgres server', () => {
  let server: TestServer;
  afterAll(() => server.remove());
  promises(() => {
    server = startPostgres(['fsync = off']);
    return openStore(server.url);
  });
});
