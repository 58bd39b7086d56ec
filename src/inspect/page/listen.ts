// The server on a socket: answers requests, and tells pages that look at a run what has become of it, as often as a
// reader can follow. It listens and never connects, and a page that reads slowly misses some pushes, never the last state.
import { createAdaptorServer } from '@hono/node-server';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { headOf } from './ask/head.ts';
import { createInspectApp, type InspectOptions } from './server.ts';
import { askingOf, refusalOf, refuseUpgrade } from './guard.ts';

/** How to listen. */
export interface ListenOptions extends InspectOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** Calls that function every so many milliseconds until the returned one is called. */
  readonly every: (durationMs: number, work: () => void) => () => void;
}

/** A server that listens. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const PUSH_EVERY_MS = 200;
const SOCKETS_MAX = 64;
const PENDING_BYTES_MAX = 1 << 20;
const MESSAGE_BYTES_MAX = 1_024;

/** Begins to listen. Throws what the system says if it cannot. */
export const listen = async (options: ListenOptions): Promise<Listening> => {
  const { host, port, runs, every } = options;
  const server = createAdaptorServer({ fetch: createInspectApp(options).fetch }) as Server;
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX });
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

  const watch = (socket: WebSocket, url: URL): void => {
    const run = url.searchParams.get('run') ?? '';
    void runs.get(run)?.read();
    watched.set(socket, { run, told: '' });
    socket.on('close', () => watched.delete(socket));
    tell(socket);
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (refusalOf(askingOf(request.headers), host) !== null) return refuseUpgrade(socket, '403 Forbidden');
    if (url.pathname !== '/live') return refuseUpgrade(socket, '404 Not Found');
    if (webSockets.clients.size >= SOCKETS_MAX) return refuseUpgrade(socket, '503 Service Unavailable');
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      watch(webSocket, url);
    });
    return undefined;
  });

  const stopPushing = every(PUSH_EVERY_MS, () => {
    for (const socket of watched.keys()) tell(socket);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    stopPushing();
    throw error;
  }
  const { port: bound } = server.address() as AddressInfo;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shownHost}:${bound}/`,
    port: bound,
    close: async () => {
      stopPushing();
      for (const socket of webSockets.clients) socket.terminate();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
