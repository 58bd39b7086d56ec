// A file as its lines, in pieces, plain or gzipped, which its first bytes tell. Memory holds a piece and a line.
import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import { createGunzip, type Gunzip } from 'node:zlib';

/** A line may have so many bytes: the largest books take a tenth of it. */
export const lineBytesMax = 1 << 24;

/** A line that cannot be read, and why: the end of a sentence. */
export interface UnreadLine {
  readonly why: string;
}

/** A line without its break. */
export type Line = string | UnreadLine;

const PLAIN_PIECE_BYTES = 1 << 20;
/** Small, because a piece may grow a thousandfold. */
const PACKED_PIECE_BYTES = 1 << 15;

/** Lines of a file, as far as they were read. */
export interface LinesPiece {
  readonly lines: readonly Line[];
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** On the last piece: how the file was cut short, as the end of a sentence. */
  readonly cut: string | null;
}

const LINE_BREAK = 0x0a;
const tooLong: UnreadLine = { why: 'it is too long' };
const notUtf8: UnreadLine = { why: 'it is no UTF-8' };

/** Cuts bytes into lines as they come. What is no UTF-8 costs its line, and no other. */
class LineCutter {
  private rest: Buffer[] = [];
  private restBytes = 0;
  private isSkipping = false;

  /** The lines that `bytes` end. */
  cut(bytes: Buffer): Line[] {
    const end = bytes.lastIndexOf(LINE_BREAK);
    if (end < 0) {
      this.keep(bytes);
      return [];
    }
    const lines = linesIn(Buffer.concat([...this.rest, bytes.subarray(0, end)]));
    if (this.isSkipping) lines[0] = tooLong;
    this.rest = [];
    this.restBytes = 0;
    this.isSkipping = false;
    this.keep(bytes.subarray(end + 1));
    return lines;
  }

  /** The last line, where no break ends it; undefined where one did. */
  last(): Line | undefined {
    if (this.isSkipping) return tooLong;
    return this.restBytes === 0 ? undefined : lineOf(Buffer.concat(this.rest));
  }

  private keep(bytes: Buffer): void {
    if (this.isSkipping || bytes.length === 0) return;
    this.rest.push(bytes);
    this.restBytes += bytes.length;
    if (this.restBytes <= lineBytesMax) return;
    this.rest = [];
    this.restBytes = 0;
    this.isSkipping = true;
  }
}

const linesIn = (bytes: Buffer): Line[] => {
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\n');
  const lines: Line[] = [];
  for (let start = 0; start <= bytes.length;) {
    const found = bytes.indexOf(LINE_BREAK, start);
    const end = found < 0 ? bytes.length : found;
    lines.push(lineOf(bytes.subarray(start, end)));
    start = end + 1;
  }
  return lines;
};

const lineOf = (bytes: Buffer): Line => (isUtf8(bytes) ? bytes.toString('utf8') : notUtf8);

/** Unpacks pieces of a gzipped file, one after the other. */
class Unpacker {
  private readonly gunzip: Gunzip = createGunzip();
  private readonly unpacked: Buffer[] = [];
  private fault: string | null = null;
  private failed: () => void = () => undefined;

  constructor() {
    this.gunzip.on('data', (piece: Buffer) => this.unpacked.push(piece));
    this.gunzip.on('error', (error) => {
      this.fault = error.message;
      this.failed();
    });
  }

  /** What a piece unpacks to, and what is wrong with it, if something is. */
  async unpack(piece: Buffer | null): Promise<{ readonly bytes: Buffer; readonly fault: string | null }> {
    if (this.fault === null)
      await new Promise<void>((resolve) => {
        this.failed = resolve;
        if (piece === null) this.gunzip.once('end', resolve).end();
        else this.gunzip.write(piece, () => resolve());
      });
    // What was unpacked is handed out in the turns that follow.
    await new Promise((resolve) => setImmediate(resolve));
    return { bytes: Buffer.concat(this.unpacked.splice(0)), fault: this.fault };
  }
}

const isPacked = (start: Buffer): boolean => start.length >= 2 && start[0] === 0x1f && start[1] === 0x8b;

/** The lines of a file. Throws the system's own error where it cannot be opened or read. */
export async function* readLines(path: string): AsyncGenerator<LinesPiece> {
  const file = await open(path, 'r');
  try {
    yield* linesOf(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

async function* linesOf(file: FileHandle, bytesTotal: number): AsyncGenerator<LinesPiece> {
  const cutter = new LineCutter();
  const start = Buffer.alloc(2);
  const { bytesRead: startBytes } = await file.read(start, 0, 2, 0);
  const unpacker = isPacked(start.subarray(0, startBytes)) ? new Unpacker() : null;
  const piece = Buffer.alloc(unpacker === null ? PLAIN_PIECE_BYTES : PACKED_PIECE_BYTES);
  let bytesRead = 0;
  for (;;) {
    const read = await file.read(piece, 0, piece.length, bytesRead);
    const isOver = read.bytesRead === 0;
    bytesRead += read.bytesRead;
    const packed = Buffer.from(piece.subarray(0, read.bytesRead));
    const { bytes, fault } =
      unpacker === null ? { bytes: packed, fault: null } : await unpacker.unpack(isOver ? null : packed);
    const lines = cutter.cut(bytes);
    if (!isOver && fault === null) {
      if (lines.length > 0) yield { lines, bytesRead, bytesTotal, cut: null };
      continue;
    }
    const last = cutter.last();
    if (last !== undefined) lines.push(last);
    const cut = fault === null ? null : `its compressed data is damaged or ends too soon (${fault})`;
    yield { lines, bytesRead, bytesTotal, cut };
    return;
  }
}
