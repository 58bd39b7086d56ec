// A run that is recorded, given up and recovered, without an engine: in an embedded database in memory, with records that
// are made by their number. Goal: what is recovered is the last checkpoint and the commands before the mark; the tail must
// equal its rows; and nothing is written before it does.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { encodeRecord } from '../../../src/journal/encode.ts';
import type { RecordBody } from '../../../src/journal/records.ts';
import type { Build } from '../../../src/persistence/checkpoints/build.ts';
import type { Checkpointed } from '../../../src/persistence/checkpoints/checkpointer.ts';
import { writeCheckpoint } from '../../../src/persistence/checkpoints/checkpoints.ts';
import { codecVersion } from '../../../src/persistence/checkpoints/codec.ts';
import { DeterminismFault } from '../../../src/persistence/checkpoints/determinism-fault.ts';
import { NotResumable, overWords, recoverRun, type Recovered } from '../../../src/persistence/checkpoints/recover.ts';
import { findRunBy, type RunRow } from '../../../src/persistence/read/run-list.ts';
import { StoreError } from '../../../src/persistence/store/store-error.ts';
import { openStore, type Store } from '../../../src/persistence/store/store.ts';
import { TailCheck } from '../../../src/persistence/checkpoints/tail-check.ts';
import { Dictionary } from '../../../src/persistence/write/dictionary.ts';
import {
  recordNewRun,
  recordOn,
  watchOf,
  type Recorder,
  type RecorderOptions,
} from '../../../src/persistence/write/recorder.ts';
import { RunIsLive } from '../../../src/persistence/write/run-hold.ts';
import { WriterFenced } from '../../../src/persistence/write/writer-types.ts';
import { until } from '../../until.ts';
import { impatientClock, lineNumber, linesOf, recordNumber, smallLimits } from '../write/writer-world.ts';

const EVERY = 10;
const build: Build = { codec: codecVersion, buildHash: 'own', chartHashes: { order: 'a', lane: 'b' } };

/** A run as it is after so many records. */
const at = (lastSeq: number): Checkpointed => ({
  lastSeq,
  nowUs: lastSeq * 10,
  digest: `digest ${lastSeq}`,
  save: () => ({ reached: lastSeq }),
});

let store: Store;
const query = (text: string, values: readonly unknown[] = []) => store.borrow((session) => session.query(text, values));
const optionsOf = (more: Partial<RecorderOptions> = {}): RecorderOptions => ({
  store,
  build,
  clock: impatientClock(),
  random: () => 0.5,
  checkpointEveryRecords: EVERY,
  limits: smallLimits,
  ...more,
});

/** Turns until nothing waits. */
const settle = async (recorder: Recorder, lastSeq: number): Promise<void> => {
  const isAtRest = async (): Promise<boolean> => {
    await recorder.turn(at(lastSeq));
    await new Promise((resolve) => setImmediate(resolve));
    return recorder.figures().unwritten === 0 && !recorder.figures().isCheckpointing;
  };
  // Mostly it is a matter of microseconds.
  for (let turn = 0; turn < 100; turn += 1) if (await isAtRest()) return;
  await until('the recorder comes to rest', isAtRest);
};
const bodyOf = (seq: number, others: ReadonlyMap<number, RecordBody>): RecordBody =>
  others.get(seq) ?? recordNumber(seq);
/** Records from `first` to `last`, with a rest after each. */
const go = async (
  recorder: Recorder,
  first: number,
  last: number,
  others: ReadonlyMap<number, RecordBody> = new Map(),
): Promise<void> => {
  for (let seq = first; seq <= last; seq += 1) {
    recorder.consume(bodyOf(seq, others), seq, seq * 10);
    await settle(recorder, seq);
  }
};
const begun = async (options = optionsOf()): Promise<Recorder> =>
  recordNewRun(options, { name: 'mine', seed: '1', scenarioHash: '', engineVersion: '', inputs: '' });
