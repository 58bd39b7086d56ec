// The real process around `runCli`: its streams, its arguments, its environment, its exit code.
import { writeSync } from 'node:fs';
import { exitCodes } from './exit-codes.ts';
import { fileFault } from '../run/file-fault.ts';
import { divertPrinting, writeErr, writeOut } from './own-console.ts';
import { runCli } from './program.ts';
import { holdsSecret } from './secrets.ts';

/** A reader that has seen enough (`dte machines | head`) and a terminal that was closed are no failures; a full disk is one. */
const isReaderGone = ({ code }: NodeJS.ErrnoException, { isTTY }: NodeJS.WriteStream): boolean =>
  code === 'EPIPE' || (code === 'EIO' && isTTY);

const unwritten = (error: NodeJS.ErrnoException): void => {
  if (isReaderGone(error, process.stdout)) return;
  writeSync(process.stderr.fd, `dte: The output cannot be written: ${fileFault(error)}.\n`);
  process.exit(exitCodes.failed);
};

/** Runs `dte` as this process was started, and sets the exit code. */
export const runProcess = async (): Promise<void> => {
  // The title takes the place of the command line, which other processes can read.
  if (holdsSecret(process.argv)) process.title = 'dte';
  process.stdout.on('error', unwritten);
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (!isReaderGone(error, process.stderr)) process.exit(exitCodes.failed);
  });
  divertPrinting();
  process.exitCode = await runCli(process.argv.slice(2), {
    out: writeOut,
    err: writeErr,
    environment: process.env,
  });
};
