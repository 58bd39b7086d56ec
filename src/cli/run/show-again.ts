// A run that is over, re-executed before Stately's inspector along its journal, from any source. Knows neither files nor
// databases.
import { replay } from '../../inspect/stately/replay.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { manyText } from '../../text/units.ts';
import { CommandFailed, wrongInput } from '../command-failed.ts';
import { RefusedCommand } from '../../world/commands/command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { SteppedRun } from '../../run/execution/dependencies.ts';
import type { Shell } from './shell.ts';
import type { ServedWatch, StatelyWatch } from './stately.ts';

type Line = { readonly record: JournalRecord };

/** A run at its beginning, and the journal that it has written before. */
export interface Again {
  readonly run: SteppedRun;
  /** How a person calls the journal. */
  readonly name: string;
  readonly records: Iterable<Line> | AsyncIterable<Line>;
  /** What it means that the two part at that record. */
  readonly parted: (seq: number) => CommandFailed;
}

async function* upTo(isOver: () => boolean, records: Again['records']): AsyncGenerator<JournalRecord> {
  for await (const { record } of records) {
    if (isOver()) return;
    yield record;
  }
}

/** Shows the run from its beginning to where its journal ends, and what is kept of it until Ctrl-C. */
export const showAgain = async (
  prepare: () => Promise<Again>,
  watch: StatelyWatch,
  shell: Shell,
  terminal: Terminal,
): Promise<void> => {
  let isInterrupted = false;
  const forget = shell.onInterrupt(() => (isInterrupted = true));
  let served: ServedWatch | null = null;
  try {
    const { run, name, records, parted } = await prepare();
    const watched = await watch.serve(run, terminal.err);
    served = watched;
    const shown = upTo(() => isInterrupted, records);
    const replayed = await replay(run, shown, async () => {
      await shell.wall.sleepMs(0);
      if (!isInterrupted) await watched.keptUp(shell.wall);
    }).catch((error: unknown) => {
      throw error instanceof RefusedCommand ? wrongInput(`${name} cannot be shown again. ${error.message}`) : error;
    });
    if (replayed.kind === 'different') {
      const { seq, journaled, made } = replayed;
      const { exitCode, message } = parted(seq);
      throw new CommandFailed(exitCode, `${message}\n  there: ${journaled}\n  here:  ${made ?? 'nothing more'}`);
    }
    if (!isInterrupted) {
      terminal.err(`${manyText(replayed.records, 'record')}, the same as in ${name}.\n`);
      await watched.stay(shell, terminal.err);
    }
    if (watched.failures.length > 0) throw new CommandFailed(exitCodes.failed, watched.failures.join('\ndte: '));
  } finally {
    forget();
    await served?.close();
  }
};