/** The number of a run that was given up after so many records. */
const halfOf = async (
  last: number,
  others?: ReadonlyMap<number, RecordBody>,
  options?: RecorderOptions,
): Promise<number> => {
  const recorder = await begun(options);
  await go(recorder, 1, last, others);
  await recorder.abandon();
  return recorder.run;
};
const rowOf = async (run: number): Promise<RunRow> => {
  const found = await store.borrow((session) => findRunBy(session, String(run)));
  if (found.kind !== 'found') throw new Error(`${run} is not there`);
  return found.run;
};
const recovered = async (run: number, options = optionsOf()): Promise<Recovered> =>
  recoverRun(options, await rowOf(run));
const stateOf = async (run: number) =>
  (await query('select state, digest, mark, epoch from runs where id = $1', [run]))[0];
const checkpointsOf = async (run: number): Promise<readonly unknown[]> =>
  (await query('select seq from checkpoints where run = $1 order by seq', [run])).map(({ seq }) => Number(seq));
const linesUpTo = (last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => lineNumber(index + 1));

beforeAll(async () => {
  store = await openStore('memory');
  await store.migrate();
}, 60_000);
afterEach(() => expect(store.borrowed).toBe(0));
afterAll(() => store.close());

describe('a run that was given up', () => {
  it('is recovered at its last checkpoint, re-executed to its mark, and ended', async () => {
    const run = await halfOf(25);
    expect(await checkpointsOf(run)).toEqual([10, 20]);
    const { recorder, state, digest, commands } = await recovered(run);
    expect([recorder.run, recorder.mark, recorder.isOver]).toEqual([run, 25, false]);
    expect([state, digest, commands]).toEqual([{ reached: 20 }, 'digest 20', []]);
    await go(recorder, 21, 30);
    // The next one is due so many records behind the one that it was restored from, and two are kept.
    expect([await checkpointsOf(run), recorder.figures().checkpoints]).toEqual([[20, 30], 1]);
    await go(recorder, 31, 40);
    expect([await checkpointsOf(run), recorder.figures().checkpoints]).toEqual([[30, 40], 2]);
    await recorder.end('whole');
    expect(recorder.isOver).toBe(true);
    expect(await stateOf(run)).toEqual({ state: 'ended', digest: 'whole', mark: 40, epoch: 2 });
    expect(await checkpointsOf(run)).toEqual([]);
    expect(await linesOf(store, run, 40)).toEqual(linesUpTo(40));
  });

  it('is recovered at its beginning where it has no checkpoint', async () => {
    const run = await halfOf(9);
    expect(await checkpointsOf(run)).toEqual([]);
    const { recorder, state, digest } = await recovered(run);
    expect([recorder.mark, state, digest]).toEqual([9, null, null]);
    await go(recorder, 1, 12);
    await recorder.end('whole');
    expect(await linesOf(store, run, 12)).toEqual(linesUpTo(12));
  });

  it('that had nothing written yet has nothing to compare', async () => {
    const run = await halfOf(0);
    const { recorder } = await recovered(run);
    await go(recorder, 1, 3);
    await recorder.fail('broke');
    expect(await stateOf(run)).toMatchObject({ state: 'failed', digest: 'broke', mark: 3 });
    expect(recorder.isOver).toBe(true);
  });

  it('is compared record by record, and the first that differs is a fault', async () => {
    const other: RecordBody = { type: 'venue.accepted', venue: 'other', clOrdId: 'x', venueOrderId: 'V' };
    for (const differs of [21, 23, 25]) {
      const run = await halfOf(25);
      const before = [await stateOf(run), await linesOf(store, run, 30)];
      const { recorder } = await recovered(run);
      const fault = await go(recorder, 21, 25, new Map([[differs, other]])).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(DeterminismFault);
      const { seq, message } = fault as DeterminismFault;
      expect(seq).toBe(differs);
      expect(message).toContain(`in the database: ${lineNumber(differs)}\n`);
      expect(message).toContain(`re-executed:     ${encodeRecord(other, differs, differs * 10)}`);
      // A run that breaks before it has come as far as its rows is left as it was.
      await recorder.fail('broke');
      expect([{ ...(await stateOf(run)), epoch: 1 }, await linesOf(store, run, 30)]).toEqual(before);
    }
  });

  it('is a fault where a row is missing, and where the run ends before its rows', async () => {
    const missing = await halfOf(25);
    await query('delete from order_events where run = $1 and seq = 23', [missing]);
    const { recorder } = await recovered(missing);
    const fault = await go(recorder, 21, 25).catch((error: unknown) => error);
    expect(fault).toMatchObject({ seq: 23, message: expect.stringContaining('in the database: nothing') });
    await recorder.abandon();
    for (const reached of [20, 23]) {
      const run = await halfOf(25);
      const short = (await recovered(run)).recorder;
      await go(short, 21, reached);
      await expect(short.end('early')).rejects.toMatchObject({
        seq: reached + 1,
        message: expect.stringContaining(`in the database: ${lineNumber(reached + 1)}\n  re-executed:     nothing`),
      });
      await short.abandon();
      expect(await stateOf(run)).toMatchObject({ state: 'running', digest: null });
    }
    // What ends exactly at its mark is whole.
    const run = await halfOf(25);
    const exact = (await recovered(run)).recorder;
    for (let seq = 21; seq <= 25; seq += 1) exact.consume(recordNumber(seq), seq, seq * 10);
    await exact.end('whole');
    expect(await stateOf(run)).toMatchObject({ state: 'ended', mark: 25 });
  });

  it('is a fault where there are rows beyond its mark', async () => {
    for (const behind of [1, 40]) {
      const run = await halfOf(12);
      await query('insert into faults (run, seq, at_us, venue, fault) values ($1, $2, 0, 1, 2)', [run, 12 + behind]);
      await expect(recovered(run)).rejects.toMatchObject({
        seq: 12 + behind,
        message: expect.stringContaining('re-executed:     not yet anything'),
      });
    }
  });

  it('writes nothing new before its tail has been compared', async () => {
    const run = await halfOf(25);
    const { recorder } = await recovered(run);
    for (let seq = 21; seq <= 24; seq += 1) recorder.consume(recordNumber(seq), seq, seq * 10);
    await recorder.turn(at(40));
    expect([recorder.figures().isCheckpointing, await checkpointsOf(run)]).toEqual([false, [10, 20]]);
    expect(() => recorder.consume(recordNumber(23), 23, 230)).toThrow(AssertionFailed);
    await go(recorder, 25, 26);
    expect(await stateOf(run)).toMatchObject({ mark: 26 });
    await recorder.abandon();
  });

  it('has the commands of every kind that it was given up to its mark, in their order, wherever they were put', async () => {
    const command = (name: string, reason = '', session?: number): RecordBody => ({
      type: 'command.received',
      command: name,
      payload: JSON.stringify({ what: { reason } }),
      ...(session === undefined ? {} : { session }),
    });
    const run = await halfOf(
      14,
      new Map([
        [3, command('stop')],
        [5, command('pause', 'a', 3)],
        // The engine's own stop comes again by itself; any other without a payload is for the table to refuse.
        [7, { type: 'command.received', command: 'stop', reason: 'strategyFaulted' }],
        [8, { type: 'command.received', command: 'pause' }],
        [12, command('stop', 'b')],
      ]),
    );
    const letter = (seq: number, body: RecordBody, redrivenAt: string | null, type = 'command.received') =>
      query(
        `insert into dead_letters (seq, at_us, run, type, line, sql_state, reason, redriven_at) values ($1, 0, $2, $3, $4, '23514', '', $5)`,
        [seq, run, type, encodeRecord(body, seq, 0), redrivenAt],
      );
    await letter(13, command('stop', 'c'), '2026-01-01');
    await letter(2, command('stop', 'd'), null);
    await letter(4, command('stop'), null);
    await letter(6, recordNumber(6), null, 'order.moved');
    await query('update runs set mark = 13 where id = $1', [run]);
    const found = recovered(run);
    // Record 14 lies behind the mark by now.
    await expect(found).rejects.toThrow(DeterminismFault);
    await query('update runs set mark = 14 where id = $1', [run]);
    const { recorder, commands } = await recovered(run);
    const stop = { command: 'stop', session: undefined };
    expect(commands).toEqual([
      { ...stop, seq: 2, atUs: 0, payload: '{"what":{"reason":"d"}}' },
      { ...stop, seq: 3, atUs: 30, payload: '{"what":{"reason":""}}' },
      { ...stop, seq: 4, atUs: 0, payload: '{"what":{"reason":""}}' },
      { seq: 5, atUs: 50, session: 3, command: 'pause', payload: '{"what":{"reason":"a"}}' },
      { seq: 8, atUs: 80, session: undefined, command: 'pause', payload: '' },
      { ...stop, seq: 12, atUs: 120, payload: '{"what":{"reason":"b"}}' },
    ]);
    await recorder.abandon();
  });

  it('is refused by another build, where its checkpoint is broken, where it is over, and where it is gone', async () => {
    const run = await halfOf(12);
    const refusedFor = async (options?: RecorderOptions): Promise<string> => {
      const error = await recovered(run, options).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(NotResumable);
      return (error as Error).message;
    };
    const others: readonly (readonly [Partial<Build>, string])[] = [
      [{ buildHash: 'other' }, 'another build'],
      [{ codec: 99 }, `in the writing ${codecVersion} of states, and this engine has 99`],
      [{ chartHashes: { order: 'a', lane: 'other' } }, "its chart 'lane'"],
      [{ chartHashes: { ...build.chartHashes, more: 'c' } }, "its chart 'more'"],
    ];
    for (const [other, words] of others)
      expect(await refusedFor(optionsOf({ build: { ...build, ...other } }))).toContain(words);
    // None of these has taken it over.
    expect(await stateOf(run)).toMatchObject({ epoch: 1 });
    await query(`update checkpoints set state = 'nonsense' where run = $1`, [run]);
    expect(await refusedFor()).toContain('cannot be read');
    const row = await rowOf(run);
    for (const state of ['ended', 'failed'] as const) {
      expect(overWords({ ...row, state })).toContain(`it ${state}`);
      await expect(recoverRun(optionsOf(), { ...row, state })).rejects.toThrow(NotResumable);
    }
    expect(overWords({ ...row, state: 'running' })).toBeNull();
    const none = { ...row, id: 987_654 };
    await expect(recoverRun(optionsOf(), none)).rejects.toThrow('is not there any more');
  });

  it('is not written any more by its former writer', async () => {
    const first = await begun();
    await go(first, 1, 12);
    const { recorder } = await recovered(first.run);
    await expect(first.end('another')).rejects.toThrow(WriterFenced);
    expect(first.isOver).toBe(false);
    expect([await stateOf(first.run), await checkpointsOf(first.run)]).toEqual([
      { state: 'running', digest: null, mark: 12, epoch: 2 },
      [10],
    ]);
    await go(recorder, 11, 13);
    await recorder.end('whole');
    expect(await stateOf(first.run)).toMatchObject({ state: 'ended', mark: 13 });
    await first.abandon();
  });
});

