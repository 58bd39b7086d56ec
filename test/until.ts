// How a test waits for something that happens outside it: for a fact, not for a time. The limit is far from what a slow
// machine needs; where it is reached, the sentence says what was waited for.
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 90_000;
const POLL_MS = 10;

/** Waits until it is so. `what` is the fact as the end of a sentence; `seen` adds what there is instead. */
export const until = async (
  what: string,
  isSo: () => boolean | Promise<boolean>,
  seen: () => string = () => '',
): Promise<void> => {
  const endMs = Date.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (Date.now() > endMs)
      throw new Error(`After ${LIMIT_MS / 1_000} s it is still not so that ${what}. ${seen()}`.trim());
    await sleep(POLL_MS);
  }
};
