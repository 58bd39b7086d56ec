// Counts of a run over time, fetched when they are looked at and again while the run is live, and read at the moment
// that the page shows.
import { useEffect, useState } from 'preact/hooks';
import type { RunHead, TimelineAnswer } from '../../src/inspect/page/answers.ts';
import { askTimeline } from './ask.ts';
import { moment } from './playhead.tsx';

const AGAIN_MS = 1_000;

/** Some counts over time; null until they are fetched. */
export const useTimeline = (head: RunHead, places: readonly number[]): TimelineAnswer | null => {
  const [answer, setAnswer] = useState<TimelineAnswer | null>(null);
  const key = `${head.id} ${places.join(',')}`;
  const isMoving = head.state === 'live' || head.state === 'reading';
  useEffect(() => {
    let isWanted = true;
    let timer = 0;
    const ask = (): void => {
      if (places.length === 0) return;
      askTimeline(head.id, places).then(
        (value) => {
          if (!isWanted) return;
          setAnswer(value);
          if (isMoving) timer = window.setTimeout(ask, AGAIN_MS);
        },
        () => {
          if (isWanted && isMoving) timer = window.setTimeout(ask, AGAIN_MS);
        },
      );
    };
    ask();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key, isMoving]);
  return answer !== null && answer.places.length === places.length ? answer : null;
};

/** The row of a moment. */
export const rowAt = ({ widthUs, rows }: TimelineAnswer, us: number): number =>
  Math.min(Math.max(Math.floor(us / widthUs), 0), rows - 1);

/** The values of consecutive counts at the moment that is shown: of now from the head, of earlier from the timeline. */
export const valuesAt = (
  head: RunHead,
  timeline: TimelineAnswer | null,
  base: number,
  count: number,
): readonly number[] => {
  const at = moment.value;
  if (at === null || timeline === null || timeline.places[0] !== base) return head.now.slice(base, base + count);
  const row = rowAt(timeline, at);
  return timeline.columns.slice(0, count).map((column) => column[row] ?? 0);
};
