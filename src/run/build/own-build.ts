// Which engine this is: the hash of all code that a run is a function of, and of the Node that runs it, for the logarithms
// in its latencies are Node's. Code that only looks at runs is not in it: where that changes, older runs can be resumed.
import { createHash } from 'node:crypto';
import { catalogue } from '../../../machines/catalogue.ts';
import { buildOf, type Build } from '../../persistence/checkpoints/build.ts';
import { definitionHash } from '../../xstate/definition-hash.ts';
import { ownHashes, type SourceHashes } from './source-hashes.ts';

/** Parts of the engine: folders of its sources, and packages. */
export interface Parts {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
}

/** All that a run is a function of: what the engine imports, and what reads its scenario, strategies and recording. */
export const runParts: Parts = {
  folders: [
    'machines',
    'src/accounting',
    'src/arbitrage',
    'src/audit',
    'src/engine',
    'src/isolation',
    'src/journal',
    'src/kernel',
    'src/lanes',
    'src/market-data',
    'src/money',
    'src/orders',
    'src/report',
    'src/risk',
    'src/run',
    'src/scenario',
    'src/strategies',
    'src/text',
    'src/venues',
    'src/world',
    'src/xstate',
  ],
  packages: ['decimal.js', 'jiti', 'pure-rand', 'xstate', 'yaml', 'zod'],
};

/** All that the index of a run is a function of: the inspector, and what it asks. */
export const indexParts: Parts = {
  folders: [
    'drizzle',
    'machines',
    'src/accounting',
    'src/inspect',
    'src/journal',
    'src/kernel',
    'src/money',
    'src/persistence',
    'src/report',
    'src/venues',
    'src/xstate',
  ],
  packages: ['decimal.js', 'drizzle-orm', 'xstate'],
};

/** One hash of these parts, and of this Node. Hexadecimal digits. */
export const hashOfParts = ({ folders, packages }: Parts, hashes: SourceHashes): string => {
  const hash = createHash('sha256').update(`${process.version} ${process.arch}\n`);
  for (const name of folders) hash.update(`${name} ${hashes.folders[name]}\n`);
  for (const name of packages) hash.update(`${name} ${hashes.packages[name]}\n`);
  return hash.digest('hex');
};

/** The code that makes an index, by its hash: an index that other code made is not believed. */
export const indexMaker = (): string => hashOfParts(indexParts, ownHashes());

/** This engine. It reads its own files. */
export const ownBuild = (): Build => {
  const charts = catalogue.map(({ name, machine }) => [name, definitionHash(machine)] as const);
  return buildOf(hashOfParts(runParts, ownHashes()), Object.fromEntries(charts));
};
