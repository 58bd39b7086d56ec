// What was made of a journal file, kept beside it, so that a large one is read once: `run.jsonl.index`. It may be deleted
// at any time; one of another file, or made by other code, is not taken.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import type { LinePlacesState } from './line-places.ts';
import type { IndexState } from '../index/index-state.ts';

/** Which file it was, and which code made it: a file that has been written since is another. */
export interface FileMark {
  readonly size: number;
  readonly mtimeMs: number;
  /** Of its beginning and its end, by a hash. */
  readonly ends: string;
  readonly maker: string;
}

/** What is kept of a file. */
export interface Kept {
  readonly index: IndexState;
  readonly places: LinePlacesState;
}

const keyOf = ({ size, mtimeMs, ends, maker }: FileMark): string => JSON.stringify([size, mtimeMs, ends, maker]);

const besideOf = (path: string): string => `${path}.index`;

/** What was kept beside a file; null where there is nothing that fits it. */
export const recallBeside = async (path: string, mark: FileMark): Promise<Kept | null> => {
  try {
    const kept = deserialize(await readFile(besideOf(path))) as { readonly key?: unknown } & Kept;
    return kept.key === keyOf(mark) ? kept : null;
  } catch {
    // Whatever it is, it is not what we have written: the file is read anew.
    return null;
  }
};

/** Keeps it, whole or not at all. Where nothing can be written the file is read anew the next time. */
export const keepBeside = async (path: string, mark: FileMark, kept: Kept): Promise<void> => {
  const beside = besideOf(path);
  const unfinished = `${beside}.unfinished`;
  try {
    await writeFile(unfinished, serialize({ key: keyOf(mark), ...kept }));
    await rename(unfinished, beside);
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
};
