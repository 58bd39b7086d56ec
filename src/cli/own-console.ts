// What a strategy prints while it runs goes to where people read: with `--json`, stdout holds one object and nothing else.
import { Console } from 'node:console';
import process from 'node:process';
import { Writable } from 'node:stream';
import { leaving } from './run/own-escapes.ts';

const out = process.stdout.write.bind(process.stdout);

/** Writes to the real stdout. */
export const writeOut = (text: string): void => void out(text);

const err = process.stderr.write.bind(process.stderr);

/** Where a strategy prints to: stderr, its controls shown. */
const told = new Writable({
  decodeStrings: false,
  write: (chunk: Buffer | string, _encoding, done) => {
    err(leaving(chunk.toString()));
    done();
  },
});

/** Writes to the real stderr. */
export const writeErr = (text: string): void => void err(text);

/** From here on everything else that is printed, by any module, goes to stderr. */
export const divertPrinting = (): void => {
  // Without colours: to find out about them, the console would look into the environment, which no strategy may.
  globalThis.console = new Console({ stdout: told, stderr: told, colorMode: false });
  const write = told.write.bind(told);
  process.stdout.write = write as typeof process.stdout.write;
  process.stderr.write = write as typeof process.stderr.write;
};
