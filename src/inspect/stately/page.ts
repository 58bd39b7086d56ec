// The page that holds Stately's inspector in a frame and hands it what the socket says. It is Stately's own page: the
// user's browser loads it, this process never does. The socket is opened when the inspector has said that it is ready,
// and anew when it says so again, so that nothing waits in the page.
import { GREETING } from './protocol.ts';

/** Stately's inspector. */
const INSPECTOR = 'https://stately.ai/inspect';

/** The page. */
export const pageText = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Simulation: the actors of a run</title>
    <link rel="stylesheet" href="/page.css" />
  </head>
  <body>
    <p role="status">
      Waiting for stately.ai, which needs the internet. Without it, dte explain and the journal tell the same.
    </p>
    <iframe title="Stately's inspector" src="${INSPECTOR}"></iframe>
    <script type="module" src="/page.js"></script>
  </body>
</html>
`;

/** Its looks. */
export const styleText = `html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 14px/1.4 system-ui, sans-serif; color-scheme: light dark; }
p { margin: 0; padding: 0.4rem 0.8rem; }
iframe { flex: 1; width: 100%; border: 0; }
`;

/** What it does. */
export const scriptText = `const frame = document.querySelector('iframe');
const status = document.querySelector('[role=status]');
let socket;

const attach = (origin) => {
  socket?.close();
  const own = new WebSocket('ws://' + location.host + '/stately');
  socket = own;
  own.onopen = () => { status.textContent = 'Simulation: no order has left this machine. Times are virtual.'; };
  own.onmessage = ({ data }) => frame.contentWindow.postMessage(JSON.parse(data), origin);
  own.onclose = ({ reason }) => {
    if (own === socket) status.textContent = 'The run is no longer served. ' + reason;
  };
};

addEventListener('message', ({ source, origin, data }) => {
  if (source !== frame.contentWindow || !/^https:\\/\\/([a-z0-9-]+\\.)*stately\\.ai$/.test(origin)) return;
  if (data?.type === '${GREETING}') attach(origin);
});
`;
