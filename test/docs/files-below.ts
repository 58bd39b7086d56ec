// The files of the repository.
import { readdirSync } from 'node:fs';
import { root } from './documents.ts';

const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', 'runs']);

/** The files below a folder, by their paths from the root of the repository; '' is the root itself. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (notOurs.has(entry.name)) return [];
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .toSorted();
