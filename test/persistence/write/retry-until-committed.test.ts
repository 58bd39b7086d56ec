// What the database must hear in the end. Goal: it is asked again, after longer and longer waits, for as long as the
// connection alone is to blame. Method: a clock on which every wait is over at once.
import { expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { StoreError } from '../../../src/persistence/store/store-error.ts';
import type { Store } from '../../../src/persistence/store/store.ts';
import { retryUntilCommitted } from '../../../src/persistence/write/retry-until-committed.ts';
import { impatientClock } from './writer-world.ts';

const sqlError = (code: string): Error => Object.assign(new Error(code), { code });
const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

const storeOf = (errors: readonly unknown[]): Store & { readonly asked: () => number } => {
  let asked = 0;
  const borrow = (work: (session: unknown) => Promise<unknown>): Promise<unknown> => {
    asked += 1;
    const error = errors[asked - 1];
    return error === undefined ? work('session') : Promise.reject(error);
  };
  return { where: 'here', kind: 'postgres', borrow, asked: () => asked } as unknown as Store & {
    readonly asked: () => number;
  };
};

it('is asked again after longer and longer waits, up to five seconds', async () => {
  const clock = impatientClock();
  const store = storeOf(new Array(9).fill(lost));
  expect(await retryUntilCommitted(store, clock, (session) => Promise.resolve([session, 'done']))).toEqual([
    'session',
    'done',
  ]);
  expect(store.asked()).toBe(10);
  expect(clock.waitsMs).toEqual([50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
});

it.each([
  ['an assertion', new AssertionFailed('mine'), AssertionFailed],
  ['a slip of the engine', new TypeError('mine'), TypeError],
  ['what the database never takes', sqlError('42P01'), StoreError],
])('is not asked again after %s', async (_, error, kind) => {
  const clock = impatientClock();
  const store = storeOf([error]);
  await expect(retryUntilCommitted(store, clock, () => Promise.resolve(1))).rejects.toBeInstanceOf(kind);
  expect([store.asked(), clock.waitsMs]).toEqual([1, []]);
});
