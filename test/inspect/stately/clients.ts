// Inspectors for tests: real sockets to a real server, and a feed of made-up actors.
import { once } from 'node:events';
import type { AnyMachineSnapshot } from 'xstate';
import { WebSocket, type ClientOptions } from 'ws';
import type { ActorObserver } from '../../../src/xstate/inspection.ts';
import { StatelyFeed } from '../../../src/inspect/stately/feed.ts';
import { StatelyOutlet } from '../../../src/inspect/stately/outlet.ts';
import { serveStately, type StatelyServer } from '../../../src/inspect/stately/server.ts';

/** An inspector that keeps what it receives. */
export interface Client {
  readonly socket: WebSocket;
  readonly frames: string[];
  /** Resolves when it has so many frames. */
  until(count: number): Promise<readonly string[]>;
  /** Resolves when it is closed, with code and reason. */
  readonly closed: Promise<readonly [code: number, reason: string]>;
}

const PATIENCE_MS = 20_000;

/** Attaches an inspector; rejects with the status where it is refused. */
export const attach = async (url: string, options: ClientOptions = {}): Promise<Client> => {
  const socket = new WebSocket(url.replace('http:', 'ws:'), options);
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  const closed = new Promise<readonly [number, string]>((resolve) => {
    socket.on('close', (code, reason) => resolve([code, String(reason)]));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  const until = async (count: number): Promise<readonly string[]> => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (frames.length < count) await once(socket, 'message', { signal });
    return frames;
  };
  return { socket, frames, until, closed };
};

/** A feed that is served, and a hand that makes its actors move. */
export interface Stage {
  readonly feed: StatelyFeed;
  readonly outlet: StatelyOutlet;
  readonly server: StatelyServer;
  /** The actor receives an event and moves: two messages, and one more at its birth. */
  move(id: string, value: string, ballast?: string): void;
}

const snapshotOf = (value: string, ballast: string): AnyMachineSnapshot =>
  ({ status: 'active', value, context: { ballast }, tags: new Set() }) as unknown as AnyMachineSnapshot;

/** A hand that makes made-up actors move: each time an event and a snapshot, and at first a birth before them. */
export const createHand = (observe: ActorObserver): Stage['move'] => {
  const born = new Set<string>();
  let nowUs = 0;
  return (id, value, ballast = '') => {
    nowUs += 1_000;
    const snapshot = snapshotOf(value, ballast);
    if (!born.has(id)) observe({ kind: 'born', id, parentId: undefined, machine: null, snapshot }, nowUs);
    born.add(id);
    observe({ kind: 'told', id, sourceId: undefined, event: { type: value } }, nowUs);
    observe({ kind: 'moved', id, event: { type: value }, snapshot }, nowUs);
  };
};

/** Serves a feed at a free port. */
export const stageOf = async (messagesMax = 1_000): Promise<Stage> => {
  const followed = { text: 'all', isAll: true, has: () => true };
  const feed = new StatelyFeed(followed, { messagesMax, charactersMax: 1 << 26 });
  const outlet = new StatelyOutlet(feed);
  const server = await serveStately(outlet, 0);
  return { feed, outlet, server, move: createHand((notice, nowUs) => feed.observe(notice, nowUs)) };
};
