// A file as its lines, in pieces, plain or gzipped, which its first bytes tell. Memory holds a piece and a line.
import { open, type FileHandle } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, type Gunzip } from 'node:zlib';

/** A line may have so many characters: the largest books take a tenth of it. */
export const lineLengthMax = 1 << 24;

const PLAIN_PIECE_BYTES = 1 << 20;
/** Small, because a piece may grow a thousandfold. */
const PACKED_PIECE_BYTES = 1 << 15;

/** Lines of a file, as far as they were read. */
export interface LinesPiece {
  /** Without their breaks; null for one that was too long. */
  readonly lines: readonly (string | null)[];
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** On the last piece: how the file was cut short, as the end of a sentence. */
  readonly cut: string | null;
}

/** Cuts text into lines as it comes. */
class LineCutter {
  private rest = '';
  private isSkipping = false;

  /** The lines that `text` ends. */
  cut(text: string): (string | null)[] {
    const lines: (string | null)[] = [];
    const all = this.rest + text;
    let start = 0;
    for (let end = all.indexOf('\n', this.rest.length); end >= 0; end = all.indexOf('\n', start)) {
      lines.push(this.isSkipping ? null : all.slice(start, end));
      this.isSkipping = false;
      start = end + 1;
    }
    this.rest = all.slice(start);
    if (this.rest.length > lineLengthMax) {
      this.rest = '';
      this.isSkipping = true;
    }
    return lines;
  }

  /** The last line, where no break ends it; undefined where one did. */
  last(): string | null | undefined {
    if (this.isSkipping) return null;
    return this.rest === '' ? undefined : this.rest;
  }
}

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
  const decoder = new StringDecoder('utf8');
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
    const lines = cutter.cut(isOver ? decoder.write(bytes) + decoder.end() : decoder.write(bytes));
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
