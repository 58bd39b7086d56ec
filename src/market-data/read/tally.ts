// What a reader met besides updates: counted by kind, the first of each kind kept with its line. Nothing that is left
// out of a recording goes unreported.

/** What can be wrong with a recording. */
export const faultKinds = [
  /** A line that cannot be read, or a frame that cannot be what it claims to be. */
  'broken',
  /** Frames are missing before this one. */
  'gap',
  /** The frame contradicts the book that the frames before it make. */
  'contradiction',
  /** The frame comes after a newer one, and is left out. */
  'late',
  /** The frame came before, and is left out. */
  'duplicate',
  /** A change of a book that is stale, and would make no sense of it: left out. */
  'unusable',
  /** A token that the given mapping does not name: left out. */
  'unmapped',
  /** An update that nothing in the file tells the time of. */
  'undated',
  /** The file stops in the middle of a line or of its compressed data. */
  'cut',
] as const;

/** One of {@link faultKinds}. */
export type FaultKind = (typeof faultKinds)[number];

/** A form that a recording comes in. */
export type RecordingForm = 'canonical' | 'polymarket' | 'kalshi' | 'crossVenueCsv';

/** A fault, and where it is. */
export interface ReadFault {
  readonly kind: FaultKind;
  /** From 1; of a file that was cut, its last. */
  readonly line: number;
  /** What is wrong, as a sentence. */
  readonly sentence: string;
}

/** What was read so far; final once the reader has ended. */
export interface ReadReport {
  readonly lines: number;
  readonly updates: number;
  /** Lines by the form that they are in. */
  readonly forms: Readonly<Partial<Record<RecordingForm, number>>>;
  readonly faults: Readonly<Record<FaultKind, number>>;
  /** The first few of each kind, in the order of their lines. */
  readonly firstFaults: readonly ReadFault[];
  /** Frames that move no book (subscriptions, tickers, heartbeats), by type. */
  readonly others: Readonly<Record<string, number>>;
}

const SHOWN_OF_EACH_KIND = 5;
const OTHER_TYPES_MAX = 32;

/** Counts as it reads. */
export class ReadTally implements ReadReport {
  lines = 0;
  updates = 0;
  readonly forms: Partial<Record<RecordingForm, number>> = {};
  readonly faults = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  readonly firstFaults: ReadFault[] = [];
  readonly others: Record<string, number> = {};

  /** Counts a line of a form. */
  form(form: RecordingForm): void {
    this.forms[form] = (this.forms[form] ?? 0) + 1;
  }

  /** Counts a fault of the line that is being read. The sentence is asked for where it is kept. */
  fault(kind: FaultKind, sentence: () => string): void {
    const count = (this.faults[kind] += 1);
    if (count <= SHOWN_OF_EACH_KIND) this.firstFaults.push({ kind, line: this.lines, sentence: sentence() });
  }

  /** Counts a frame that moves no book. */
  other(type: string): void {
    const known = Object.hasOwn(this.others, type);
    const key = known || Object.keys(this.others).length < OTHER_TYPES_MAX ? type.slice(0, 60) : 'others';
    this.others[key] = (this.others[key] ?? 0) + 1;
  }

  /** How many faults there are of all kinds. */
  get faultCount(): number {
    return faultKinds.reduce((sum, kind) => sum + this.faults[kind], 0);
  }
}
