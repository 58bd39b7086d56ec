// What a file of JavaScript or TypeScript links to before its first line runs, by imports and re-exports; and what it loads later.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files and packages that are loaded with an entry. Built-in modules of Node are left out. */
export interface Linked {
  /** Absolute paths, the entries among them. */
  readonly files: ReadonlySet<string>;
  /** By name, without what is named inside of them. */
  readonly packages: ReadonlySet<string>;
}

const link = /^(?:import|export)\s+(?!type\b)(?:([^'";]*?)\s*from\s*)?["']([^"']+)["']/gm;

const later = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** Whether a clause such as `{ type A, type B }` names types alone, which nothing is loaded for. */
const namesTypesAlone = (clause = ''): boolean => {
  const names = /^\{(.*)\}$/s.exec(clause.trim())?.[1]?.split(',') ?? [];
  const named = names.map((name) => name.trim()).filter((name) => name !== '');
  return named.length > 0 && named.every((name) => name.startsWith('type '));
};

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What the text of a file links to, as it is written there; with `andLater` what it may load at any time as well. */
export const linksOf = (text: string, andLater = false): readonly string[] => [
  ...[...text.matchAll(link)].flatMap(([, clause, specifier = '']) => (namesTypesAlone(clause) ? [] : [specifier])),
  ...(andLater ? [...text.matchAll(later)].map(([, specifier = '']) => specifier) : []),
];

/**
 * All that these files link to; with `andLater` all that they may load at any time. Throws where a file that is named does not
 * exist.
 */
export const linkedBy = (entries: readonly string[], andLater = false): Linked => {
  const files = new Set<string>();
  const packages = new Set<string>();
  const wanted = [...entries];
  for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
    if (files.has(file)) continue;
    if (!existsSync(file)) throw new Error(`${file} is linked to, and is not there`);
    files.add(file);
    for (const specifier of linksOf(readFileSync(file, 'utf8'), andLater)) {
      if (specifier.startsWith('.')) wanted.push(join(dirname(file), specifier));
      else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  }
  return { files, packages };
};
