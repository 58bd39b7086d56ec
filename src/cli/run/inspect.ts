// `dte run --inspect`: the page of a run while it goes on, and afterwards until Ctrl-C. The run does not know of it: it is
// one more consumer of the journal.
import { tmpdir } from 'node:os';
import type { Command } from 'commander';
import { Option } from 'commander';
import { runsOf } from '../../inspect/inspected-run.ts';
import { watchRun } from '../../inspect/spool-source.ts';
import { wrongInput } from '../command-failed.ts';
import type { Terminal } from '../terminal.ts';
import { addServeOptions, type ServeOptions } from '../visualize/serve-options.ts';
import { listenFor } from '../visualize/serve-runs.ts';
import type { PreparedRun } from './prepare.ts';
import { untilInterrupted } from './shell.ts';
import type { Watcher } from './watcher.ts';

/** Whether to watch, as it was typed. */
export interface InspectOptions extends ServeOptions {
  readonly inspect?: true;
}

/** Adds `--inspect` and where it listens. */
export const addInspectOption = (command: Command): Command =>
  addServeOptions(
    command.addOption(
      new Option('--inspect', 'watch the run in a browser while it goes on, and stay until Ctrl-C; see --speed'),
    ),
  );

/** Refuses to be told where to serve what nobody asked for. */
export const refusePlaceAlone = ({ inspect, port, host }: InspectOptions): void => {
  if (inspect === undefined && (port !== undefined || host !== undefined))
    throw wrongInput('--port and --host say where --inspect serves its page; --stately <port> has its own.');
};

/** Begins to watch a run that has not taken a step, and says where. */
export const watchOnPage = async (
  { scenario, run }: PreparedRun,
  options: ServeOptions,
  terminal: Terminal,
): Promise<Watcher> => {
  const watched = await watchRun(scenario.name, tmpdir());
  const server = await listenFor(runsOf([watched.run]), options, terminal).catch(async (error: unknown) => {
    await watched.close();
    throw error;
  });
  run.consume(watched.consume);
  terminal.err(`Watch the simulation at ${server.url}\n`);
  return {
    holding: (shell) => shell,
    failures: [],
    stay: async (shell, say) => {
      watched.end();
      say(`The run is over, and its page stays at ${server.url} until Ctrl-C.\n`);
      await untilInterrupted(shell);
    },
    close: async () => {
      await server.close();
      await watched.close();
    },
  };
};
