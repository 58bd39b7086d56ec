// Which actors an inspector is shown. The engine and its venues always are: there are few, and they are the others'
// parents. Of arbitrages and their orders a run has more than anybody can look at, so they are chosen by number.

/** Arbitrages by number: from, to, both included. */
type Span = readonly [from: number, to: number];

/** A choice of actors. */
export interface Followed {
  /** As it was written. */
  readonly text: string;
  /** Whether everything is shown, of whatever number. */
  readonly isAll: boolean;
  /** Whether the arbitrage of that number is shown, or the plain order of the intent of that number. */
  has(number: number): boolean;
}

const SPAN = /^(\d{1,15})(?:-(\d{1,15}))?$/;

const spanOf = (word: string): Span | null => {
  const [, first, last] = SPAN.exec(word.trim()) ?? [];
  if (first === undefined) return null;
  const [from, to] = [Number(first), Number(last ?? first)];
  return from >= 1 && from <= to ? [from, to] : null;
};

/** Reads `all`, or numbers and spans of arbitrages, such as `763` or `1-20,763`; null where it is neither. */
export const parseFollowed = (text: string): Followed | null => {
  if (text.trim() === 'all') return { text: 'all', isAll: true, has: () => true };
  const spans: Span[] = [];
  for (const word of text.split(',')) {
    const span = spanOf(word);
    if (span === null) return null;
    spans.push(span);
  }
  return {
    text: spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(','),
    isAll: false,
    has: (number) => spans.some(([from, to]) => from <= number && number <= to),
  };
};

/** What is followed where nobody says: as much as can be looked at. */
export const FOLLOWED_USUALLY = '1-20';
