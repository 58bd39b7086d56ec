// Serves the page for as long as somebody wants it: listens, does its work meanwhile, and ends at Ctrl-C.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readAssets, type Assets } from '../../http/assets.ts';
import type { Listening } from '../../http/listen.ts';
import type { Runs } from '../../inspect/sources/inspected-run.ts';
import { servePage } from '../../inspect/page/serve.ts';
import { CommandFailed, wrongInput } from '../command-failed.ts';
import { exitCodes } from '../exit-codes.ts';
import { untilInterrupted, type Shell } from '../run/shell.ts';
import type { Terminal } from '../terminal.ts';
import { PORT_USUAL, type ServeOptions } from './serve-options.ts';

const LOOPBACK = '127.0.0.1';
/** Ports that are tried where nobody named one and the usual is taken. */
const PORTS_TRIED = 10;

const pageAssets = (): Assets => {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('dry-testing-engine/package.json')),
    'dist/visualizer',
  );
  try {
    return readAssets(folder);
  } catch {
    throw new CommandFailed(exitCodes.failed, `The page is not built: 'npm run build' makes it, in dist/visualizer.`);
  }
};

const codeOf = (error: unknown): string => String((error as { readonly code?: unknown }).code ?? '');

const faultOf = (error: unknown, host: string, port: number): Error => {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return wrongInput(`Port ${port} of ${host} is taken: --port 0 finds one that is free.`);
    case 'EACCES':
      return wrongInput(`Port ${port} of ${host} is not allowed: --port names one above 1023.`);
    default:
      return wrongInput(
        `It cannot listen on ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)} ` +
          `--host is an address of this machine, such as 127.0.0.1.`,
      );
  }
};

const every = (durationMs: number, work: () => void): (() => void) => {
  const timer = setInterval(work, durationMs);
  return () => clearInterval(timer);
};

/** Begins to listen where the options say, and says who can look. What goes wrong is wrong input. */
export const listenFor = async (
  runs: Runs,
  { port, host = LOOPBACK }: ServeOptions,
  { err }: Pick<Terminal, 'err'>,
): Promise<Listening> => {
  const assets = pageAssets();
  for (let tried = 0; ; tried += 1) {
    const wanted = port ?? PORT_USUAL + tried;
    try {
      const server = await servePage({ runs, assets, host, port: wanted, every });
      if (host !== LOOPBACK) err(`Every machine that can reach ${host} can read what is served there.\n`);
      return server;
    } catch (error) {
      const isTaken = codeOf(error) === 'EADDRINUSE' && port === undefined && tried < PORTS_TRIED;
      if (!isTaken) throw faultOf(error, host, wanted);
    }
  }
};

/** Serves the page until Ctrl-C; `work` is done meanwhile and is given the address. */
export const serveRuns = async (
  runs: Runs,
  options: ServeOptions,
  shell: Shell,
  terminal: Terminal,
  work: (url: string) => Promise<void>,
): Promise<void> => {
  const server = await listenFor(runs, options, terminal);
  const over = untilInterrupted(shell);
  try {
    await Promise.race([over, work(server.url).then(() => over)]);
  } finally {
    await server.close();
  }
};
