// The scenarios that come with the package, by their names.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { choicesText } from '../scenario/problem.ts';

// The package names itself, so that sources and built files find the same folder.
const folder = join(dirname(createRequire(import.meta.url).resolve('dry-testing-engine/package.json')), 'scenarios');

const namePattern = /^[a-z0-9-]+$/;

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** The names of the shipped scenarios, in order. */
export const shippedNames = (): readonly string[] =>
  readdirSync(folder)
    .flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : []))
    .toSorted();

/** The file of a shipped scenario. */
export const shippedPath = (name: string): string => join(folder, `${name}.yaml`);

/**
 * The file that a scenario's name stands for. A file of that name wins; without one, a bare word such as `demo` is a
 * shipped scenario. Whatever else was named is taken for a path.
 */
export const scenarioPath = (named: string): string => {
  if (isFile(named) || !namePattern.test(named)) return named;
  const shipped = shippedPath(named);
  return isFile(shipped) ? shipped : named;
};

/** The scenario that is run where none is named, as it can be named here: a file of the same name stands before it. */
export const demo = (): string => (scenarioPath('demo') === 'demo' ? shippedPath('demo') : 'demo');

/** The end of a sentence about a file that cannot be read: which shipped scenario was meant, where a bare word was typed. */
export const shippedHint = (named: string): string => {
  const word = named.replace(/\.ya?ml$/, '');
  return namePattern.test(word) && !existsSync(named)
    ? ` Of the scenarios that come with the package, ${choicesText(word, shippedNames())}`
    : '';
};
