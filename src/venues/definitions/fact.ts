// A fact about a venue: a value, where it was read, how sure that is, and when. It is plain data, so that a
// card can print it and a test can walk it. It knows nothing of any venue.

/** How a fact is known, the surest first; `SET` is for the generic venue, which no real venue stands behind. */
export type Mark = 'RUN' | 'REC' | 'SRC' | 'DOC' | '3P' | 'INF' | 'SET';

/** What each mark means, in the order of how sure it is. */
export const markMeanings: Readonly<Record<Mark, string>> = {
  RUN: "executed with the venue's real client against a mock, or computed",
  REC: 'a recorded real response',
  SRC: 'read in the source of an official client, or of the venue',
  DOC: 'official documentation',
  '3P': 'third-party code or notes only',
  INF: 'inferred',
  SET: 'chosen for the generic venue: no real venue says so',
};

/** One fact. A `value` of null says that the sources hold nothing about it, and `doubtful` then says so too. */
export interface Fact<Value> {
  readonly value: Value;
  /** File and section of the venue facts, such as `kalshi.md 2.9`. */
  readonly source: string;
  readonly mark: Mark;
  /** The day, or the month, for which the source speaks: `2026-08-22` or `2026-06`. */
  readonly asOf: string;
  /** The day from which it holds, where the source says one. */
  readonly since?: string;
  /** One sentence: what may be wrong with it, or what is not known. */
  readonly doubtful?: string;
}

/** What may be said of a fact beside its value and its source. */
export type Remarks = Partial<Pick<Fact<unknown>, 'asOf' | 'since' | 'doubtful'>>;

/** The day on which the venue facts were gathered. */
export const GATHERED = '2026-11-22';

/** The day of the mirrored documentation. */
export const DOCUMENTED = '2026-08-22';

/** Writes down facts out of one file. */
export interface FactBook {
  /** A fact of a section of the file. */
  readonly fact: <Value>(value: Value, mark: Mark, section: string, remarks?: Remarks) => Fact<Value>;
  /** What the file does not say: `sentence` tells what is missing, and what is done about it. */
  readonly notKnown: (sentence: string) => Fact<null>;
}

/** Facts out of one file, whose recordings are of the day or month `recorded`, its documentation of `documented`. */
export const factsFrom = (file: string, recorded: string, documented: string = DOCUMENTED): FactBook => {
  const asOf = (mark: Mark): string => (mark === 'REC' ? recorded : mark === 'DOC' ? documented : GATHERED);
  return {
    fact: (value, mark, section, remarks = {}) => ({
      value,
      source: `${file} ${section}`,
      mark,
      asOf: asOf(mark),
      ...remarks,
    }),
    notKnown: (sentence) => ({ value: null, source: file, mark: 'INF', asOf: GATHERED, doubtful: sentence }),
  };
};

/** A fact and where it stands in the rules, such as `orders.postOnly`. */
export interface FoundFact {
  readonly path: string;
  readonly fact: Fact<unknown>;
}

/** Whether a piece of plain data is a fact. */
export const isFact = (data: unknown): data is Fact<unknown> =>
  typeof data === 'object' && data !== null && 'value' in data && 'source' in data && 'mark' in data && 'asOf' in data;

/** Every fact in a piece of plain data, in its order. A fact's value is not searched. */
export const factsIn = (data: unknown, path = ''): readonly FoundFact[] => {
  if (isFact(data)) return [{ path, fact: data }];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, part]) => factsIn(part, path === '' ? key : `${path}.${key}`));
};