describe('a run that cannot begin', () => {
  it('says what the database said, and that another process has it as that', async () => {
    const beginsWith = (error: Error): Promise<unknown> => {
      const failing = { where: 'here', place: null, borrow: () => Promise.reject(error) } as unknown as Store;
      return begun(optionsOf({ store: failing })).catch((reason: unknown) => reason);
    };
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(await beginsWith(lost)).toBeInstanceOf(StoreError);
    const live = new RunIsLive('The run 1 is being written.');
    expect(await beginsWith(live)).toBe(live);
  });
});

it('a run is held from its beginning until it is over, given up, or found to be taken over', async () => {
  const recordedWith = (run: number, epoch: number) => {
    const options = optionsOf();
    const watch = watchOf(options);
    const dictionary = new Dictionary();
    const tail = new TailCheck(store, options.clock, watch, run, dictionary, 0, 0);
    const calls: string[] = [];
    const hold = {
      tend: () => void calls.push('tended'),
      release: () => Promise.resolve(void calls.push('released')),
    };
    const recorder = recordOn(options, run, { epoch, mark: 0, dictionary, checkpointSeq: 0, tail }, hold, watch);
    return { recorder, calls };
  };
  const ended = recordedWith(await halfOf(0), 1);
  await go(ended.recorder, 1, 2);
  expect(new Set(ended.calls)).toEqual(new Set(['tended']));
  const given = recordedWith(await halfOf(0), 1);
  const taken = recordedWith(await halfOf(0), 7);
  await ended.recorder.end('whole');
  await given.recorder.abandon();
  await expect(taken.recorder.end('whole')).rejects.toThrow(WriterFenced);
  for (const { calls } of [ended, given, taken])
    expect([calls.at(-1), calls.filter((call) => call === 'released').length]).toEqual(['released', 1]);
});

