// Requests to become a WebSocket: who takes them, and how one is taken or refused. Only this file makes WebSockets.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

export type { WebSocket } from 'ws';

/** The WebSockets of a server. The server asks for those paths only, and only what its guard lets in. */
export interface WebSockets {
  readonly paths: readonly string[];
  /** Takes a request in, or refuses it. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** Closes every one that is open, and takes no more. */
  close(): Promise<void> | void;
}

/** The path and the query of a request, as they were written: any text at all may stand there. */
export const targetOf = ({
  url = '/',
}: IncomingMessage): { readonly path: string; readonly query: URLSearchParams } => {
  const [path = '/', ...query] = url.split('?');
  return { path, query: new URLSearchParams(query.join('?')) };
};

/** Refuses a request to become a WebSocket, with a status such as `404 Not Found`. */
export const refuseUpgrade = (stream: Duplex, status: string): void => {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** Makes WebSockets of requests. A message of more bytes than it allows closes its socket. */
export class WebSocketDoor {
  private readonly server: WebSocketServer;

  constructor(messageBytesMax: number) {
    this.server = new WebSocketServer({ noServer: true, maxPayload: messageBytesMax, clientTracking: false });
  }

  /** Makes a WebSocket of a request that may become one. Its errors are the business of `use`. */
  take(request: IncomingMessage, stream: Duplex, head: Buffer, use: (socket: WebSocket) => void): void {
    this.server.handleUpgrade(request, stream, head, use);
  }

  /** Makes no more of them. */
  close(): void {
    this.server.close();
  }
}
