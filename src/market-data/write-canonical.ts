// Writes a recording in the canonical form, gzipped where the file's name ends in .gz. It is written beside and put in its
// place at the end, so that what stands there is always whole.
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { canonicalHead, encodeUpdate } from './canonical.ts';
import type { MarketUpdate } from './types.ts';

async function* textOf(batches: AsyncIterable<readonly MarketUpdate[]>): AsyncGenerator<string> {
  yield `${canonicalHead}\n`;
  let number = 0;
  for await (const batch of batches) {
    let text = '';
    for (const update of batch) text += `${encodeUpdate(update, (number += 1))}\n`;
    yield text;
  }
}

/** Writes updates to a file, which it replaces. Throws the system's own error, and leaves nothing half written. */
export const writeCanonical = async (path: string, batches: AsyncIterable<readonly MarketUpdate[]>): Promise<void> => {
  const part = `${path}.part`;
  try {
    const file = createWriteStream(part);
    if (path.endsWith('.gz')) await pipeline(textOf(batches), createGzip(), file);
    else await pipeline(textOf(batches), file);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
};
