// The inspector's server: a page, and the socket behind it, on loopback alone. It only tells: whatever a client says
// changes nothing but what that client is told. Besides its own page it answers pages of stately.ai, which is asked for.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerHeaders, askingOf, refusalOf, refuseUpgrade } from '../page/guard.ts';
import type { StatelyOutlet } from './outlet.ts';
import { pageText, scriptText, styleText } from './page.ts';

/** Where the socket is. */
const STATELY_PATH = '/stately';

/** A server that was started. */
export interface StatelyServer {
  readonly port: number;
  /** The page, as it is typed into a browser. */
  readonly url: string;
  /** Says goodbye to who is attached, and frees the port. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

const STATELY = /^https:\/\/(?:[a-z0-9-]+\.)*stately\.ai$/;

const refusal = ({ headers }: IncomingMessage): string | null => refusalOf(askingOf(headers), LOOPBACK, STATELY);

const headers = {
  ...answerHeaders,
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws://127.0.0.1:* ws://localhost:*; base-uri 'none'; form-action 'none'; " +
    "frame-src https://stately.ai https://*.stately.ai; frame-ancestors 'none'",
};

const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': ['text/html; charset=utf-8', pageText],
  '/page.js': ['text/javascript; charset=utf-8', scriptText],
  '/page.css': ['text/css; charset=utf-8', styleText],
};

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?')[0] ?? '/';

const answer = (response: ServerResponse, status: number, type: string, text: string): void => {
  response.writeHead(status, { ...headers, 'content-type': type }).end(text);
};

/** Serves an outlet at a port of loopback; 0 takes a free one. Rejects with the system's error where it cannot. */
export const serveStately = async (outlet: StatelyOutlet, wantedPort: number): Promise<StatelyServer> => {
  const server = createServer((request, response) => {
    const refused = refusal(request);
    if (refused !== null) return answer(response, 403, 'text/plain', `${refused}\n`);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'text/plain', 'This server only tells.\n');
    const file = files[pathOf(request)];
    if (file === undefined) return answer(response, 404, 'text/plain', 'There is nothing here.\n');
    return answer(response, 200, ...file);
  });
  server.on('upgrade', (request, stream: Duplex, head: Buffer) => {
    stream.on('error', () => undefined);
    // A receiver of @statelyai/inspect knows the server alone, and asks for its root.
    const path = pathOf(request);
    if (path !== STATELY_PATH && path !== '/') return refuseUpgrade(stream, '404 Not Found');
    if (refusal(request) !== null) return refuseUpgrade(stream, '403 Forbidden');
    return outlet.accept(request, stream, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wantedPort, LOOPBACK, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${LOOPBACK}:${port}/`,
    close: async () => {
      const isClosed = new Promise((resolve) => void server.close(resolve));
      await outlet.close('The run has been put away.');
      server.closeAllConnections();
      await isClosed;
    },
  };
};
