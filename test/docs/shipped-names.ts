// The scenarios of the package.
import { readdirSync } from 'node:fs';
import { root } from './documents.ts';

/** The names of all shipped scenarios, sorted. */
export const shippedNames = (): string[] =>
  readdirSync(`${root}scenarios`)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace('.yaml', ''))
    .toSorted();
