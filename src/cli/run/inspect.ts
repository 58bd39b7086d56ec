// `dte run --inspect`: the page of a run while it goes on, and afterwards until Ctrl-C. The run does not know of it: it is
// one more consumer of the journal.
import { tmpdir } from 'node:os';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { JournalConsumer } from '../../journal/journal.ts';
import { runsOf } from '../../inspect/inspected-run.ts';
import { watchRun } from '../../inspect/spool-source.ts';
import type { Terminal } from '../terminal.ts';
import { addServeOptions, type ServeOptions } from '../visualize/serve-options.ts';
import { listenFor, untilInterrupted } from '../visualize/serve-runs.ts';
import type { Shell } from './shell.ts';

/** Whether to watch, as it was typed. */
export interface InspectOptions extends ServeOptions {
  readonly inspect?: true;
}

/** A page that watches a run. */
export interface Inspection {
  readonly consume: JournalConsumer;
  /** The run has come to its end, well or not. */
  ended(): void;
  /** Stays until Ctrl-C, and closes. */
  stay(): Promise<void>;
  /** Closes at once. */
  close(): Promise<void>;
}

/** Adds `--inspect` and where it listens. */
export const addInspectOption = (command: Command): Command =>
  addServeOptions(
    command.addOption(
      new Option('--inspect', 'watch the run in a browser while it goes on, and stay until Ctrl-C; see --speed'),
    ),
  );

/** Begins to watch a run that has not taken a step, and says where. Null where nobody asked. */
export const startInspection = async (
  name: string,
  options: InspectOptions,
  shell: Shell,
  terminal: Terminal,
): Promise<Inspection | null> => {
  if (options.inspect !== true) return null;
  const watched = await watchRun(name, tmpdir());
  let isClosed = false;
  const server = await listenFor(runsOf([watched.run]), options).catch(async (error: unknown) => {
    await watched.close();
    throw error;
  });
  terminal.err(`Watch the simulation at ${server.url}\n`);
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await server.close();
    await watched.close();
  };
  return {
    consume: watched.consume,
    ended: watched.end,
    stay: async () => {
      watched.end();
      terminal.err(`The run is over, and its page stays at ${server.url} until Ctrl-C.\n`);
      await untilInterrupted(shell);
      await close();
    },
    close,
  };
};
