// A journal file as its lines, read in pieces: it may be larger than memory.
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { isWholeRecord } from '../../journal/check-record.ts';
import { decodeRecord } from '../../journal/encode.ts';
import { refuseUnknownFormat, UnknownFormat } from '../../journal/format.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { badByteText, badPlaceIn } from '../../kernel/utf8.ts';
import { fileFault } from '../file-fault.ts';
import { WrongInput } from '../wrong-input.ts';

const PIECE_BYTES = 1 << 20;
const LINE_BYTES_MAX = 1 << 24;
const LINE_BREAK = 0x0a;

const opened = (path: string): number => {
  try {
    const file = openSync(path, 'r');
    // A folder opens, and cannot be read.
    readSync(file, Buffer.alloc(1), 0, 0, 0);
    return file;
  } catch (error) {
    throw new WrongInput(`${path} cannot be read: ${fileFault(error)}.`);
  }
};

/** Refuses the first line of a journal of an unknown format. A line that is no record is for others to refuse. */
const refuseFirst = (path: string, text: string): void => {
  try {
    refuseUnknownFormat(path, decodeRecord(text));
  } catch (error) {
    if (error instanceof UnknownFormat) throw new WrongInput(error.message);
  }
};

/** Refuses a file whose journal is of an unknown format, by its first line. Throws `WrongInput`. */
export const refuseUnknownFormatOf = (path: string): void => {
  for (const _ of journalLines(path)) return;
};

/**
 * The lines of a file, without their breaks. A file that cannot be read, or holds a journal of an unknown format, throws
 * `WrongInput`. What stands behind the last
 * break is a line that a run was killed in: it is left out, unless it is a whole record.
 */
export function* journalLines(path: string): Generator<string> {
  const file = opened(path);
  const piece = Buffer.alloc(PIECE_BYTES);
  let rest = Buffer.alloc(0);
  let line = 0;
  try {
    for (;;) {
      const read = readPiece(file, piece, path);
      if (read === 0) break;
      const bytes = piece.subarray(0, read);
      const end = bytes.lastIndexOf(LINE_BREAK);
      if (end < 0) {
        rest = Buffer.concat([rest, bytes]);
        if (rest.length > LINE_BYTES_MAX)
          throw new WrongInput(`${path} is no journal: it has a line that does not end.`);
        continue;
      }
      const whole = Buffer.concat([rest, bytes.subarray(0, end)]);
      rest = Buffer.from(bytes.subarray(end + 1));
      for (const text of textOf(path, whole, line + 1).split('\n')) {
        line += 1;
        if (line === 1) refuseFirst(path, text);
        yield text;
      }
    }
    if (rest.length === 0) return;
    if (line === 0) yield textOf(path, rest, 1);
    else if (isUtf8(rest) && isRecord(rest.toString('utf8'))) yield rest.toString('utf8');
  } finally {
    closeSync(file);
  }
}

/** The text of whole lines, of which the first has that number. What is no UTF-8 throws `WrongInput`. */
const textOf = (path: string, bytes: Buffer, firstLine: number): string => {
  const bad = badPlaceIn(bytes, firstLine);
  if (bad === null) return bytes.toString('utf8');
  throw new WrongInput(`${path}:${bad.line}:${bad.column}: ${badByteText(bad)}.`);
};

const readPiece = (file: number, piece: Buffer, path: string): number => {
  try {
    return readSync(file, piece, 0, piece.length, null);
  } catch (error) {
    throw new WrongInput(`${path} cannot be read: ${fileFault(error)}.`);
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
  new WrongInput(`${path}:${line}: This line is no record of a journal, as 'dte run --out' writes them.`);

/** A record and the line that it stands in. */
export interface ReadRecord {
  readonly record: JournalRecord;
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** The records of a file. A line that is none throws `WrongInput`. */
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
  if (line === 0) throw new WrongInput(`${path} is empty: there is no journal in it.`);
}
