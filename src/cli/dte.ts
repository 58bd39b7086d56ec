#!/usr/bin/env -S node --min-semi-space-size=128 --max-semi-space-size=128
// The executable: the real process around `runCli`, and nothing else. It has room for what a run remembers of its last
// seconds to die young: with the usual nursery a fifth of an arbitrage's time went into copying it.
// First of all, so that nothing which is loaded after it keeps a way out.
import { canTrade } from './cannot-trade.ts';
import { writeSync } from 'node:fs';
import { assert } from '../kernel/assert.ts';
import { exitCodes } from './exit-codes.ts';
import { fileFault } from './file-fault.ts';
import { divertPrinting, writeOut } from './own-console.ts';
import { runCli } from './program.ts';

assert(!canTrade, 'the ways out are shut before anything else is loaded');

// A reader that has seen enough (`dte machines | head`) is no failure; a full disk is one.
const unwritten = (error: NodeJS.ErrnoException): void => {
  if (error.code === 'EPIPE') return;
  writeSync(process.stderr.fd, `dte: The output cannot be written: ${fileFault(error)}.\n`);
  process.exit(exitCodes.failed);
};
process.stdout.on('error', unwritten);
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(exitCodes.failed);
});

divertPrinting();
process.exitCode = await runCli(process.argv.slice(2), {
  out: writeOut,
  err: (text) => void process.stderr.write(text),
  environment: process.env,
});
