// A journal file as its lines, read in pieces: it may be larger than memory.
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { isWholeRecord } from '../../journal/check-record.ts';
import { decodeRecord } from '../../journal/encode.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { wrongInput } from '../command-failed.ts';
import { fileFault } from '../../run/file-fault.ts';

const PIECE_BYTES = 1 << 20;
const LINE_LENGTH_MAX = 1 << 24;

const opened = (path: string): number => {
  try {
    const file = openSync(path, 'r');
    // A folder opens, and cannot be read.
    readSync(file, Buffer.alloc(1), 0, 0, 0);
    return file;
  } catch (error) {
    throw wrongInput(`${path} cannot be read: ${fileFault(error)}.`);
  }
};

/**
 * The lines of a file, without their breaks. A file that cannot be read is wrong input. What stands behind the last
 * break is a line that a run was killed in: it is left out, unless it is a whole record.
 */
export function* journalLines(path: string): Generator<string> {
  const file = opened(path);
  const piece = Buffer.alloc(PIECE_BYTES);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let hasBegun = false;
  try {
    for (;;) {
      const bytes = readPiece(file, piece, path);
      rest += bytes === 0 ? decoder.end() : decoder.write(piece.subarray(0, bytes));
      let start = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
        hasBegun = true;
        yield rest.slice(start, end);
        start = end + 1;
      }
      rest = rest.slice(start);
      if (rest.length > LINE_LENGTH_MAX) throw wrongInput(`${path} is no journal: it has a line that does not end.`);
      if (bytes === 0) break;
    }
    if (rest !== '' && (hasBegun === false || isRecord(rest))) yield rest;
  } finally {
    closeSync(file);
  }
}

const readPiece = (file: number, piece: Buffer, path: string): number => {
  try {
    return readSync(file, piece, 0, piece.length, null);
  } catch (error) {
    throw wrongInput(`${path} cannot be read: ${fileFault(error)}.`);
  }
};

const isRecord = (text: string): boolean => {
  try {
    return isWholeRecord(decodeRecord(text));
  } catch {
    return false;
  }
};

/** The sentence for a line that is no record. */
export const notARecord = (path: string, line: number): Error =>
  wrongInput(`${path}:${line}: This line is no record of a journal, as 'dte run --out' writes them.`);

/** A record and the line that it stands in. */
export interface ReadRecord {
  readonly record: JournalRecord;
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** The records of a file. A line that is none is wrong input. */
export function* journalRecords(path: string): Generator<ReadRecord> {
  let line = 0;
  for (const text of journalLines(path)) {
    line += 1;
    let record: JournalRecord;
    try {
      record = decodeRecord(text);
    } catch {
      throw notARecord(path, line);
    }
    if (!isWholeRecord(record)) throw notARecord(path, line);
    yield { record, text, line };
  }
  if (line === 0) throw wrongInput(`${path} is empty: there is no journal in it.`);
}
