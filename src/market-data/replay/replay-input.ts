// A recording as the input of a run: the shell, which may wait, reads ahead into a bounded buffer; the core, which may
// not, takes items out. What is taken, and when it is due, is a function of the recording alone.
import { assert } from '../../kernel/assert.ts';
import { faultKinds } from '../read/tally.ts';
import type { Recording } from '../recording.ts';
import { ReorderWindow, usualReorderLimits, type ReorderLimits } from './reorder-window.ts';
import type { ReplayItem } from './types.ts';

/** What is replayed, and how. */
export interface ReplayInputOptions {
  /** The sha256 of the file, in hex: what freezes it into the run. */
  readonly sha256: string;
  /** At its beginning. */
  readonly recording: Pick<Recording, 'batches' | 'report'>;
  /** So many items are read ahead at most; 65,536 where it is left out. */
  readonly readAhead?: number;
  readonly reorder?: ReorderLimits;
  /** Its first instant, where that is known before anything has been read: see `originOf`. */
  readonly originUs?: number | null;
}

const READ_AHEAD = 65_536;

/** A recording that is being replayed, from its first item to its last, which is its end. */
export class ReplayInput {
  readonly sha256: string;
  private readonly readAhead: number;
  private readonly pieces: AsyncIterator<readonly ReplayItem[]>;
  private piece: readonly ReplayItem[] = [];
  private used = 0;
  private buffer: ReplayItem[] = [];
  private next = 0;
  private takenCount = 0;
  private skipTo = 0;
  private isRead = false;
  private firstUs: number | null = null;

  constructor({
    sha256,
    recording,
    readAhead = READ_AHEAD,
    reorder = usualReorderLimits,
    originUs = null,
  }: ReplayInputOptions) {
    assert(readAhead >= 1, () => `${readAhead} items read ahead are none`);
    this.sha256 = sha256;
    this.readAhead = readAhead;
    this.firstUs = originUs;
    this.pieces = piecesOf(recording, reorder, (atUs) => {
      this.firstUs = atUs;
    })[Symbol.asyncIterator]();
  }

  /** Its first instant, in microseconds since the Unix epoch; null before anything has been read. */
  get originUs(): number | null {
    return this.firstUs;
  }

  /** How many items have been taken. */
  get position(): number {
    return this.takenCount;
  }

  /** Whether the next item is not there yet, and has to be waited for. */
  get needsInput(): boolean {
    return this.next === this.buffer.length && !this.isRead;
  }

  /** Reads ahead. Throws the system's own error where the file cannot be opened or read. */
  async read(): Promise<void> {
    if (!this.needsInput) return;
    this.buffer = [];
    this.next = 0;
    while (this.buffer.length < this.readAhead) {
      if (this.used === this.piece.length) {
        const { value, done } = await this.pieces.next();
        this.isRead = done === true;
        if (this.isRead) return;
        this.piece = value as readonly ReplayItem[];
        this.used = 0;
      }
      const skipped = Math.min(Math.max(this.skipTo - this.takenCount, 0), this.piece.length - this.used);
      this.takenCount += skipped;
      this.used += skipped;
      const end = Math.min(this.piece.length, this.used + this.readAhead - this.buffer.length);
      while (this.used < end) this.buffer.push(this.piece[this.used++]!);
    }
  }

  /** The next item; null when it is over. Not to be asked while input is needed. */
  peek(): ReplayItem | null {
    assert(!this.needsInput, 'the recording has not been read so far: wait for readInput()');
    return this.buffer[this.next] ?? null;
  }

  /** Takes the next item. */
  take(): ReplayItem {
    const item = this.peek();
    assert(item !== null, 'the recording is over');
    this.next += 1;
    this.takenCount += 1;
    return item;
  }

  /** Skips so many items: a restored run continues behind those that it took. Nothing may have been read yet. */
  goTo(position: number): void {
    assert(this.takenCount === 0 && this.buffer.length === 0, 'a run is restored over a recording at its beginning');
    this.skipTo = position;
  }
}

/** The first instant of a recording at its beginning, in microseconds since the Unix epoch; null for one without updates. */
export const originOf = async (recording: ReplayInputOptions['recording']): Promise<number | null> => {
  let originUs: number | null = null;
  const pieces = piecesOf(recording, usualReorderLimits, (atUs) => {
    originUs = atUs;
  });
  for await (const _ of pieces) if (originUs !== null) break;
  return originUs;
};

async function* piecesOf(
  { batches, report }: ReplayInputOptions['recording'],
  reorder: ReorderLimits,
  begin: (atUs: number) => void,
): AsyncGenerator<readonly ReplayItem[]> {
  const window = new ReorderWindow(reorder);
  const counted = { ...report.faults };
  let late = 0;
  let originUs: number | null = null;
  let lastUs = 0;
  let items: ReplayItem[] = [];
  const give: Parameters<ReorderWindow['add']>[1] = (update, atUs) => {
    if (originUs === null) {
      originUs = atUs;
      begin(atUs);
    }
    lastUs = atUs - originUs;
    items.push({ what: 'update', atUs: lastUs, update });
  };
  const tellFaults = (): void => {
    for (const kind of faultKinds) {
      const count = report.faults[kind] - counted[kind];
      if (count === 0) continue;
      const seen = counted[kind];
      counted[kind] += count;
      const first = report.firstFaults.filter((fault) => fault.kind === kind)[seen];
      const sentence = first === undefined ? '' : `line ${first.line}: ${first.sentence}`;
      items.push({ what: 'fault', atUs: lastUs, kind, count, sentence });
    }
    const count = window.lateCount - late;
    late = window.lateCount;
    if (count > 0) items.push({ what: 'fault', atUs: lastUs, kind: 'reordered', count, sentence: tooLate });
  };
  for await (const batch of batches()) {
    for (const update of batch) window.add(update, give);
    tellFaults();
    yield items;
    items = [];
  }
  window.end(give);
  tellFaults();
  items.push({ what: 'end', atUs: lastUs });
  yield items;
}

const tooLate = 'Updates came so late that they could not be sorted: they count from when they came.';
