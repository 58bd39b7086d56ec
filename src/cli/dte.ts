#!/usr/bin/env node
// The executable: the real process around `runCli`, and nothing else.
// First of all, so that nothing which is loaded after it keeps a way out.
import { canTrade } from './cannot-trade.ts';
import { assert } from '../kernel/assert.ts';
import { runCli } from './program.ts';

assert(!canTrade, 'the ways out are shut before anything else is loaded');

// A reader that has seen enough (`dte machines | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  environment: process.env,
});
