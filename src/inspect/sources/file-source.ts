// A run whose journal is a file, as `dte run --out` writes it: read once from the beginning, and then in parts.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { createLineReader } from '../../journal/read-lines.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { LinePlaces } from './line-places.ts';
import { keepBeside, recallBeside, type FileMark } from './sidecar.ts';
import { UnreadableRun, type RunSource } from './source.ts';

/** Large enough that waiting for the next costs little, small enough that others get their turn between two. */
const PIECE_BYTES = 512 * 1_024;
const LINE_BYTES_MAX = 1 << 24;
const LINE_BREAK = 10;
/** So much of each end of a file tells it from another: a journal begins with its inputs and ends with its balances. */
const END_BYTES = 64 * 1_024;

/** Judges a line that was not written as an engine writes: its record; throws if it is none. */
export type LineReader = (line: string) => JournalRecord;

const readBytes = async (file: FileHandle, from: number, to: number): Promise<Buffer> => {
  const bytes = Buffer.allocUnsafe(to - from);
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
};

/** The lines of some bytes that begin with one and end with a break. */
const linesOf = (bytes: Buffer): readonly string[] => {
  const lines = bytes.toString('utf8').split('\n');
  lines.pop();
  return lines;
};

/** The records that stand in some bytes of a file, from line `first` to line `last`. */
export const readLines = async (
  file: FileHandle,
  places: LinePlaces,
  readLine: LineReader,
  first: number,
  last: number,
): Promise<readonly JournalRecord[]> => {
  if (places.count === 0 || first > last || first > places.count) return [];
  const { from, to, line } = places.around(first, last);
  return linesOf(await readBytes(file, from, to))
    .slice(Math.max(first, 1) - line, last - line + 1)
    .map(readLine);
};

/**
 * Opens a journal file. What is made of it is kept beside it under the name of its `maker`, the code that makes it. Throws
 * what the file system says if it cannot be opened.
 */
export const openFileSource = async (path: string, readLine: LineReader, maker: string): Promise<RunSource> => {
  const file = await open(path, 'r');
  const { size, mtimeMs } = await file.stat();
  const markOf = async (): Promise<FileMark> => {
    const head = await readBytes(file, 0, Math.min(size, END_BYTES));
    const tail = await readBytes(file, Math.max(0, size - END_BYTES), size);
    return { size, mtimeMs, ends: createHash('sha256').update(head).update(tail).digest('hex'), maker };
  };
  const places = new LinePlaces();

  const readCanonical = createLineReader();

  const recordOf = (bytes: Buffer, start: number, end: number): JournalRecord => {
    const line = places.count + 1;
    let record: JournalRecord;
    try {
      record = readCanonical(bytes, start, end) ?? readLine(bytes.toString('utf8', start, end));
    } catch {
      throw new UnreadableRun(`${path}:${line}: This line is no record of a journal, as 'dte run --out' writes them.`);
    }
    if (record.seq !== line)
      throw new UnreadableRun(`${path}:${line}: This record is number ${record.seq}, where number ${line} belongs.`);
    return record;
  };

  const take = (bytes: Buffer): readonly JournalRecord[] => {
    const records: JournalRecord[] = [];
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(LINE_BREAK, start);
      if (end < 0) break;
      records.push(recordOf(bytes, start, end));
      places.add(end + 1 - start);
      start = end + 1;
    }
    return records;
  };

  return {
    name: path,
    get share() {
      return size === 0 ? 1 : places.end / size;
    },
    async *batches() {
      let pieceBytes = PIECE_BYTES;
      while (places.end < size) {
        const bytes = await readBytes(file, places.end, Math.min(size, places.end + pieceBytes));
        const before = places.end;
        const records = take(bytes);
        // What stands behind the last break is a line in which a run was killed: it is left out.
        if (places.end === before) {
          if (before + bytes.length >= size) break;
          pieceBytes *= 2;
          if (pieceBytes > LINE_BYTES_MAX)
            throw new UnreadableRun(`${path} is no journal: it has a line without an end.`);
          continue;
        }
        pieceBytes = PIECE_BYTES;
        yield records;
      }
      if (places.count === 0) throw new UnreadableRun(`${path} is empty: there is no journal in it.`);
    },
    read: (firstSeq, lastSeq) => readLines(file, places, readLine, firstSeq, lastSeq),
    last: async () => {
      const [line] = linesOf(await readBytes(file, Math.max(0, size - END_BYTES), size)).slice(-1);
      try {
        return line === undefined ? null : readLine(line);
      } catch {
        return null;
      }
    },
    recall: async () => {
      const kept = await recallBeside(path, await markOf());
      if (kept !== null) places.restore(kept.places);
      return kept?.index ?? null;
    },
    keep: async (index) => keepBeside(path, await markOf(), { index, places: places.save() }),
    close: () => file.close(),
  };
};
