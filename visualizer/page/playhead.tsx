// Where in the run's time the page looks: at its end, or at an earlier moment that the reader has gone to. It can play.
import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RunHead } from '../../src/inspect/page/answers.ts';
import { useFrames } from './use.ts';
import { instantText } from './words.ts';

/** The moment that is looked at, in microseconds of virtual time; null for now. */
export const moment = signal<number | null>(null);
const isPlaying = signal(false);
const speed = signal(10);
const speeds = [1, 2, 5, 10, 20, 50] as const;

/** Whether the page shows an earlier moment. */
export const isEarlier = computed(() => moment.value !== null);

/** The bar under a page: goes to any moment, plays, and comes back to now. */
export const Playhead = ({ head }: { readonly head: RunHead }) => {
  const end = Math.max(head.virtualUs, 1);
  useEffect(
    () => () => {
      isPlaying.value = false;
    },
    [],
  );
  // At speed 1 a run takes a hundred seconds, whatever its length in virtual time.
  useFrames(isPlaying.value, (elapsedMs) => {
    const next = (moment.value ?? 0) + (end * elapsedMs * speed.value) / 100_000;
    if (next >= end) {
      moment.value = null;
      isPlaying.value = false;
    } else moment.value = next;
  });
  const toggle = (): void => {
    if (!isPlaying.value && moment.value === null) moment.value = 0;
    isPlaying.value = !isPlaying.value;
  };
  return (
    <div class="playhead" role="group" aria-label="Time">
      <button
        type="button"
        id="play"
        title="Play (space)"
        aria-label={isPlaying.value ? 'Pause' : 'Play'}
        onClick={toggle}
      >
        {isPlaying.value ? '❚❚' : '▶'}
      </button>
      <input
        type="range"
        aria-label="Moment of the run"
        min={0}
        max={end}
        step={Math.max(1, Math.floor(end / 2_000))}
        value={moment.value ?? end}
        onInput={(event) => {
          const value = Number(event.currentTarget.value);
          moment.value = value >= end ? null : value;
        }}
      />
      <output>{instantText(Math.round(moment.value ?? head.virtualUs))}</output>
      <label class="speed">
        <span>speed</span>
        <select
          aria-label="Speed"
          value={String(speed.value)}
          onChange={(event) => {
            speed.value = Number(event.currentTarget.value);
          }}
        >
          {speeds.map((one) => (
            <option key={one} value={String(one)}>
              {one}×
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class={isEarlier.value ? '' : 'on'}
        onClick={() => {
          moment.value = null;
          isPlaying.value = false;
        }}
      >
        {head.state === 'live' ? 'live' : 'end'}
      </button>
    </div>
  );
};
