// The numbers of the runs of a `runs/` folder. Its databases stand side by side and none knows of the others, so a number is
// given by making a file that nobody has made before. The file says which database has the run, and what the run is, so
// that a run is found, and listed, without any database being opened. The rows are the truth: a file can be made from them.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A run that has a number. */
export interface NumberedRun {
  readonly number: number;
  /** The name of the database's directory in the folder. */
  readonly directory: string;
  /** The run's name. */
  readonly name: string;
  readonly seed: string;
  /** The scenario's name; null where it is not known. */
  readonly scenario: string | null;
}

const numberMax = 2 ** 31 - 1;
const isNumber = (name: string): boolean => /^[1-9]\d{0,9}$/.test(name) && Number(name) <= numberMax;

/** Behind a directory's name: the file that says that each of its runs has a number. */
const listedSuffix = '.listed';
const draftSuffix = '.draft';

/** The numbers of one folder. */
export class RunNumbers {
  private readonly folder: string;

  /** `folder` holds the files; it is made when a number is given. */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Gives a run the next number. Two processes never get the same. */
  take(run: Omit<NumberedRun, 'number'>): number {
    mkdirSync(this.folder, { recursive: true });
    for (let number = Math.max(0, ...this.numbers()) + 1; ; number += 1)
      if (this.make(number, textOf(run))) return number;
  }

  /** The runs, by number. A number that was given to a run which was killed before it said its name is left out. */
  list(): readonly NumberedRun[] {
    return this.numbers().flatMap((number) => this.read(number) ?? []);
  }

  /** Whether each run of that directory has a number. Not so of one that only a former build has written to. */
  isListed(directory: string): boolean {
    return existsSync(join(this.folder, `${directory}${listedSuffix}`));
  }

  /**
   * Brings the files into agreement with the rows of a directory, which this process holds: a run without a number's file
   * gets one, unless the number is another run's; a file without a run was made by a process that was killed, and is removed.
   */
  adopt(directory: string, runs: readonly Omit<NumberedRun, 'directory'>[]): void {
    mkdirSync(this.folder, { recursive: true });
    const there = new Set(runs.map(({ number }) => number));
    const numbered = new Map(this.numbers().map((number) => [number, this.read(number)]));
    for (const [number, run] of numbered)
      if (run?.directory === directory && !there.has(number)) rmSync(this.pathOf(number), { force: true });
    for (const { number, ...run } of runs)
      if ((numbered.get(number) ?? null) === null) this.replace(number, textOf({ ...run, directory }));
    writeFileSync(join(this.folder, `${directory}${listedSuffix}`), '');
  }

  private numbers(): readonly number[] {
    let names: readonly string[];
    try {
      names = readdirSync(this.folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    return names
      .filter(isNumber)
      .map(Number)
      .toSorted((left, right) => left - right);
  }

  private pathOf(number: number): string {
    return join(this.folder, String(number));
  }

  private make(number: number, text: string): boolean {
    try {
      writeFileSync(this.pathOf(number), text, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** Puts a file in the place of one that is not there, or that says nothing: whole, or not at all. */
  private replace(number: number, text: string): void {
    const draft = `${this.pathOf(number)}.${process.pid}${draftSuffix}`;
    writeFileSync(draft, text);
    renameSync(draft, this.pathOf(number));
  }

  private read(number: number): NumberedRun | null {
    let read: Partial<NumberedRun> | null;
    try {
      read = JSON.parse(readFileSync(this.pathOf(number), 'utf8')) as Partial<NumberedRun> | null;
    } catch {
      return null;
    }
    const { directory, name, seed, scenario = null } = read ?? {};
    if (typeof directory !== 'string' || typeof name !== 'string' || typeof seed !== 'string') return null;
    return { number, directory, name, seed, scenario: typeof scenario === 'string' ? scenario : null };
  }
}

const textOf = ({ directory, name, seed, scenario }: Omit<NumberedRun, 'number'>): string =>
  `${JSON.stringify({ directory, name, seed, scenario })}\n`;
