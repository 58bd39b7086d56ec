// A terminal that remembers what was written to it.
import type { Terminal } from '../../src/cli/terminal.ts';
import { expect } from 'vitest';
import { exitCodes as named } from '../../src/cli/exit-codes.ts';
import { runCli } from '../../src/cli/program.ts';

const exitCodes: readonly number[] = Object.values(named);

/** What a command wrote, and how it ended. */
export interface CliRun {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `dte` in this process, as a shell would with these words, and without a database where none is named. */
export const dte = async (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<CliRun> => {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    environment: { DATABASE_URL: 'none', ...environment },
  };
  const exitCode = await runCli(args, terminal);
  // Whatever a test is about: no command of it ends otherwise than by its own kinds of end.
  expect(exitCodes, `dte ${args.join(' ')}`).toContain(exitCode);
  return { exitCode, out, err };
};
