// What to try after a run, as commands that can be typed: how one failure of it is looked at, and what comes next.
import { tellingOf } from '../../report/telling.ts';
import type { RunSummary } from '../../report/summary-types.ts';
import type { NextCommand, SummaryPage } from '../../report/text/summary-text.ts';
import { commandOf } from './inputs.ts';
import type { PreparedRun } from '../../run/execution/prepare.ts';

/** With fewer orders a fifth of their acks is a handful. */
const ORDERS_ENOUGH = 50;
const LOST_BPS = 2_000;

/**
 * Whether the same run with a fifth of all acks lost would show something that this one does not: it sent enough, and lost
 * far fewer.
 */
const showsLostAcks = ({ orders, faults }: RunSummary): boolean =>
  orders.total >= ORDERS_ENOUGH && (faults['ackLost']?.injected ?? 0) * 10 < orders.total;

/** The parts of a run's summary that name commands to try next. */
export const hintsOf = (
  { path, seed, inputs }: PreparedRun,
  summary: RunSummary,
  story: readonly string[],
  program: string,
): Pick<SummaryPage, 'see' | 'next' | 'explain'> => {
  const command = (words: readonly string[], others = inputs): string =>
    `${program} ${commandOf(words, path, others, seed)}`;
  const explain = (id: string): string => command(['explain', id]);
  const telling = tellingOf(summary, story);
  const next: NextCommand[] = [];
  // Where somebody stopped it, the same command is another run: a whole one.
  if (summary.verdict !== 'interrupted')
    next.push({ command: command(['run']), shows: 'the same run, to the last byte' });
  if (summary.verdict === 'passed' && showsLostAcks(summary))
    next.push({
      command: command(['run', '--fault', `ackLost=${LOST_BPS}`], { ...inputs, fault: [] }),
      shows: 'a fifth of all acks lost',
    });
  else next.push({ command: `${program} faults`, shows: 'what can go wrong, and where it was seen' });
  next.push({ command: `${program} init my-test`, shows: 'a scenario of your own to change' });
  return {
    explain,
    next,
    ...(telling === null ? {} : { see: { command: explain(telling.id), shows: telling.why } }),
  };
};
