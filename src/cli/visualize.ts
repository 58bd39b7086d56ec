// `dte visualize`: serves the page on which runs are watched and gone through, until Ctrl-C. Knows where runs come from
// and nothing of what is shown of them.
import type { Command } from 'commander';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import type { CommandDependencies } from './run/command-dependencies.ts';
import { processShell } from './run/shell.ts';
import { addStately, refuseActorsAlone, type StatelyOptions } from './run/stately-options.ts';
import type { Terminal } from './terminal.ts';
import { openNamedRuns, type OpenRuns } from './visualize/named-runs.ts';
import { addServeOptions, type ServeOptions } from './visualize/serve-options.ts';
import { serveRuns } from './visualize/serve-runs.ts';

type Options = ServeOptions & DatabaseOptions & StatelyOptions;

/** What was named is read at once; what is only listed, when somebody looks at it. */
const readNamed = async (runs: OpenRuns, terminal: Terminal): Promise<void> => {
  for (const run of runs.list()) {
    await run.read();
    if (run.problem !== null) terminal.err(`dte: ${run.problem}\n`);
  }
};

/** What shows a run in Stately's inspector; null where nobody asked, and nothing of it is loaded then. */
const statelyWork = async (
  names: readonly string[],
  options: Options,
  engine: () => Promise<CommandDependencies>,
  terminal: Terminal,
): Promise<((opened: OpenRuns) => Promise<void>) | null> => {
  refuseActorsAlone(options);
  if (options.stately === undefined) return null;
  const { showStored, statelyOf } = await import('./visualize/stately.ts');
  const stately = statelyOf(names, options, options.stately);
  const port = await engine();
  return (opened) => showStored(stately, opened, port, terminal);
};

const visualize = async (
  names: readonly string[],
  options: Options,
  engine: () => Promise<CommandDependencies>,
  terminal: Terminal,
): Promise<void> => {
  const showStately = await statelyWork(names, options, engine, terminal);
  const opened = await openNamedRuns(names, options, terminal);
  let shown: Promise<void> | null = null;
  try {
    await serveRuns(opened, options, processShell, terminal, async (url) => {
      terminal.out(`${url}\n`);
      terminal.err('A simulation: the page only shows. Ctrl-C ends it.\n');
      if (showStately !== null) shown = showStately(opened);
      await Promise.all([names.length === 0 ? null : readNamed(opened, terminal), shown]);
    });
    // It ends at Ctrl-C as well, and may have something to say then.
    await shown;
  } finally {
    await opened.close();
  }
};

/** Adds `visualize` to the program. */
export const addVisualize = (
  program: Command,
  terminal: Terminal,
  engine: () => Promise<CommandDependencies>,
): void => {
  const command = program
    .command('visualize')
    .description(
      'Serves a page on which runs are watched and gone through: charts with counts, lives of orders and arbitrages, ' +
        'time, money, what was odd. It needs no internet, only shows, and listens for this machine alone. With --stately ' +
        "a run of the database is re-executed for Stately's inspector, at an address of its own.",
    )
    .argument('[run...]', 'runs of the database by number or name, or journal files; all of the database if left out');
  addStately(addServeOptions(addDatabaseOption(command))).action((names: readonly string[], options: Options) =>
    visualize(names, options, engine, terminal),
  );
};
