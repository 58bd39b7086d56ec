// Writes a run's journal to a file as it goes, one canonical line a record, in large pieces.
import { closeSync, openSync, writeSync } from 'node:fs';
import { encodeRecord } from '../../journal/encode.ts';
import type { JournalConsumer } from '../../journal/journal.ts';
import { wrongInput } from '../command-failed.ts';

/** A file that takes a journal. */
export interface JournalFile {
  readonly consume: JournalConsumer;
  /** Writes what is left. */
  close(): void;
}

const PIECE_LENGTH = 256 * 1_024;

/** Opens the file anew; one that cannot be written is wrong input. */
export const openJournalFile = (path: string): JournalFile => {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw wrongInput(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
  let pending: string[] = [];
  let length = 0;
  const flush = (): void => {
    const bytes = Buffer.from(pending.join(''));
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
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
      flush();
      closeSync(file);
    },
  };
};
