// How a path is shown to a person.
import { isAbsolute, relative, resolve } from 'node:path';

/** The path from here, where it is below; else as it is. */
export const shownPath = (path: string): string => {
  if (!isAbsolute(path)) return path;
  const fromHere = relative(resolve('.'), path);
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
};
