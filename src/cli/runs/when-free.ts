// A directory that another process holds: what a command says of it, and how it waits.
import { DirectoryHeld } from '../../persistence/store/directory-lock.ts';
import type { DirectoryUse, Holder } from '../../persistence/store/lock-holder.ts';
import type { StoreTarget } from '../../persistence/store/store-target.ts';
import { openStore, type Store } from '../../persistence/store/store.ts';
import { programIn } from '../run/inputs.ts';
import { shownPath } from '../../run/shown-path.ts';
import type { Terminal } from '../terminal.ts';

/** What is said while a command waits. */
export type Said = Pick<Terminal, 'err' | 'environment'>;

/** A database need not be waited for any more. */
export class Unneeded extends Error {
  override readonly name = 'Unneeded';
}

const POLL_MS = 100;
/** Who only reads is through soon: nothing is said of so short a wait. */
const SAY_AFTER_MS = 1_000;
const SAY_AGAIN_MS = 30_000;

/** Waits. */
export const sleep = (durationMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, durationMs));

/** What a holder does with its directory, as the middle of a sentence. */
export const heldWords = ({ pid, use, run }: Holder): string => {
  if (use === 'read') return `is being read by process ${pid}`;
  return `is in use by process ${pid}${run === null ? '' : `, which writes run ${run}`}`;
};

const waitWords = (held: DirectoryHeld, holder: Holder, { environment }: Said): string => {
  const watch =
    holder.use === 'write' ? ` To watch a run live, start it with '${programIn(environment)} run --inspect'.` : '';
  return `${shownPath(held.directory)} ${heldWords(holder)}: waiting for it, until Ctrl-C.${watch}\n`;
};

/** The process that holds a directory, where it can be seen from here, so that its end can be waited for. */
export const holderToWaitFor = (error: unknown): Holder | null =>
  error instanceof DirectoryHeld && error.isSeen ? error.holder : null;

/**
 * Opens a store, and waits for a directory that another process holds. `refuse` throws where that process is not to be
 * waited for. Throws a `StoreError`.
 */
export const openWhenFree = async (
  target: StoreTarget,
  use: DirectoryUse,
  said: Said,
  refuse: (holder: Holder) => void = () => undefined,
): Promise<Store> => {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    try {
      return await openStore(target, use);
    } catch (error) {
      const holder = holderToWaitFor(error);
      if (holder === null) throw error;
      refuse(holder);
      if (waitedMs === SAY_AFTER_MS || (waitedMs > 0 && waitedMs % SAY_AGAIN_MS === 0))
        said.err(waitWords(error as DirectoryHeld, holder, said));
    }
    await sleep(POLL_MS);
  }
};