/** The store, with another way of doing some of what it does. */
const storeWith = (other: Partial<Store>): Store =>
  new Proxy(store, { get: (target, name) => Reflect.get(other, name) ?? Reflect.get(target, name) });

it('a run is noted where its directory says what is written', async () => {
  const noted: number[] = [];
  const recorder = await begun(optionsOf({ store: storeWith({ note: (run) => void noted.push(run) }) }));
  expect(noted).toEqual([recorder.run]);
  await recorder.abandon();
});

it('an end waits for the checkpoint that is being written, so that none is left', async () => {
  let letIn = (): void => undefined;
  const opened = new Promise<void>((resolve) => (letIn = resolve));
  let isClosed = false;
  let isReached = false;
  const borrow: Store['borrow'] = async (work) => {
    if (!isClosed) return store.borrow(work);
    isClosed = false;
    isReached = true;
    await opened;
    return store.borrow(work);
  };
  const recorder = await begun(optionsOf({ store: storeWith({ borrow }) }));
  await go(recorder, 1, EVERY - 1);
  recorder.consume(recordNumber(EVERY), EVERY, EVERY * 10);
  await settle(recorder, EVERY - 1);
  isClosed = true;
  await recorder.turn(at(EVERY));
  await until('the checkpoint is about to be written', () => isReached);
  let isEnded = false;
  const ended = recorder.end('whole').then(() => (isEnded = true));
  await query('select 1');
  expect([isEnded, (await stateOf(recorder.run))?.['state']]).toEqual([false, 'running']);
  letIn();
  await ended;
  expect([recorder.figures().checkpoints, recorder.figures().isCheckpointing]).toEqual([1, false]);
  expect([await checkpointsOf(recorder.run), (await stateOf(recorder.run))?.['state']]).toEqual([[], 'ended']);
});

it('a checkpoint is written by the process that has the run, and only of records that are written', async () => {
  const run = await halfOf(12);
  const write = (epoch: number, seq: number): Promise<boolean> =>
    store.borrow((session) =>
      writeCheckpoint(session, { run, epoch }, build, { seq, atUs: seq, digest: '', state: 'any' }),
    );
  expect([await write(2, 11), await write(1, 13), await checkpointsOf(run)]).toEqual([false, false, [10]]);
  expect([await write(1, 12), await checkpointsOf(run)]).toEqual([true, [10, 12]]);
});
