// What is pinned of a run: its journal, by digest and length, and what its portfolio comes to, which no journal holds. Two
// tables of pins, and in words where they differ.
import { readFileSync, writeFileSync } from 'node:fs';

/** One run. */
export interface Pin {
  /** Records of its journal. */
  readonly records: number;
  /** The journal's digest, in hex. */
  readonly digest: string;
  /** What a portfolio of it says on the way (`portfolio-watch.ts`), in hex; left out where no portfolio is kept. */
  readonly books?: string;
  /** Amounts of its results by name, as decimals; left out where no portfolio is kept. */
  readonly results?: Readonly<Record<string, string>>;
}

/** Runs by name. */
export type Pins = Readonly<Record<string, Pin>>;

/** The file. */
export interface PinnedFile {
  /** Why it was last written. */
  readonly why: string;
  readonly pins: Pins;
}

/** Where it stands. */
export const pinnedPath = new URL('../digests.json', import.meta.url);

/** Reads the file. */
export const readPinned = (): PinnedFile => JSON.parse(readFileSync(pinnedPath, 'utf8')) as PinnedFile;

/** Writes it anew, the names in order, so that a change of one run is a change of its lines alone. */
export const writePinned = (pins: Pins, why: string): void => {
  const sorted = Object.fromEntries(Object.entries(pins).toSorted(([left], [right]) => (left < right ? -1 : 1)));
  writeFileSync(pinnedPath, `${JSON.stringify({ why, pins: sorted }, null, 2)}\n`);
};

/** What differs, a line each; none where nothing does. What could not be run (`left out`) differs in nothing. */
export const differences = (pinned: Pins, found: Pins, leftOut: readonly string[] = []): readonly string[] => {
  const names = [...new Set([...Object.keys(pinned), ...Object.keys(found)])].toSorted();
  return names.flatMap((name) => {
    const [was, is] = [pinned[name], found[name]];
    if (is === undefined) return leftOut.includes(name) ? [] : [`${name}: is pinned, and is run no more`];
    if (was === undefined) return [`${name}: is run, and not pinned`];
    return fieldsOf(was, is).map(
      ([field, before, now]) => `${name}: ${field} was ${before ?? 'not there'}, and is ${now ?? 'not there'}`,
    );
  });
};

type Change = readonly [field: string, before: string | undefined, now: string | undefined];

const fieldsOf = (was: Pin, is: Pin): readonly Change[] => {
  const [before, now] = [flat(was), flat(is)];
  const fields = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return fields.map((field): Change => [field, before[field], now[field]]).filter(([, left, right]) => left !== right);
};

const flat = ({ records, digest, books, results = {} }: Pin): Readonly<Record<string, string>> => ({
  records: String(records),
  digest: digest.slice(0, 16),
  ...(books === undefined ? {} : { books: books.slice(0, 16) }),
  ...results,
});
