// `dte visualize`: serves the page on which runs are watched and gone through, until Ctrl-C. Knows where runs come from
// and nothing of what is shown of them.
import type { Command } from 'commander';
import { runsOf } from '../inspect/inspected-run.ts';
import type { Shell } from './run/shell.ts';
import type { Terminal } from './terminal.ts';
import { openJournals } from './visualize/journals.ts';
import { addServeOptions, type ServeOptions } from './visualize/serve-options.ts';
import { serveRuns } from './visualize/serve-runs.ts';

/** Adds `visualize` to the program. */
export const addVisualize = (program: Command, terminal: Terminal, shell: Shell): void => {
  const command = program
    .command('visualize')
    .summary('watch runs and go through them in a browser')
    .description(
      'Serves a page on which runs are watched and gone through: charts with counts, lives of orders and arbitrages, ' +
        'time, money, what was odd. It needs no internet, only shows, and listens for this machine alone.',
    )
    .argument('<journal.jsonl...>', 'journals, as `dte run --out` writes them; several are compared');
  addServeOptions(command).action(async (paths: readonly string[], options: ServeOptions) => {
    const opened = await openJournals(paths);
    const runs = runsOf(opened);
    try {
      await serveRuns(runs, options, shell, terminal, async (url) => {
        terminal.out(`${url}\n`);
        terminal.err('A simulation: the page only shows. Ctrl-C ends it.\n');
        for (const run of opened) {
          await run.read();
          if (run.problem !== null) terminal.err(`dte: ${run.problem}\n`);
        }
      });
    } finally {
      for (const { source } of opened) await source.close();
    }
  });
};
