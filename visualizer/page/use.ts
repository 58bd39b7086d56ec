// Small hooks: an answer of the server with its waiting and its failure.
import { useEffect, useRef, useState } from 'preact/hooks';

/** An answer that may not be there yet. */
export interface Answer<T> {
  readonly value: T | null;
  readonly problem: string | null;
}

/** Asks again whenever the key changes. The last value stays until the next is there. */
export const useAnswer = <T>(key: string, ask: () => Promise<T>): Answer<T> => {
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, problem: null });
  useEffect(() => {
    let isWanted = true;
    ask().then(
      (value) => isWanted && setAnswer({ value, problem: null }),
      (error: unknown) =>
        isWanted && setAnswer({ value: null, problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [key]);
  return answer;
};

/** Calls a function at every frame while `isOn`, with the milliseconds since the last. */
export const useFrames = (isOn: boolean, work: (elapsedMs: number) => void): void => {
  const current = useRef(work);
  current.current = work;
  useEffect(() => {
    if (!isOn) return undefined;
    let last: number | null = null;
    let frame = requestAnimationFrame(function next(now) {
      if (last !== null) current.current(now - last);
      last = now;
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isOn]);
};
