// `dte visualize`: serves the page on which runs are watched and gone through, until Ctrl-C. Knows where runs come from
// and nothing of what is shown of them.
import type { Command } from 'commander';
import { runsOf } from '../inspect/inspected-run.ts';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import type { Shell } from './run/shell.ts';
import type { Terminal } from './terminal.ts';
import { openNamedRuns } from './visualize/named-runs.ts';
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
    .argument('[run...]', 'runs of the database by number or name, or journal files; all of the database if left out');
  addServeOptions(addDatabaseOption(command)).action(
    async (names: readonly string[], options: ServeOptions & DatabaseOptions) => {
      const opened = await openNamedRuns(names, options, terminal.environment);
      try {
        await serveRuns(runsOf(opened.runs), options, shell, terminal, async (url) => {
          terminal.out(`${url}\n`);
          terminal.err('A simulation: the page only shows. Ctrl-C ends it.\n');
          // What was named is read at once; what is only listed, when somebody looks at it.
          for (const run of names.length === 0 ? [] : opened.runs) {
            await run.read();
            if (run.problem !== null) terminal.err(`dte: ${run.problem}\n`);
          }
        });
      } finally {
        await opened.close();
      }
    },
  );
};
