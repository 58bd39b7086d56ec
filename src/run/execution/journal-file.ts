// Writes a run's journal to a file as it goes, one canonical line a record, in large pieces.
import { closeSync, openSync, writeSync } from 'node:fs';
import { encodeRecord } from '../../journal/encode.ts';
import type { JournalConsumer } from '../../journal/journal.ts';
import { fileFault } from '../file-fault.ts';
import { RunFailed } from '../run-failed.ts';
import { WrongInput } from '../wrong-input.ts';

/** A file that takes a journal. */
export interface JournalFile {
  readonly consume: JournalConsumer;
  /** Writes what is left; a second time does nothing. */
  close(): void;
}

const PIECE_LENGTH = 64 * 1_024;

/** Opens the file anew. Throws `WrongInput` where it cannot be opened; a line that cannot be written throws `RunFailed`. */
export const openJournalFile = (path: string): JournalFile => {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    const isLost = (error as { readonly code?: unknown }).code === 'ENOENT';
    throw new WrongInput(`${path} cannot be written: ${isLost ? 'its folder is not there' : fileFault(error)}.`);
  }
  let pending: string[] = [];
  let length = 0;
  let isClosed = false;
  const flush = (): void => {
    const bytes = Buffer.from(pending.join(''));
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    } catch (error) {
      throw new RunFailed(`${path} cannot be written: ${fileFault(error)}.`);
    }
    pending = [];
    length = 0;
  };
  return {
    consume: (body, seq, atUs) => {
      const line = `${encodeRecord(body, seq, atUs)}\n`;
      pending.push(line);
      length += line.length;
      if (length >= PIECE_LENGTH) flush();
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      try {
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
};
