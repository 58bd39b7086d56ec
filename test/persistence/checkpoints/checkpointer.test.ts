// When checkpoints are taken and written. Goal: one at a time, so many records apart, never before its rows are there; what
// fails is tried again, and nothing after the end.
import { describe, expect, it } from 'vitest';
import { Checkpointer, type Checkpointed } from '../../../src/persistence/checkpoints/checkpointer.ts';
import type { Store } from '../../../src/persistence/store/store.ts';
import { until } from '../../until.ts';

type Answer = boolean | 'fails' | Promise<boolean>;

const worldOf = (lastSeq = 0) => {
  const answers: Answer[] = [];
  const waits: { readonly delayMs: number; readonly work: () => void; isForgotten: boolean }[] = [];
  let asked = 0;
  const session = {
    beforeWrite: () => undefined,
    database: {
      transaction: async () => {
        asked += 1;
        const answer = await (answers.shift() ?? true);
        if (answer === 'fails') throw new Error('lost');
        return answer;
      },
    },
  };
  const store = { borrow: (work: (one: typeof session) => unknown) => work(session) } as unknown as Store;
  const clock = {
    after: (delayMs: number, work: () => void) => {
      const wait = { delayMs, work, isForgotten: false };
      waits.push(wait);
      return () => void (wait.isForgotten = true);
    },
  };
  const build = { codec: 1, buildHash: '', chartHashes: {} };
  const checkpointer = new Checkpointer({ store, run: 1, epoch: 1, build, clock, everyRecords: 10, lastSeq });
  const saved: number[] = [];
  const run = (seq: number): Checkpointed => ({
    lastSeq: seq,
    nowUs: seq,
    digest: '',
    save: () => {
      saved.push(seq);
      return {};
    },
  });
  /** A turn, and what comes of it: by then the database has been asked to write so many checkpoints. */
  const turn = async (seq: number, writes: number, mark = seq): Promise<void> => {
    checkpointer.turn(run(seq), mark);
    // It is made smaller on another thread first.
    await until('the database is asked', () => Promise.resolve(asked >= writes));
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { checkpointer, answers, waits, saved, turn, run, asked: () => asked };
};

describe('checkpoints', () => {
  it('are taken so many records apart, from the one that there was', async () => {
    const { checkpointer, saved, turn } = worldOf(7);
    for (let seq = 8; seq <= 40; seq += 1) await turn(seq, Math.floor((seq - 7) / 10));
    expect([saved, checkpointer.written, checkpointer.isUnderWay]).toEqual([[17, 27, 37], 3, false]);
  });

  it('are written once the mark has reached them, and until then no other is taken', async () => {
    const { checkpointer, saved, turn, asked } = worldOf();
    for (let seq = 10; seq <= 30; seq += 5) await turn(seq, 0, 9);
    expect([saved, asked(), checkpointer.isUnderWay]).toEqual([[10], 0, true]);
    await turn(31, 1, 10);
    expect([saved, asked(), checkpointer.isUnderWay, checkpointer.written]).toEqual([[10], 1, false, 1]);
    await turn(31, 1, 10);
    expect(saved).toEqual([10, 31]);
  });

  it('are written one at a time, and tried again a second after they failed', async () => {
    const { checkpointer, answers, waits, turn, asked, saved } = worldOf();
    answers.push('fails', 'fails', true);
    await turn(10, 1);
    expect([asked(), checkpointer.isUnderWay, waits.map(({ delayMs }) => delayMs)]).toEqual([1, true, [1_000]]);
    await turn(25, 1);
    expect([asked(), saved]).toEqual([1, [10]]);
    waits[0]!.work();
    await turn(26, 2);
    expect([asked(), waits.length]).toEqual([2, 2]);
    waits[1]!.work();
    await turn(27, 3);
    expect([asked(), checkpointer.written, checkpointer.isUnderWay]).toEqual([3, 1, false]);
    await turn(28, 4);
    expect(saved).toEqual([10, 28]);
  });

  it('that are under way are not written twice', async () => {
    const { answers, turn, asked } = worldOf();
    let land: (isOurs: boolean) => void = () => undefined;
    answers.push(new Promise((resolve) => (land = resolve)));
    for (const seq of [10, 11, 12]) await turn(seq, 1);
    expect(asked()).toBe(1);
    land(true);
    await turn(13, 1);
    expect(asked()).toBe(1);
  });

  it('of a run that is not ours any more do not count', async () => {
    const { checkpointer, answers, turn } = worldOf();
    answers.push(false);
    await turn(10, 1);
    expect([checkpointer.written, checkpointer.isUnderWay]).toEqual([0, false]);
  });

  it('end with the run: the one that is being written is waited for, and none is tried again', async () => {
    const { checkpointer, answers, waits, turn } = worldOf();
    answers.push('fails');
    await turn(10, 1);
    await checkpointer.close();
    expect(waits.map(({ isForgotten }) => isForgotten)).toEqual([true]);
    const late = worldOf();
    let land: (answer: Answer) => void = () => undefined;
    late.answers.push(new Promise((resolve) => (land = resolve as (answer: Answer) => void)));
    await late.turn(10, 1);
    let isClosed = false;
    const closed = late.checkpointer.close().then(() => (isClosed = true));
    await late.turn(11, 1);
    expect(isClosed).toBe(false);
    land('fails');
    await closed;
    expect([isClosed, late.waits]).toEqual([true, []]);
  });

  it('that cannot be taken are an error of the run', () => {
    const { checkpointer, run } = worldOf();
    expect(() => checkpointer.turn({ ...run(10), save: () => () => undefined }, 10)).toThrow();
  });
});
