// Goal: inspectors attach over real sockets: in order, several at once, late, anew; the slow and the foreign are refused
// with a reason; and nothing grows for them.
import { createWebSocketReceiver, type StatelyInspectionEvent } from '@statelyai/inspect';
import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { READERS_MAX } from '../../../src/inspect/stately/outlet.ts';
import { GREETING } from '../../../src/inspect/stately/protocol.ts';
import { serveStately } from '../../../src/inspect/stately/server.ts';
import { anyChoice, scenarioOf } from '../../properties/any-scenario.ts';
import { StatelyOutlet } from '../../../src/inspect/stately/outlet.ts';
import fc from 'fast-check';
import { attach, stageOf, type Stage } from './clients.ts';
import { readFrame } from './published.ts';
import { believed, feedOf, readAll, watchedRun } from './watched-run.ts';

const opened: Stage[] = [];
const stage = async (messagesMax?: number): Promise<Stage> => {
  const one = await stageOf(messagesMax);
  opened.push(one);
  return one;
};
afterEach(async () => {
  for (const { server } of opened.splice(0)) await server.close();
});

/** Lets what is due on sockets happen. */
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => void setTimeout(resolve, 1));
};

const idOf = (frame: string): number => Number(readFrame(frame).id);
const statesIn = (frames: readonly string[]): unknown[] =>
  frames
    .map(readFrame)
    .map((message) => ('snapshot' in message ? (message.snapshot as { value?: unknown }).value : 'told'));

/** What a plain request is answered. */
const asked = (url: string, path: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
  new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    request(new URL(path, url), options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    })
      .on('error', reject)
      .end();
  });

