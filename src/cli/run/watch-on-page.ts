// `dte run --inspect`: the page of a live run, and of the ended run until Ctrl-C. The run does not know of it: it is
// one more consumer of the journal.
import { tmpdir } from 'node:os';
import { runsOf } from '../../inspect/sources/inspected-run.ts';
import { watchRun } from '../../inspect/sources/spool-source.ts';
import type { Terminal } from '../terminal.ts';
import type { ServeOptions } from '../visualize/serve-options.ts';
import { listenFor } from '../visualize/serve-runs.ts';
import type { PreparedRun } from '../../run/execution/prepare.ts';
import { untilInterrupted } from './shell.ts';
import type { Watcher } from './watcher.ts';

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
    holding: (wall) => wall,
    judged: (verdict) => {
      watched.run.verdict = verdict;
    },
    failures: [],
    stay: async (signals, say) => {
      watched.end();
      say(`The run is over, and its page stays at ${server.url} until Ctrl-C.\n`);
      await untilInterrupted(signals);
    },
    close: async () => {
      await server.close();
      await watched.close();
    },
  };
};
