// Journal files as runs to look at, each under a name that a link can carry.
import { basename } from 'node:path';
import { openFileSource, type LineReader } from '../../inspect/sources/file-source.ts';
import { InspectedRun } from '../../inspect/sources/inspected-run.ts';
import { decodeRecord } from '../../journal/encode.ts';
import { wrongInput } from '../command-failed.ts';
import { fileFault } from '../../run/file-fault.ts';
import { refuseUnknownFormatOf } from '../../run/verification/journal-lines.ts';
import { WrongInput } from '../../run/wrong-input.ts';
import { isWholeRecord } from '../../journal/check-record.ts';

/** The record of a line, with all that a record has. Throws if it is none. */
export const readWholeRecord: LineReader = (line) => {
  const record = decodeRecord(line);
  if (!isWholeRecord(record)) throw new SyntaxError('the line is no whole record');
  return record;
};

/** `runs/Demo 2.jsonl` as `demo-2`: links and people can carry it. */
const nameOf = (path: string): string =>
  basename(path)
    .replace(/\.jsonl?$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'run';

/** Names for these paths, each once. */
export const namesOf = (paths: readonly string[]): readonly string[] => {
  const taken = new Map<string, number>();
  return paths.map((path) => {
    const name = nameOf(path);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  });
};

/** Opens journal files; one that cannot be read is wrong input. */
export const openJournals = async (paths: readonly string[], maker: string): Promise<readonly InspectedRun[]> => {
  const names = namesOf(paths);
  const runs: InspectedRun[] = [];
  for (const [index, path] of paths.entries()) {
    try {
      refuseUnknownFormatOf(path);
      runs.push(new InspectedRun(names[index] ?? '', await openFileSource(path, readWholeRecord, maker)));
    } catch (error) {
      for (const run of runs) await run.close();
      throw error instanceof WrongInput ? error : wrongInput(`${path} cannot be read: ${fileFault(error)}.`);
    }
  }
  return runs;
};
