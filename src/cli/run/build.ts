// Which engine this is: the hash of all code that a run is a function of, and of the Node that runs it, for the logarithms
// in its latencies are Node's. What only looks at runs (this folder, the database's, the inspector's) is not in it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../../../machines/catalogue.ts';
import { buildOf, type Build } from '../../persistence/build.ts';
import { definitionHash } from '../../xstate/definition-hash.ts';

/** The folder of the sources, or of what was built from them. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What the index of a run is made by: the inspector, and what it asks. */
const indexed = ['money', 'kernel', 'xstate', 'journal', 'accounting', 'venues', 'persistence', 'report', 'inspect'];
const lookersOn = new Set(['cli', 'inspect', 'persistence']);
const isCode = (name: string): boolean => /(?<!\.d)\.[jt]s$/.test(name);

const codeBelow = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return folder === 'src' && lookersOn.has(entry.name) ? [] : codeBelow(path);
      return isCode(entry.name) ? [path] : [];
    })
    .toSorted();

const hashOf = (paths: readonly string[]): string => {
  const hash = createHash('sha256').update(`${process.version} ${process.arch}\n`);
  for (const path of paths) hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
};

/** All code that an index of a run is a function of, by its hash: what is kept of one is not believed by any other. */
export const indexMaker = (): string =>
  hashOf(['machines', ...indexed.map((name) => `src/${name}`)].flatMap((folder) => codeBelow(folder)));

/** This engine. It reads its own files. */
export const ownBuild = (): Build => {
  const hash = hashOf([...codeBelow('machines'), ...codeBelow('src')]);
  const charts = catalogue.map(({ name, machine }) => [name, definitionHash(machine)] as const);
  return buildOf(hash, Object.fromEntries(charts));
};
