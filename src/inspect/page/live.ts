// What has become of a run, pushed to the pages that look at it as often as a reader can follow. A page that reads slowly
// misses some pushes, never the last state.
import { refuseUpgrade, targetOf, WebSocketDoor, type WebSocket, type WebSockets } from '../../http/web-sockets.ts';
import type { Runs } from '../sources/inspected-run.ts';
import { headOf } from './ask/head.ts';

/** Calls that function every so many milliseconds until the returned one is called. */
export type Every = (durationMs: number, work: () => void) => () => void;

const PUSH_EVERY_MS = 200;
const SOCKETS_MAX = 64;
const PENDING_BYTES_MAX = 1 << 20;
const MESSAGE_BYTES_MAX = 1_024;

/** Pushes the heads of runs at `/live?run=<id>`, from now until it is closed. */
export const liveHeads = (runs: Runs, every: Every): WebSockets => {
  const door = new WebSocketDoor(MESSAGE_BYTES_MAX);
  const watched = new Map<WebSocket, { readonly run: string; told: string }>();

  const tell = (socket: WebSocket): void => {
    const watch = watched.get(socket);
    const run = watch === undefined ? undefined : runs.get(watch.run);
    if (watch === undefined || run === undefined || socket.bufferedAmount > PENDING_BYTES_MAX) return;
    const state = `${run.state} ${run.index.lastSeq}`;
    if (state === watch.told) return;
    watch.told = state;
    socket.send(JSON.stringify(headOf(run)));
  };

  const stopPushing = every(PUSH_EVERY_MS, () => {
    for (const socket of watched.keys()) tell(socket);
  });

  return {
    paths: ['/live'],
    accept: (request, stream, head) => {
      if (watched.size >= SOCKETS_MAX) return refuseUpgrade(stream, '503 Service Unavailable');
      return door.take(request, stream, head, (socket) => {
        socket.on('error', () => socket.terminate());
        socket.on('close', () => watched.delete(socket));
        const run = targetOf(request).query.get('run') ?? '';
        void runs.get(run)?.read();
        watched.set(socket, { run, told: '' });
        tell(socket);
      });
    },
    close: () => {
      stopPushing();
      door.close();
      for (const socket of watched.keys()) socket.terminate();
    },
  };
};
