// A folder that lives as long as a test file.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Files of a test. */
export interface Folder {
  /** The path of a file in it. */
  path(name: string): string;
  /** Writes a file, and tells its path. */
  write(name: string, text: string): string;
  read(name: string): string;
}

/** A new folder, gone when the tests of this file are over. */
export const createFolder = (): Folder => {
  const folder = mkdtempSync(join(tmpdir(), 'dte-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    path: (name) => join(folder, name),
    write: (name, text) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
  };
};
