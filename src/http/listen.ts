// A server on a socket. It listens and never connects; nothing reaches what it serves but through the guard.
import { createAdaptorServer } from '@hono/node-server';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { askingOf, refusalOf } from './guard.ts';
import { guarded, type Fetch, type Guarded } from './guarded.ts';
import { refuseUpgrade, targetOf, type WebSockets } from './web-sockets.ts';

/** What is served, where, and to whom. */
export interface ListenOptions extends Guarded {
  /** 0 for any that is free. */
  readonly port: number;
  readonly fetch: Fetch;
  readonly sockets: WebSockets;
}

/** A server that listens. */
export interface Listening {
  /** Its page, as it is typed into a browser. */
  readonly url: string;
  readonly port: number;
  /** Takes no more, closes what is open, and frees the port. */
  close(): Promise<void>;
}

const begin = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Begins to listen. Rejects with the system's error if it cannot; the WebSockets are closed then. */
export const listen = async (options: ListenOptions): Promise<Listening> => {
  const { host, port, sockets } = options;
  const server = createAdaptorServer({ fetch: guarded(options.fetch, options) }) as Server;
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A broken connection closes, which is all that there is to know of it.
    stream.on('error', () => undefined);
    const { headers } = request;
    const asking = askingOf((name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : undefined;
    });
    if (refusalOf(asking, options) !== null) return refuseUpgrade(stream, '403 Forbidden');
    if (!sockets.paths.includes(targetOf(request).path)) return refuseUpgrade(stream, '404 Not Found');
    return sockets.accept(request, stream, head);
  });
  let bound: number;
  try {
    bound = await begin(server, port, host);
  } catch (error) {
    await sockets.close();
    throw error;
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/`,
    port: bound,
    close: async () => {
      const isClosed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sockets.close();
      server.closeAllConnections();
      await isClosed;
    },
  };
};