describe('an inspector', () => {
  test('of the published package receives a whole run in order, as it goes', async () => {
    const choice = fc.sample(anyChoice, { numRuns: 1, seed: 5 })[0]!;
    const feed = feedOf();
    const server = await serveStately(new StatelyOutlet(feed), 0);
    const received: StatelyInspectionEvent[] = [];
    createWebSocketReceiver({ server: server.url.replace('http:', 'ws:') }).subscribe((message) => {
      received.push(message);
    });
    const { run } = watchedRun(scenarioOf(choice, 8), feed);
    while (run.step()) if (run.lastSeq % 7 === 0) await turns(1);
    for (let turn = 0; received.length < feed.lastNumber && turn < 5_000; turn += 1) await turns(1);
    expect(received).toEqual(readAll(feed));
    for (const [id, snapshot] of believed(received))
      if (id !== 'engine') expect(snapshot).toHaveProperty('context', expect.any(Object));
    await server.close();
  });

  test('that is one of several receives the same as the others, and one that comes late the same again', async () => {
    const { server, move, feed } = await stage();
    const early = [await attach(server.url), await attach(`${server.url}stately`)];
    for (let count = 0; count < 50; count += 1) move(`actor ${count % 3}`, `state ${count}`);
    const late = await attach(server.url);
    const told = await Promise.all([...early, late].map(({ until }) => until(feed.lastNumber)));
    expect(told[0]!.map(idOf)).toEqual(Array.from({ length: 103 }, (_, index) => index + 1));
    expect([told[1], told[2]]).toEqual([told[0], told[0]]);
  });

  test('that comes after much has been forgotten first receives the actors and where they stand', async () => {
    const { server, move } = await stage(4);
    for (let count = 0; count < 50; count += 1) move('one', `state ${count}`);
    move('other', 'here');
    const { until } = await attach(server.url);
    const frames = await until(5);
    expect(frames.map(readFrame).map(({ type, sessionId }) => `${type} ${sessionId}`)).toEqual([
      '@xstate.actor one',
      '@xstate.snapshot one',
      '@xstate.actor other',
      '@xstate.event other',
      '@xstate.snapshot other',
    ]);
    expect(statesIn(frames)).toEqual(['state 48', 'state 49', 'here', 'told', 'here']);
  });

  test('that greets for the first time receives nothing twice, and that greets again receives all of it again', async () => {
    const { server, move } = await stage();
    move('one', 'here');
    const { socket, until, frames } = await attach(server.url);
    await until(3);
    const greeting = JSON.stringify({ type: GREETING });
    socket.send(greeting);
    move('one', 'there');
    await until(5);
    socket.send(greeting);
    await until(10);
    expect(frames.map(idOf)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
  });

  test('that says something else changes nothing, and that says much is dropped', async () => {
    const { server, move } = await stage();
    move('one', 'here');
    const { socket, until, frames, closed } = await attach(server.url);
    await until(3);
    for (const said of ['', 'null', '[]', '{"type":"@xstate.event"}', '{', '7']) socket.send(said);
    socket.send(Buffer.from([0xff, 0x00]));
    move('one', 'there');
    await until(5);
    expect(frames.map(idOf)).toEqual([1, 2, 3, 4, 5]);
    socket.send('x'.repeat(10_000));
    expect((await closed)[0]).toBe(1009);
  });

  test('that is one too many learns so', async () => {
    const { server, outlet } = await stage();
    for (let count = 0; count < READERS_MAX; count += 1) await attach(server.url);
    const { closed } = await attach(server.url);
    expect(await closed).toEqual([1013, `There are ${READERS_MAX} inspectors attached already.`]);
    expect(outlet.readerCount).toBe(READERS_MAX);
  });
});

describe('an inspector that does not read', () => {
  const ballast = 'x'.repeat(200_000);

  test('is dropped with a reason once the feed has forgotten its place, and nothing grows for it', async () => {
    const { server, move, feed, outlet } = await stage(20);
    const slow = await attach(server.url);
    slow.socket.pause();
    for (let count = 0; count < 100; count += 1) {
      move('one', `state ${count}`, ballast);
      await turns(1);
      expect(feed.held.messages).toBeLessThanOrEqual(20);
    }
    slow.socket.resume();
    const [code, reason] = await slow.closed;
    expect(code).toBe(1013);
    expect(reason).toMatch(/^Too slow/);
    expect(slow.frames.length).toBeLessThan(feed.lastNumber);
    await turns(5);
    expect(outlet.readerCount).toBe(0);
    // What it received before is whole and in order.
    expect(slow.frames.map(idOf)).toEqual(slow.frames.map((_, index) => index + 1));
  });

  test('holds the run back only while it takes something, and no other inspector misses anything', async () => {
    const { server, move, feed, outlet } = await stage(40);
    const [stuck, reading] = [await attach(server.url), await attach(server.url)];
    stuck.socket.pause();
    for (let count = 0; count < 100; count += 1) {
      move('one', `state ${count}`, ballast);
      await outlet.keptUp(() => turns(1));
    }
    const frames = await reading.until(feed.lastNumber);
    expect(frames.map(idOf)).toEqual(frames.map((_, index) => index + 1));
    stuck.socket.resume();
    expect((await stuck.closed)[0]).toBe(1013);
  });
});

describe('the server', () => {
  test('refuses foreign origins and hosts, and lets in its own page, Stately, and programs of this machine', async () => {
    const { server, outlet } = await stage();
    const own = `http://127.0.0.1:${server.port}`;
    const refused = [
      { origin: 'https://example.com' },
      { origin: 'null' },
      { origin: 'https://stately.ai.example.com' },
      { origin: 'https://notstately.ai' },
      { origin: 'http://stately.ai' },
      { origin: `http://127.0.0.1:${server.port + 1}` },
      { headers: { host: `example.com:${server.port}` } },
      { origin: `http://localhost:${server.port}` },
      { headers: { 'sec-fetch-site': 'cross-site' } },
    ];
    for (const options of refused) await expect(attach(server.url, options)).rejects.toThrow('403');
    expect(outlet.readerCount).toBe(0);
    await attach(server.url, { origin: own });
    const host = `localhost:${server.port}`;
    await attach(server.url, { origin: `http://${host}`, headers: { host } });
    for (const origin of ['https://stately.ai', 'https://www.stately.ai'])
      await attach(server.url, { origin, headers: { 'sec-fetch-site': 'cross-site' } });
    await attach(server.url);
    expect(outlet.readerCount).toBe(5);
    expect(await asked(server.url, '/', { headers: { host: 'example.com' } })).toMatchObject({ status: 403 });
    expect(await asked(server.url, '/', { headers: { origin: 'https://example.com' } })).toMatchObject({ status: 403 });
  });

  test('has a page that loads nothing from outside but Stately in a frame, and nothing else', async () => {
    const { server } = await stage();
    const { status, text, headers } = await asked(server.url, '/');
    expect(status).toBe(200);
    expect(text.match(/https?:[^"]+/g)).toEqual(['https://stately.ai/inspect']);
    expect(headers['content-security-policy']).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
    expect((await asked(server.url, '/page.js')).text).toContain(GREETING);
    expect((await asked(server.url, '/page.css')).status).toBe(200);
    expect((await asked(server.url, '/../package.json')).status).toBe(404);
    expect((await asked(server.url, '/', { method: 'POST' })).status).toBe(405);
    await expect(attach(`${server.url}elsewhere`)).rejects.toThrow('404');
  });

  test('says goodbye when it is closed, frees its port, and waits for nobody who does not answer', async () => {
    const { server } = await stageOf();
    const [polite, deaf] = [await attach(server.url), await attach(server.url)];
    deaf.socket.pause();
    await server.close();
    expect(await polite.closed).toEqual([1001, 'The run has been put away.']);
    const again = await serveStately(new StatelyOutlet(feedOf()), server.port);
    expect(again.port).toBe(server.port);
    await expect(serveStately(new StatelyOutlet(feedOf()), server.port)).rejects.toThrow('EADDRINUSE');
    await again.close();
    await expect(attach(server.url)).rejects.toThrow();
  });
});
