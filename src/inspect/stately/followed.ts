// Which actors an inspector is shown. The engine and its venues always are: there are few, and they are the others'
// parents. Of arbitrages and their orders a run has more than anybody can look at, so they are chosen by number.

/** Arbitrages by number: from, to, both included. */
type Span = readonly [from: number, to: number];

/** A choice of actors. */
export interface Followed {
  /** As it was written. */
  readonly text: string;
  /** Whether the actor of that id is shown. */
  has(id: string): boolean;
}

const NUMBER = /^(?:arb|order):(\d+)(?:\.|$)/;
const SPAN = /^(\d{1,15})(?:-(\d{1,15}))?$/;

const spanOf = (word: string): Span | null => {
  const [, first, last] = SPAN.exec(word.trim()) ?? [];
  if (first === undefined) return null;
  const [from, to] = [Number(first), Number(last ?? first)];
  return from >= 1 && from <= to ? [from, to] : null;
};

/** Reads `all`, or numbers and spans of arbitrages, such as `763` or `1-20,763`; null where it is neither. */
export const parseFollowed = (text: string): Followed | null => {
  if (text.trim() === 'all') return { text: 'all', has: () => true };
  const spans: Span[] = [];
  for (const word of text.split(',')) {
    const span = spanOf(word);
    if (span === null) return null;
    spans.push(span);
  }
  return {
    text: spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(','),
    has: (id) => {
      const number = NUMBER.exec(id)?.[1];
      if (number === undefined) return true;
      return spans.some(([from, to]) => from <= Number(number) && Number(number) <= to);
    },
  };
};

/** What is followed where nobody says: as much as can be looked at. */
export const FOLLOWED_USUALLY = '1-20';
