// Which engine this is: the hash of all code that a run is a function of, and of the Node that runs it, for the logarithms
// in its latencies are Node's. Other code is not in it: where that changes, older runs can be resumed.
import { catalogue } from '../../../machines/catalogue.ts';
import { buildOf, type Build } from '../../persistence/checkpoints/build.ts';
import { definitionHash } from '../../xstate/definition-hash.ts';
import { hashOfParts, ownParts } from './code-parts.ts';
import { runModules } from './run-modules.ts';

/** This engine. It reads its own files. */
export const ownBuild = (): Build => {
  const charts = catalogue.map(({ name, machine }) => [name, definitionHash(machine)] as const);
  return buildOf(hashOfParts(ownParts('run', runModules)), Object.fromEntries(charts));
};
