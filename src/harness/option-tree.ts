// A user's plain data as the tree of a scenario file, whose leaves are texts.
import { printMicros } from '../money/decimal.ts';
import { choicesText, keyText, subjectOf, type Path, type Report } from '../scenario/problem.ts';
import type { Tree } from '../scenario/read-tree.ts';

const DEPTH_MAX = 8;

/** Whether a value is an object with keys. */
export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a tree; undefined for what is not there, and for what cannot be one, which is said. */
export const treeOf = (value: unknown, path: Path, report: Report): Tree | undefined => {
  const refuse = (message: string): undefined => {
    report(path, message);
  };
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'string':
      return value;
    case 'boolean':
      return String(value);
    case 'bigint':
      return printMicros(value);
    case 'number':
      if (Number.isSafeInteger(value)) return String(value);
      return refuse(`${subjectOf(path)} is a floating-point number: write it as a text such as "0.5".`);
    case 'object':
      break;
    default:
      return refuse(`${subjectOf(path)} must be plain data, but it is a ${typeof value}.`);
  }
  if (value === null) return undefined;
  if (path.length > DEPTH_MAX) return refuse(`${keyText(path)} is nested too deeply.`);
  if (Array.isArray(value)) return value.map((part: unknown, index) => treeOf(part, [...path, index], report));
  const entries = Object.entries(value).flatMap(([key, part]) => {
    const tree = treeOf(part, [...path, key], report);
    return tree === undefined ? [] : [[key, tree] as const];
  });
  return Object.fromEntries(entries);
};

/** What an object of the options has. */
export type Fields = Readonly<Record<string, unknown>>;

/** Says of each key that is not known here which would be right. */
export const refuseOthers = (fields: Fields, known: readonly string[], path: Path, report: Report): void => {
  for (const key of Object.keys(fields))
    if (!known.includes(key)) report([...path, key], `${key} is not known here: ${choicesText(key, known)}`);
};

/** An object of the options; empty where there is none, and then it has been said. */
export const fieldsOf = (value: unknown, known: readonly string[], path: Path, report: Report): Fields => {
  if (!isMap(value)) {
    report(path, `${keyText(path)} must be an object with ${known.join(', ')}.`);
    return {};
  }
  refuseOthers(value, known, path, report);
  return value;
};
