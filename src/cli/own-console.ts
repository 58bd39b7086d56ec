// What a strategy prints while it runs goes to where people read: with `--json`, stdout holds one object and nothing else.
import { Console } from 'node:console';
import process from 'node:process';

const out = process.stdout.write.bind(process.stdout);

/** Writes to the real stdout. */
export const writeOut = (text: string): void => void out(text);

/** From here on everything else that is printed, by whoever, goes to stderr. */
export const divertPrinting = (): void => {
  // Without colours: to find out about them, the console would look into the environment, which no strategy may.
  globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr, colorMode: false });
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
};
