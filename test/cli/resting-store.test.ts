// Goal: a page holds a directory while it reads from it, a moment longer, and no longer.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RestingStore } from '../../src/cli/visualize/resting-store.ts';
import type { Session } from '../../src/persistence/store/session.ts';
import { openStore, type Store } from '../../src/persistence/store/store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A directory that counts who has it open; only a path that no process needs to have is behind it. */
const counted = () => {
  const seen = { opens: 0, isOpen: false, isHeld: false, most: 0 };
  const open = async (refuse: (holder: never) => void): Promise<Store> => {
    while (seen.isHeld) {
      refuse(undefined as never);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(seen.isOpen).toBe(false);
    seen.isOpen = true;
    seen.opens += 1;
    let lent = 0;
    return {
      borrow: async (work: (session: Session) => Promise<unknown>) => {
        expect(seen.isOpen).toBe(true);
        lent += 1;
        seen.most = Math.max(seen.most, lent);
        try {
          return await work(undefined as never);
        } finally {
          lent -= 1;
        }
      },
      close: async () => {
        expect(lent).toBe(0);
        seen.isOpen = false;
      },
    } as unknown as Store;
  };
  return { seen, open };
};

const reading = (durationMs: number) => (): Promise<string> =>
  new Promise((resolve) => setTimeout(() => resolve('read'), durationMs));

it('is open while somebody reads, and for who reads soon afterwards; then it is free, until somebody reads again', async () => {
  const { seen, open } = counted();
  const store = new RestingStore('/none', open);
  expect(seen.opens).toBe(0);
  const both = Promise.all([store.borrow(reading(500)), store.borrow(reading(3_000))]);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(seen).toMatchObject({ opens: 1, isOpen: true, most: 2 });
  await vi.advanceTimersByTimeAsync(900);
  expect(await both).toEqual(['read', 'read']);
  const soon = store.borrow(reading(10));
  await vi.advanceTimersByTimeAsync(900);
  expect(await soon).toBe('read');
  expect(seen).toMatchObject({ opens: 1, isOpen: true });
  await vi.advanceTimersByTimeAsync(1_100);
  expect(seen.isOpen).toBe(false);
  const again = store.borrow(reading(10));
  await vi.advanceTimersByTimeAsync(10);
  expect(await again).toBe('read');
  expect(seen).toMatchObject({ opens: 2, isOpen: true });
  await store.close();
  expect(seen.isOpen).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen.opens).toBe(2);
});

it('waits while another has it, and no longer than the page is there', async () => {
  const { seen, open } = counted();
  const store = new RestingStore('/none', open);
  seen.isHeld = true;
  const first = store.borrow(reading(10));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(seen.opens).toBe(0);
  seen.isHeld = false;
  await vi.advanceTimersByTimeAsync(200);
  expect(await first).toBe('read');
  await vi.advanceTimersByTimeAsync(2_000);
  seen.isHeld = true;
  const second = store.borrow(reading(10)).catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(500);
  const closed = store.close();
  await vi.advanceTimersByTimeAsync(200);
  await closed;
  expect(await second).toBe('The page is closed.');
  expect(seen).toMatchObject({ opens: 1, isOpen: false });
});

it('gives the next reader another try where it could not be opened', async () => {
  const store = new RestingStore('/none', () => openStore('/dev/null/none'));
  vi.useRealTimers();
  await expect(store.borrow(async () => 'read')).rejects.toThrow();
  await expect(store.borrow(async () => 'read')).rejects.toThrow();
  await store.close();
});
