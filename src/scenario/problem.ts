// One mistake in a scenario file, and where it stands. It knows no YAML and no schema.
import { printable } from '../kernel/printable.ts';
import { synonymsOf } from './synonyms.ts';

/** The way to a value in the file: keys of maps, places in lists. */
export type Path = readonly (string | number)[];

/** One mistake in the file. */
export interface Problem {
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** Where, such as `venues.kalshi.lane.capacity`; empty for the file as a whole. */
  readonly key: string;
  /** One sentence: what is wrong, and what would be right. */
  readonly message: string;
}

/** Takes down a mistake at a place of the file. */
export type Report = (path: Path, message: string) => void;

/** A path as it is printed: `pairs.FED.legs[1].outcome`. */
export const keyText = (path: Path): string =>
  path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${printable(part)}`))
    .join('');

/** What a sentence calls a place: its last key, with the place in a list behind it. */
export const subjectOf = (path: Path): string => {
  const start = path.findLastIndex((part) => typeof part === 'string');
  return start < 0 ? 'the scenario' : keyText(path.slice(start));
};

const EXCERPT_LENGTH_MAX = 60;

/** A text on one line and no longer than a line, in quotes. */
export const quoted = (text: string): string =>
  printable(JSON.stringify(text.length <= EXCERPT_LENGTH_MAX ? text : `${text.slice(0, EXCERPT_LENGTH_MAX)}…`));

/** A value of the file as a sentence mentions it. */
export const described = (value: unknown): string => {
  if (typeof value === 'string') return /^-?\d[\d.]{0,59}$/.test(value) ? value : quoted(value);
  if (Array.isArray(value)) return 'a list';
  return value === undefined || value === null ? 'missing' : 'a map of keys';
};

/** The words of a name in order: `maxNotional`, `notional_max` and `notionalMax` are the same two. */
const wordsIn = (name: string): string =>
  name
    .replaceAll(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .toSorted()
    .join(' ');

/** The known name of which a name is a slip of the finger; undefined where none is near. */
export const nearestBySlip = (name: string, known: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(Math.min(name.length, EXCERPT_LENGTH_MAX) / 3)) + 1;
  for (const candidate of known) {
    const distance = distanceOf(name.toLowerCase(), candidate.toLowerCase());
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
};

const STEM_LENGTH_MIN = 5;

/** The one that begins alike for most of its length, such as another form of the same word. */
const nearestByStem = (name: string, known: readonly string[]): string | undefined => {
  const alike = known.filter((candidate) => {
    const length = Math.min(name.length, candidate.length);
    let same = 0;
    while (same < length && name[same]?.toLowerCase() === candidate[same]?.toLowerCase()) same += 1;
    return same >= STEM_LENGTH_MIN && same * 4 >= length * 3;
  });
  return alike.length === 1 ? alike[0] : undefined;
};

/** The known name that was probably meant: its words in another order, a slip, or another word for it; undefined if none. */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
  if (name.length > EXCERPT_LENGTH_MAX) return undefined;
  const names = [...known];
  const words = wordsIn(name);
  return (
    (words === '' ? undefined : names.find((candidate) => wordsIn(candidate) === words)) ??
    nearestBySlip(name, names) ??
    synonymsOf(name).find((candidate) => names.includes(candidate)) ??
    nearestByStem(name, names)
  );
};

/** Which names there are, and which was probably meant: the end of a sentence about an unknown one. */
export const choicesText = (name: string, known: Iterable<string>): string => {
  const names = [...known].map(printable);
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean ${near}?`;
  if (names.length === 0) return 'there are none.';
  const shown = names.slice(0, 20).join(', ');
  return `there ${names.length === 1 ? 'is' : 'are'} ${shown}${names.length > 20 ? ' and others' : ''}.`;
};

// Edit distance, in which two neighbours that changed places are one slip; names are short, and longer ones are no slips of
// the finger.
const distanceOf = (left: string, right: string): number => {
  if (Math.max(left.length, right.length) > EXCERPT_LENGTH_MAX) return left === right ? 0 : Infinity;
  let before: readonly number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1, isSwap ? before[j - 2]! + 1 : Infinity));
    }
    before = row;
    row = next;
  }
  return row[right.length]!;
};
