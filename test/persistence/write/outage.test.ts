// Goal: a database that is waited for is said to be, and is given up when it is of no use to wait: at once for what does not
// pass, after a while for a full disk, later for what may pass. Method: a clock that is moved by hand.
import { describe, expect, it } from 'vitest';
import { OutageWatch } from '../../../src/persistence/write/outage.ts';
import {
  outlookOf,
  storeError,
  storeErrorOf,
  wordsOf,
  type StoreError,
} from '../../../src/persistence/store/store-error.ts';
import type { Store } from '../../../src/persistence/store/store.ts';
import type { WriterClock } from '../../../src/persistence/write/writer-types.ts';
import { retryUntilCommitted } from '../../../src/persistence/write/retry-until-committed.ts';
import { WriteFailed } from '../../../src/persistence/store/session.ts';

const sqlError = (code: string, message = 'as it says'): Error => Object.assign(new Error(message), { code });
const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** A clock that is advanced by hand, in virtual milliseconds. */
const createHandClock = () => {
  let nowMs = 0;
  const due: { readonly atMs: number; readonly work: () => void }[] = [];
  const clock: WriterClock = {
    after: (delayMs, work) => {
      const entry = { atMs: nowMs + delayMs, work };
      due.push(entry);
      return () => void (due.includes(entry) && due.splice(due.indexOf(entry), 1));
    },
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  const to = async (untilMs: number): Promise<void> => {
    await settle();
    for (;;) {
      const next = due.toSorted((left, right) => left.atMs - right.atMs)[0];
      if (next === undefined || next.atMs > untilMs) break;
      due.splice(due.indexOf(next), 1);
      nowMs = next.atMs;
      next.work();
      await settle();
    }
    nowMs = untilMs;
  };
  return { clock, to, pending: () => due.length };
};

const world = (kind: Store['kind'] = 'postgres', answers: () => Promise<unknown> = () => Promise.reject(lost)) => {
  const { clock, to, pending } = createHandClock();
  const said: string[] = [];
  const cuts: Error[] = [];
  const store = {
    kind,
    where: 'host:5432/name',
    borrow: answers,
    cut: (reason: Error) => void cuts.push(reason),
  } as unknown as Store;
  const watch = new OutageWatch({ store, clock, say: (sentence) => void said.push(sentence) });
  const seen: { error: StoreError | null } = { error: null };
  const begin = () => {
    const wait = watch.begin();
    wait.givenUp.catch((error: StoreError) => (seen.error = error));
    return wait;
  };
  return { watch, begin, to, pending, said, cuts, seen, store, clock };
};

describe('a database that is waited for', () => {
  it('is said to be after 5 s, and every 30 s, with its own words', async () => {
    const { begin, to, said, watch } = world();
    const wait = begin();
    expect(watch.isOut).toBe(false);
    wait.failed(lost);
    expect(watch.isOut).toBe(true);
    await to(4_999);
    expect(said).toEqual([]);
    await to(5_000);
    expect(said).toEqual([
      'The database host:5432/name cannot be reached: connect ECONNREFUSED. The run has waited for it for 5 s, and ends after 60 s.',
    ]);
    await to(59_000);
    expect(said.map((sentence) => /for (\d+) s,/.exec(sentence)?.[1])).toEqual(['5', '35']);
  });

  it('is given up after 60 s, its connections are cut, and nothing is asked of it any more', async () => {
    const { begin, to, seen, cuts, watch, pending } = world();
    begin().failed(lost);
    await to(59_999);
    expect(seen.error).toBeNull();
    await to(60_000);
    expect(seen.error).toMatchObject({
      problem: 'unreachable',
      message: 'The database host:5432/name cannot be reached: connect ECONNREFUSED. It was waited for 60 s.',
    });
    expect(cuts).toEqual([seen.error]);
    expect(watch.isOut).toBe(false);
    await expect(watch.begin().givenUp).rejects.toBe(seen.error);
    expect(pending()).toBe(0);
  });

  it('is reported once, however many wait for it, and by another when the first is done', async () => {
    const { begin, to, said } = world();
    const first = begin();
    const second = begin();
    first.failed(lost);
    second.failed(lost);
    await to(5_000);
    expect(said).toHaveLength(1);
    first.end();
    await to(35_000);
    expect(said).toHaveLength(2);
  });

  it('is forgotten once it has done what it was asked', async () => {
    const { begin, to, seen, said, watch, pending } = world();
    const wait = begin();
    wait.failed(lost);
    await to(40_000);
    wait.end();
    expect([watch.isOut, pending()]).toEqual([false, 0]);
    await to(500_000);
    expect([seen.error, said.length]).toEqual([null, 2]);
  });

  it('is given up after 30 s if its disk is full, also if that is found out later', async () => {
    const full = sqlError('53100', 'could not extend file');
    const early = world();
    early.begin().failed(full);
    await early.to(29_999);
    expect(early.seen.error).toBeNull();
    await early.to(30_000);
    expect(early.seen.error?.message).toBe(
      'The disk of the database host:5432/name is full: could not extend file. It was waited for 30 s.',
    );
    const later = world();
    const wait = later.begin();
    wait.failed(lost);
    await later.to(45_000);
    wait.failed(full);
    await later.to(45_000);
    expect(later.seen.error?.problem).toBe('diskFull');
  });

  it('is given up at once if waiting is of no use', async () => {
    const { begin, to, seen } = world();
    begin().failed(sqlError('42P01', 'relation "fills" does not exist'));
    await to(0);
    expect(seen.error?.message).toBe(
      'The database host:5432/name has not the tables of this engine any more: relation "fills" does not exist.',
    );
  });

  it('that says nothing at all is waited for as long as it gives a sign of life', async () => {
    let lives = true;
    const { begin, to, seen, said } = world('postgres', () => (lives ? Promise.resolve([]) : Promise.reject(lost)));
    begin();
    await to(170_000);
    expect(seen.error).toBeNull();
    expect(said[0]).toBe('The database host:5432/name has not answered for 5 s. The run waits for it.');
    expect(said).toHaveLength(6);
    lives = false;
    await to(180_000);
    expect(seen.error?.message).toContain('it gives no answer. It was waited for 180 s.');
  });

  it('that does not even answer a question after its life is given up', async () => {
    const silent = world('postgres', () => new Promise(() => undefined));
    silent.begin();
    await silent.to(64_999);
    expect(silent.seen.error).toBeNull();
    await silent.to(65_000);
    expect(silent.seen.error?.problem).toBe('unreachable');
    const embedded = world('directory', () => Promise.resolve([]));
    embedded.begin();
    await embedded.to(60_000);
    expect(embedded.seen.error?.problem).toBe('unreachable');
  });
});

describe('what must land', () => {
  it('is tried until the database is given up, also where it hangs', async () => {
    for (const answers of [() => Promise.reject(lost), () => new Promise<never>(() => undefined)]) {
      const { watch, to, store, clock, pending } = world('postgres', answers);
      const landing = retryUntilCommitted(store, clock, () => Promise.resolve(), watch);
      const refused = expect(landing).rejects.toMatchObject({ problem: 'unreachable' });
      await to(70_000);
      await refused;
      expect(pending()).toBe(0);
    }
  });
});

describe('what an error of a database says', () => {
  it.each([
    [
      'passing',
      ['08006', '08001', '40001', '40P01', '53300', '53200', '55P03', '57P01', '57P02', '57P03', '57014', '58030', ''],
    ],
    ['diskFull', ['53100', 'ENOSPC']],
    [
      'permanent',
      [
        '42P01',
        '42501',
        '42703',
        '42883',
        '3D000',
        '3F000',
        '28P01',
        '28000',
        '25006',
        '57P04',
        '58P01',
        '22P02',
        '23505',
        'P0001',
      ],
    ],
  ] as const)('is %s', (outlook, codes) => {
    for (const code of codes) {
      expect([code, outlookOf(sqlError(code))]).toEqual([code, outlook]);
      expect([code, outlookOf(new WriteFailed('connection', code, sqlError(code)))]).toEqual([code, outlook]);
    }
  });

  it('is reported in its own words, and never with the statement and its parameters', () => {
    const own = sqlError('42501', 'permission denied\n  for table runs');
    const query = new Error('Failed query: insert into "runs" values ($1)\nparams: secret', { cause: own });
    expect(wordsOf(query)).toBe('permission denied for table runs');
    expect(storeErrorOf(query, 'there').message).toBe(
      'The database there does not allow what was asked of it: permission denied for table runs.',
    );
    expect(storeErrorOf(new Error('Failed query: insert\nparams: secret'), 'there').message).not.toContain('secret');
    const both = new AggregateError([Object.assign(new Error('refused by ::1'), { code: 'ECONNREFUSED' })], '');
    expect(wordsOf(both)).toBe('refused by ::1');
    expect(storeError('unreachable', 'there', wordsOf({})).message).toBe(
      'The database there cannot be reached: it does not say why.',
    );
    expect(wordsOf(new Error('at postgres://me:secret@host/name'))).toBe('at postgres://me:***@host/name');
  });
});
