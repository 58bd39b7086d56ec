// Which code makes an index.
import { hashOfParts, ownParts } from '../run/build/code-parts.ts';
import { indexModules } from './index-modules.ts';

/** The code that makes an index, by its hash: an index that other code made is made anew. */
export const indexMaker = (): string => hashOfParts(ownParts('index', indexModules));
