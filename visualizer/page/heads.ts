// The runs that are looked at: the server sends an event whenever something has changed. If the line breaks, it is taken up
// again.
import { signal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RunHead } from '../../src/inspect/page/answers.ts';
import { askHead } from './ask.ts';

/** What is known of a run. */
export interface Known {
  readonly head: RunHead | null;
  readonly problem: string | null;
}

const known = new Map<string, Signal<Known>>();
const watchers = new Map<string, { count: number; close: () => void }>();
const AGAIN_MS = 1_500;

const signalOf = (run: string): Signal<Known> => {
  let one = known.get(run);
  if (one === undefined) {
    one = signal({ head: null, problem: null });
    known.set(run, one);
  }
  return one;
};

const isDone = (head: RunHead | null): boolean => head?.state === 'whole' || head?.state === 'failed';

const watch = (run: string): (() => void) => {
  const told = signalOf(run);
  let isOver = false;
  let socket: WebSocket | null = null;
  let timer = 0;
  const connect = (): void => {
    if (isOver) return;
    const address = new URL('live', location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.hash = '';
    address.search = `?run=${encodeURIComponent(run)}`;
    socket = new WebSocket(address);
    socket.addEventListener('message', ({ data }) => {
      told.value = { head: JSON.parse(String(data)) as RunHead, problem: null };
    });
    socket.addEventListener('close', () => {
      if (isOver || isDone(told.value.head)) return;
      told.value = { ...told.value, problem: 'The server does not answer: trying again.' };
      timer = window.setTimeout(connect, AGAIN_MS);
    });
  };
  askHead(run).then(
    (head) => {
      told.value = { head, problem: null };
      if (!isDone(head)) connect();
    },
    (error: unknown) => {
      told.value = { head: null, problem: error instanceof Error ? error.message : String(error) };
    },
  );
  return () => {
    isOver = true;
    clearTimeout(timer);
    socket?.close();
  };
};

/** What is known of a run, for as long as somebody looks at it. */
export const useHead = (run: string): Known => {
  useEffect(() => {
    if (run === '') return undefined;
    const before = watchers.get(run);
    if (before === undefined) watchers.set(run, { count: 1, close: watch(run) });
    else before.count += 1;
    return () => {
      const watcher = watchers.get(run);
      if (watcher === undefined) return;
      watcher.count -= 1;
      if (watcher.count > 0) return;
      watcher.close();
      watchers.delete(run);
    };
  }, [run]);
  return signalOf(run).value;
};
