// What a command costs before it does anything, as CPU time against that of a Node that does nothing. Processes are measured in
// turns, so that a machine that slows down slows all of them alike. CPU time is that of all threads, in user and system mode.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { median, type Figure } from './measure.ts';

const root = dirname(createRequire(import.meta.url).resolve('dry-testing-engine/package.json'));
const executable = join(root, 'dist/src/cli/dte.js');

interface Started {
  readonly name: string;
  readonly args: readonly string[];
  /** Times the CPU time of a Node that does nothing. */
  readonly ratioMax: number;
}

const quiet = ['run', join(root, 'scenarios/quiet.yaml'), '--db', 'none', '--quiet'];

const commands: readonly Started[] = [
  { name: 'dte --help', args: ['--help'], ratioMax: 3 },
  { name: 'dte run quiet, one intent', args: [...quiet, '--intents', '1'], ratioMax: 8 },
  { name: 'dte run quiet, the whole of it', args: quiet, ratioMax: 13.5 },
];

/** What the first line of the executable tells Node. */
const nodeOptions = (): readonly string[] =>
  (readFileSync(executable, 'utf8').split('\n')[0] ?? '').split(' ').filter((word) => word.startsWith('--'));

/** Seconds of CPU time that Node spends with these arguments. Bash takes them from the system, to the millisecond. */
const cpuSeconds = (args: readonly string[]): number => {
  const timed = ['-c', 'TIMEFORMAT="%3U %3S"; time "$@" > /dev/null 2>&1', 'bash', process.execPath, ...args];
  const { status, stderr, error } = spawnSync('bash', timed, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  // One intent does not come to what its scenario expects: that is exit code 1.
  if (error !== undefined || status === null || status > 1)
    throw new Error(`node ${args.join(' ')} cannot be measured: ${error?.message ?? `exit code ${status}, ${stderr}`}`);
  return (stderr.trim().split('\n').at(-1) ?? '').split(' ').reduce((sum, part) => sum + Number(part), 0);
};

/** The ratio of each command, the median of so many rounds behind one that counts for nothing. */
const ratios = (rounds: number, prepare: () => void): readonly number[] => {
  const options = nodeOptions();
  const samples: number[][] = [];
  for (let round = -1; round < rounds; round += 1) {
    const sample = [['-e', '0'], ...commands.map(({ args }) => [...options, executable, ...args])].map((args) => {
      prepare();
      return cpuSeconds(args);
    });
    if (round >= 0) samples.push(sample);
  }
  return commands.map((_, index) => median(samples.map(([idle = 0, ...rest]) => (rest[index] ?? 0) / idle)));
};

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.(?:[cm]?js|json|yaml)$/.test(entry.name) ? [path] : [];
  });

/**
 * Makes the system forget the files of the package and of what it depends on, but not Node itself. GNU dd can, and needs no
 * rights for it.
 */
const coldFiles = (): (() => void) => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const folders = ['dist', 'scenarios', ...Object.keys(dependencies).map((name) => join('node_modules', name))];
  const files = folders.flatMap((folder) => filesBelow(join(root, folder)));
  return () => {
    execFileSync('bash', [
      '-c',
      'for file; do dd if="$file" iflag=nocache count=0 status=none || exit; done',
      'bash',
      ...files,
    ]);
  };
};

const figuresOf = (measured: readonly number[], where: string): readonly Figure[] =>
  commands.map(({ name, ratioMax }, index) => {
    const ratio = measured[index] ?? Number.NaN;
    return {
      name: `${name}${where}`,
      value: `${ratio.toFixed(2)}x`,
      must: `<= ${ratioMax}x`,
      holds: ratio <= ratioMax,
    };
  });

/** The figures of `startup`: CPU time over that of `node -e 0`. */
export const startupFigures = (rounds = 15): readonly Figure[] =>
  figuresOf(
    ratios(rounds, () => undefined),
    '',
  );

/** The same with every file to be read from the disk anew, which no limit is set for. */
export const coldStartupFigures = (rounds = 5): readonly Figure[] =>
  figuresOf(ratios(rounds, coldFiles()), ', files not cached').map(({ name, value }) => ({ name, value }));
