// Reads a tree part by part, and takes down what is wrong with each part as one sentence a mistake.
import type { z } from 'zod';
import { choicesText, described, nearest, nearestBySlip, subjectOf, type Path, type Report } from './problem.ts';
import { nameFault } from './file/scalars.ts';
import type { Tree, TreeMap } from './read-tree.ts';

/** A named part: null where it is there and wrong, so that who refers to it is not blamed. */
export type Entries<T> = ReadonlyMap<string, T | null>;

/** What to make of a name that is referred to. */
export type Lookup<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'broken' | 'unknown' };

/** What was to be a map of names and is none: whatever is looked up in it is broken. */
export const UNREADABLE: Entries<never> = new Map();

/** Looks a name up. A slip of the pen for a part that is wrong itself is no further mistake: the name may be what is wrong. */
export const lookUp = <T>(entries: Entries<T>, name: string): Lookup<T> => {
  const value = entries.get(name);
  if (value !== undefined && value !== null) return { kind: 'found', value };
  if (value === null || entries === UNREADABLE) return { kind: 'broken' };
  const broken = [...entries].flatMap(([key, entry]) => (entry === null ? [key] : []));
  return { kind: nearestBySlip(name, broken) === undefined ? 'unknown' : 'broken' };
};

/** Reads parts of one tree. */
export interface Reader {
  readonly report: Report;
  /** One part; undefined where it is wrong. */
  one<T extends z.ZodType>(path: Path, schema: T): z.output<T> | undefined;
  /** Every part of a list. */
  items<T extends z.ZodType>(path: Path, schema: T): readonly (z.output<T> | undefined)[];
  /** The names in a map, each looked at; null where it is missing or no map, which has been said. */
  names(path: Path, isRequired: boolean): readonly string[] | null;
  has(path: Path): boolean;
}

/** A reader of `root` that takes mistakes down by `report`. */
export const createReader = (root: TreeMap, report: Report): Reader => {
  const at = (path: Path): Tree | undefined =>
    path.reduce<Tree | undefined>((tree, part) => {
      if (tree === undefined || typeof tree === 'string') return undefined;
      return Array.isArray(tree) ? (tree[Number(part)] as Tree | undefined) : (tree as TreeMap)[part];
    }, root);

  const one = <T extends z.ZodType>(path: Path, schema: T): z.output<T> | undefined => {
    const read = schema.safeParse(at(path), { reportInput: true });
    if (read.success) return read.data;
    const { issues } = read.error;
    const misspelt = new Set(issues.flatMap(misspeltKeys));
    for (const issue of issues)
      if (issue.input !== undefined || !misspelt.has(JSON.stringify(issue.path))) reportIssue(path, issue, report);
    return undefined;
  };

  const names = (path: Path, isRequired: boolean): readonly string[] | null => {
    const tree = at(path);
    const subject = subjectOf(path);
    if (tree === undefined) {
      if (!isRequired) return [];
      report(path, `${subject} is missing: it must be a map of names.`);
      return null;
    }
    if (typeof tree === 'string' || Array.isArray(tree)) {
      report(path, `${subject} must be a map of names, but it is ${described(tree)}.`);
      return null;
    }
    const found = Object.keys(tree);
    if (found.length === 0 && isRequired) report(path, `${subject} is empty: it must name at least one.`);
    for (const name of found) {
      const fault = nameFault(name);
      if (fault !== null) report([...path, name], `${described(name)} ${fault}.`);
    }
    return found;
  };

  return {
    report,
    one,
    names,
    has: (path) => at(path) !== undefined,
    items: (path, schema) => {
      const tree = at(path);
      if (tree === undefined) return [];
      if (Array.isArray(tree)) return tree.map((_, index) => one([...path, index], schema));
      report(path, `${subjectOf(path)} must be a list, but it is ${described(tree)}.`);
      return [];
    },
  };
};

const sizeKeys = new Set(['sets', 'size', 'qty', 'quantity', 'shares', 'notional', 'amount', 'dollars']);

const unknownKey = (path: Path, key: string, known: readonly string[]): string => {
  if (path.at(-2) === 'legs' && sizeKeys.has(key))
    return `${key} is not known here: the legs of a pair are sized in equal shares, and the strategy's sets say how many.`;
  return `${key} is not known here: ${choicesText(key, known)}`;
};

// The keys that were meant by unknown ones: that they are missing is the same mistake.
const misspeltKeys = (issue: z.core.$ZodIssue): readonly string[] => {
  if (issue.code !== 'unrecognized_keys') return [];
  const known = issue.message.split(' ');
  return issue.keys.map((key) => JSON.stringify([...issue.path, nearest(key, known)]));
};

/** None of several forms: what is wrong inside the one that was meant, or which forms there are. */
const reportUnion = (path: Path, { errors, message }: z.core.$ZodIssueInvalidUnion, report: Report): void => {
  const isInside = (issue: z.core.$ZodIssue): boolean => issue.path.length > 0 || issue.code === 'unrecognized_keys';
  const meant = errors.find((issues) => issues.some(isInside));
  if (meant === undefined) report(path, `${subjectOf(path)} must be ${message}.`);
  else for (const issue of meant) reportIssue(path, issue, report);
};

// What zod found becomes our sentence. Leaves bring theirs, without the subject.
const reportIssue = (base: Path, issue: z.core.$ZodIssue, report: Report): void => {
  const path = [...base, ...(issue.path as (string | number)[])];
  const subject = subjectOf(path);
  switch (issue.code) {
    case 'custom':
      report(path, `${subject} ${issue.message}`);
      return;
    case 'unrecognized_keys': {
      for (const key of issue.keys) report([...path, key], unknownKey(path, key, issue.message.split(' ')));
      return;
    }
    case 'invalid_type': {
      const wanted = issue.expected === 'array' ? 'a list' : 'a map of keys';
      const { input } = issue;
      const meant = issue.message.startsWith('{') ? `: write ${issue.message}.` : '.';
      report(
        path,
        input === undefined
          ? `${subject} is missing: it must be ${wanted}.`
          : `${subject} must be ${wanted}, but it is ${described(input)}${meant}`,
      );
      return;
    }
    case 'too_small':
      report(path, `${subject} has too few entries: it needs at least ${String(issue.minimum)}.`);
      return;
    case 'too_big':
      report(path, `${subject} has too many entries: it may have at most ${String(issue.maximum)}.`);
      return;
    case 'invalid_union':
      reportUnion(path, issue, report);
      return;
    default:
      report(path, `${subject} is wrong: ${issue.message}.`);
  }
};
