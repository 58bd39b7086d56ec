// What a build carries of the sources that it is made from.
import { indexModules } from '../inspect/index-modules.ts';
import { partsOf, type CodeParts } from '../run/build/code-parts.ts';
import { runModules } from '../run/build/run-modules.ts';

/** The parts of a run and of an index of one, by these names, of the sources in that folder. */
export const buildParts = (root: string): Readonly<Record<'run' | 'index', CodeParts>> => ({
  run: partsOf(root, runModules),
  index: partsOf(root, indexModules),
});
