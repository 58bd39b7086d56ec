// Which code makes an index.
import { hashOfParts, ownParts } from '../run/build/code-parts.ts';
import { indexModules } from './index-modules.ts';

/** Returns the hash of the code that makes an index: an index that other code made is not used. */
export const indexMaker = (): string => hashOfParts(ownParts('index', indexModules));
