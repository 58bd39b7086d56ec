// Whether what a user names is a file.
import { existsSync } from 'node:fs';

/** Whether a name is of a file: the file exists, or the name looks like a path. Runs are named without dots and slashes. */
export const isFile = (named: string): boolean => /[/\\.]/.test(named) || existsSync(named);
