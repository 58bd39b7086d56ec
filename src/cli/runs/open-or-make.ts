// The database of a command that writes to one and begins no run: the one that is named, or the first in `runs/`. It is made
// where there is none.
import { directoryTarget } from '../../persistence/store/store-target.ts';
import type { Store } from '../../persistence/store/store.ts';
import { wrongInput } from '../command-failed.ts';
import { databaseTarget, isUnnamed, usualDirectory, type DatabaseOptions } from '../database.ts';
import { usualFolder } from './databases.ts';
import { openWhenFree, type Said } from './when-free.ts';

/** Opens it, and waits where another process holds it. Throws a `StoreError`. */
export const openOrMake = async (options: DatabaseOptions, said: Said): Promise<Store> => {
  const target = databaseTarget(options, said.environment);
  if (target === null) throw wrongInput('Without a database there is nothing to look into: --db names one.');
  if (!isUnnamed(options, said.environment)) return await openWhenFree(target, 'write', said);
  const folder = usualFolder();
  const [first] = folder.databases();
  return await openWhenFree(
    directoryTarget(first === undefined ? usualDirectory : folder.pathOf(first)),
    'write',
    said,
  );
};
