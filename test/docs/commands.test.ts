// Goal: what a document tells a reader to type works, and prints what the document shows. Method: the commands of each
// document are run in order, in a folder of its own that has the shipped scenarios; a text block behind a shell block is
// looked for in what the commands of the block printed. Commands that serve until Ctrl-C are started, asked for their
// page and interrupted.
import { spawn } from 'node:child_process';
import { once as event } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dte, type CliRun } from '../cli/memory-terminal.ts';
import { documents, readDocument, root } from './documents.ts';
import { shellBlocks, type ShellCommand } from './shell.ts';

const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** The pages whose commands keep their runs, in the folder `runs/` as a reader's would; all others keep none. */
const keepsRuns = new Set(['docs/kept-runs.md']);

const started = (folder: string, args: readonly string[], database: string | undefined) => {
  const { DATABASE_URL: _, ...environment } = process.env;
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, `${root}src/cli/dte.ts`, ...args], {
    cwd: folder,
    env: { ...environment, ...(database === undefined ? {} : { DATABASE_URL: database }) },
  });
  let text = '';
  const closed = event(child, 'close') as Promise<[number | null]>;
  const says = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const read = (data: Buffer): void => {
        text += data.toString('utf8');
        if (pattern.test(text)) resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('close', () => reject(new Error(`The command ended early: ${text}`)));
    });
  return { child, closed, says, text: () => text };
};

/** A command that serves a page until Ctrl-C. */
const servesAPage = (args: readonly string[]): boolean =>
  ['visualize', 'stately'].includes(args[0] ?? '') ||
  (args[0] === 'run' && args.some((arg) => /^--(inspect|stately)$/.test(arg)));

/** Starts a command that serves, fetches its page, and interrupts it. Any free port stands for the usual one. */
const visit = async (folder: string, args: readonly string[], database: string | undefined): Promise<CliRun> => {
  const ports = args[0] === 'stately' || args.includes('--inspect') || args[0] === 'visualize' ? ['--port', '0'] : [];
  const words = args.flatMap((arg) => (arg === '--stately' ? [arg, '0'] : [arg]));
  const { child, closed, says, text } = started(folder, [...words, ...ports], database);
  try {
    await says(/http:\/\/127\.0\.0\.1:\d+\//);
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(text())?.[0] ?? '';
    expect((await fetch(url)).status).toBe(200);
    child.kill('SIGINT');
    const [exitCode] = await closed;
    // A run that is interrupted says so; a page that is closed has done what it was asked for.
    return { exitCode: exitCode === 130 && args[0] === 'run' ? 0 : (exitCode ?? -1), out: text(), err: '' };
  } finally {
    child.kill('SIGKILL');
  }
};

const seen = new Map<string, CliRun>();

/** What a command does that leaves nothing behind, run once for all documents. */
const once = async (args: readonly string[], database: string | undefined, run: () => Promise<CliRun>) => {
  const leavesFiles = !['run', 'explain'].includes(args[0] ?? '') || args.includes('--out') || database === undefined;
  const key = args.join('\0');
  const ended = (leavesFiles ? undefined : seen.get(key)) ?? (await run());
  seen.set(key, ended);
  return ended;
};

/** Runs one command in the working folder, and checks how it ends. Scripts of npm must exist; `npm start` is run. */
const type = async (folder: string, { words, exitCode, line }: ShellCommand, database: string | undefined) => {
  const [program, first = '', ...rest] = words;
  let args: readonly string[] = rest;
  if (program === 'npm') {
    if (first === 'install') return '';
    const script = first === 'run' ? (rest[0] ?? '') : first;
    expect(Object.keys(scripts), `line ${line}`).toContain(script);
    if (script !== 'start') return '';
    args = scripts['start']!.replace(/^node .*dte\.js /, '').split(' ');
  } else expect([program, first], `line ${line}: ${words.join(' ')}`).toEqual(['npx', 'dte']);
  const ended = await once(args, database, () =>
    servesAPage(args)
      ? visit(folder, args, database)
      : dte(args, database === undefined ? { DATABASE_URL: undefined } : {}),
  );
  expect(ended.exitCode, `line ${line}: ${words.join(' ')}\n${ended.err}`).toBe(exitCode);
  return ended.out + ended.err;
};

/** Leaves a run in the folder that was killed before its end, as run 1. */
const killARun = async (folder: string): Promise<void> => {
  const { child, closed, says } = started(folder, ['run', 'quiet', '--speed', '20'], undefined);
  await says(/dte resume 1\b/);
  child.kill('SIGKILL');
  await closed;
};

const withCommands = documents.filter((document) => shellBlocks(document).length > 0);

describe.each(withCommands.map((document) => [document.path, document] as const))('%s', (path, document) => {
  const folder = mkdtempSync(join(tmpdir(), 'dte-docs-'));
  const database = keepsRuns.has(path) ? undefined : 'none';
  const home = process.cwd();
  beforeAll(async () => {
    symlinkSync(`${root}scenarios`, join(folder, 'scenarios'));
    if (database === undefined) await killARun(folder);
    process.chdir(folder);
  }, 120_000);
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(shellBlocks(document).map((block) => [block.line, block] as const))(
    'the commands of line %i work',
    async (_, { commands, shown }) => {
      expect(commands.length).toBeGreaterThan(0);
      let said = '';
      for (const command of commands) said += await type(folder, command, database);
      if (shown !== null) expect(said).toContain(shown);
    },
  );
});

it('reads commands, their comments and their exit codes', () => {
  const text =
    "```sh\nnpm install && npm start # both\nnpx dte run 'a b' # exits 1: it fails\n```\n\n```text\nPASS\n```\n";
  expect(shellBlocks(readDocument('specimen.md', text))).toEqual([
    {
      line: 1,
      shown: 'PASS',
      commands: [
        { words: ['npm', 'install'], exitCode: 0, line: 2 },
        { words: ['npm', 'start'], exitCode: 0, line: 2 },
        { words: ['npx', 'dte', 'run', 'a b'], exitCode: 1, line: 3 },
      ],
    },
  ]);
});
