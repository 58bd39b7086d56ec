// The inspector's server: a page, and the socket behind it, on loopback alone. It only sends: whatever a client says
// changes nothing but what that client receives. Besides its own page it answers pages of stately.ai, which is asked for.
import { answerAsset, textAssets } from '../../http/assets.ts';
import { listen, type Listening } from '../../http/listen.ts';
import type { StatelyOutlet } from './outlet.ts';
import { pageText, scriptText, styleText } from './page.ts';

export type { Listening as StatelyServer } from '../../http/listen.ts';

const STATELY = /^https:\/\/(?:[a-z0-9-]+\.)*stately\.ai$/;

const assets = textAssets({
  '/index.html': ['.html', pageText],
  '/page.js': ['.js', scriptText],
  '/page.css': ['.css', styleText],
});

/** Serves an outlet at a port of loopback; 0 takes a free one. Rejects with the system's error where it cannot. */
export const serveStately = (outlet: StatelyOutlet, port: number): Promise<Listening> =>
  listen({
    host: '127.0.0.1',
    port,
    guest: STATELY,
    fetch: ({ url }) => answerAsset(assets, new URL(url).pathname),
    sockets: {
      // A receiver of @statelyai/inspect knows the server alone, and asks for its root.
      paths: ['/stately', '/'],
      accept: (request, stream, head) => outlet.accept(request, stream, head),
      close: () => outlet.close('The run has been put away.'),
    },
    sources: {
      'connect-src': "'self' ws://127.0.0.1:* ws://localhost:*",
      'frame-src': 'https://stately.ai https://*.stately.ai',
    },
  });
