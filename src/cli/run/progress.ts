// How far a run has come, said while it runs: a bar that is drawn over itself where somebody looks, else a line now and
// then. It goes where people read, never among what was asked for.
import { durationText, countText } from '../../text/units.ts';
import { barText } from '../../text/table.ts';
import type { ProgressReporter } from '../../run/execution/progress-reporter.ts';
import type { RunProgress } from '../../run/run.ts';
import { CLEAR_LINE } from './own-escapes.ts';
import type { Shell } from './shell.ts';

const DRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 5_000;
const BAR_CELLS = 24;

const STOPPING = 'Stopping: nothing new begins, and what is live is brought to its end. Ctrl-C again ends at once.\n';
const STORING = 'The run is over, and its last rows are being written. Ctrl-C again ends at once.\n';

const rateText = (intents: number, sinceMs: number): string =>
  sinceMs < 200 ? '' : `, ${countText(Math.round((intents * 1_000) / sinceMs))} intents/s`;

const progressText = (
  { intents, intentsMax, liveArbitrages, nowUs }: RunProgress,
  sinceMs: number,
  isDrawn: boolean,
): string => {
  const bar = intentsMax === null || !isDrawn ? '' : `${barText(intents, intentsMax, BAR_CELLS)} `;
  const percent = intentsMax === null ? '' : ` ${Math.floor((intents * 100) / intentsMax)} %`;
  const of = intentsMax === null ? '' : ` of ${countText(intentsMax)}`;
  return (
    `simulation ${bar}${countText(intents)}${of} intents${percent}, ${countText(liveArbitrages)} live, ` +
    `${durationText(nowUs)} virtual${rateText(intents, sinceMs)}`
  );
};

/** Nothing but what must be said. */
export const quietProgress = (say: (text: string) => void): ProgressReporter => ({
  show: () => undefined,
  stopping: () => say(STOPPING),
  storing: () => say(STORING),
  end: () => undefined,
});

/** A bar where somebody looks, lines where nobody does. */
export const createProgress = ({ isErrTty, columns, wall }: Shell, say: (text: string) => void): ProgressReporter => {
  const startedMs = wall.nowMs();
  let shownMs = startedMs;
  let isDrawn = false;
  const clear = (): void => {
    if (isDrawn) say(CLEAR_LINE);
    isDrawn = false;
  };
  return {
    show(progress, nowMs) {
      if (nowMs - shownMs < (isErrTty ? DRAW_EVERY_MS : LINE_EVERY_MS)) return;
      shownMs = nowMs;
      const text = progressText(progress, nowMs - startedMs, isErrTty);
      if (!isErrTty) return say(`${text}\n`);
      isDrawn = true;
      return say(`${CLEAR_LINE}${text.slice(0, Math.max(columns - 1, 20))}`);
    },
    stopping: () => {
      clear();
      say(STOPPING);
    },
    storing: () => {
      clear();
      say(STORING);
    },
    end: clear,
  };
};
