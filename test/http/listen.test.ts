// Goal: a server takes what is its own and refuses the rest with a status, whatever is written on the wire; it closes all
// that is open and frees its port.
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { listen, type Listening } from '../../src/http/listen.ts';
import { targetOf, WebSocketDoor, type WebSockets } from '../../src/http/web-sockets.ts';

/** WebSockets that greet every client with the query of the request, and count what is asked of them. */
const greeters = (): WebSockets & { readonly counts: { closes: number; accepts: number } } => {
  const door = new WebSocketDoor(16);
  const open = new Set<WebSocket>();
  const counts = { closes: 0, accepts: 0 };
  return {
    counts,
    paths: ['/greet'],
    accept: (request, stream, head) => {
      counts.accepts += 1;
      door.take(request, stream, head, (socket) => {
        open.add(socket);
        socket.on('error', () => undefined);
        socket.send(targetOf(request).query.toString());
      });
    },
    close: () => {
      counts.closes += 1;
      door.close();
      for (const socket of open) socket.close(1001);
    },
  };
};

const opened: Listening[] = [];
const serve = async (sockets: WebSockets, port = 0): Promise<Listening> => {
  const server = await listen({ host: '127.0.0.1', port, fetch: () => new Response('here'), sockets });
  opened.push(server);
  return server;
};
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

/** The first line of what is answered to a request that is written by hand. */
const statusOf = async (port: number, target: string, headers: Readonly<Record<string, string>>): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    [`GET ${target} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''].join(
      '\r\n',
    ),
  );
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return data.toString('latin1').split('\r\n')[0] ?? '';
};

const upgrade = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};

describe('a request to become a WebSocket', () => {
  it('is taken at its path, with its query as it was written', async () => {
    const { url, port } = await serve(greeters());
    expect(url).toBe(`http://127.0.0.1:${port}/`);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/greet?run=a?b`);
    const [said] = (await once(socket, 'message')) as [Buffer];
    expect(String(said)).toBe('run=a%3Fb');
    socket.send('x'.repeat(17));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });

  it.each(['//', '/', '/greet/', '//greet', '/elsewhere', 'http://', 'http://127.0.0.1/greet', '/%', '/greet#x', '*'])(
    'is refused at %s, and the server lives',
    async (target) => {
      const sockets = greeters();
      const { port } = await serve(sockets);
      const own = { Host: `127.0.0.1:${port}` };
      expect(await statusOf(port, target, { ...own, ...upgrade })).toBe('HTTP/1.1 404 Not Found');
      expect(sockets.counts.accepts).toBe(0);
      expect(await statusOf(port, '/', own)).toBe('HTTP/1.1 200 OK');
    },
  );

  it('of a foreign page or host is refused before anybody asks where it goes', async () => {
    const sockets = greeters();
    const { port } = await serve(sockets);
    for (const headers of [
      { Host: 'evil.example' },
      { Host: `127.0.0.1:${port}`, Origin: 'http://evil.example' },
      { Host: `127.0.0.1:${port}`, 'Sec-Fetch-Site': 'cross-site' },
    ])
      for (const target of ['/greet', '/elsewhere', '//'])
        expect(await statusOf(port, target, { ...headers, ...upgrade })).toBe('HTTP/1.1 403 Forbidden');
    expect(sockets.counts.accepts).toBe(0);
  });
});

describe('a server', () => {
  it('closes what is open, and frees its port', async () => {
    const sockets = greeters();
    const server = await serve(sockets);
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}greet`);
    const isClosed = once(socket, 'close');
    await once(socket, 'message');
    const idle = connect(server.port, '127.0.0.1');
    const isIdleClosed = once(idle, 'close');
    await once(idle, 'connect');
    await opened.pop()!.close();
    expect((await isClosed)[0]).toBe(1001);
    await isIdleClosed;
    expect(sockets.counts.closes).toBe(1);
    expect((await serve(greeters(), server.port)).port).toBe(server.port);
  });

  it('that cannot listen says why, and closes its WebSockets', async () => {
    const { port } = await serve(greeters());
    const sockets = greeters();
    await expect(serve(sockets, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(sockets.counts.closes).toBe(1);
  });
});
