// Goal: the server answers its own page, shows and never changes anything, and answers nobody else.
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { InspectedRun, runsOf } from '../../../src/inspect/sources/inspected-run.ts';
import type { Life, OrderRow, Page, RunHead, TimelineAnswer } from '../../../src/inspect/page/answers.ts';
import { guarded } from '../../../src/http/guarded.ts';
import type { Listening } from '../../../src/http/listen.ts';
import { servePage } from '../../../src/inspect/page/serve.ts';
import { createInspectApp } from '../../../src/inspect/page/server.ts';
import type { RunSource } from '../../../src/inspect/sources/source.ts';
import type { JournalRecord } from '../../../src/journal/records.ts';
import { journalOf } from '../sample-runs.ts';

const records = journalOf('storm', 200, '13');
const sourceOf = (name: string, all: readonly JournalRecord[]): RunSource => ({
  name,
  share: 1,
  async *batches() {
    yield all;
  },
  read: async (first, last) => all.slice(first - 1, last),
  close: async () => undefined,
});
const run = new InspectedRun('storm', sourceOf('storm.jsonl', records));
const broken = new InspectedRun('broken', {
  ...sourceOf('broken.jsonl', []),
  async *batches() {
    yield records.slice(0, 10);
    throw new Error('broken.jsonl:11: This line is no record of a journal.');
  },
});
const page = { type: 'text/html; charset=utf-8', body: new TextEncoder().encode('<!doctype html>') };
const options = { runs: runsOf([run, broken]), assets: new Map([['/index.html', page]]), host: '127.0.0.1' };
const answer = guarded(createInspectApp(options).fetch, options);
const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  Promise.resolve(
    answer(
      new Request(new URL(path, 'http://127.0.0.1:4280'), {
        ...init,
        headers: { host: '127.0.0.1:4280', ...init.headers },
      }),
    ),
  );
const json = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T;

beforeAll(() => run.read());

describe('who is answered', () => {
  it('every address of the server refuses foreign hosts, and takes nothing but GET and HEAD', async () => {
    for (const path of ['/', '/api/runs', '/api/runs/storm/head', '/api/runs/storm/lives/1', '/nothing']) {
      expect((await ask(path, { headers: { host: 'evil.example' } })).status).toBe(403);
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
        expect([path, method, (await ask(path, { method })).status]).toEqual([path, method, 405]);
    }
    expect((await ask('/api/runs', { method: 'HEAD' })).status).toBe(200);
  });

  it('every answer forbids what comes from elsewhere', async () => {
    for (const path of ['/', '/api/runs', '/nothing', '/api/nothing', '/api/runs/none/head']) {
      const { headers } = await ask(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('access-control-allow-origin')).toBe(null);
    }
  });
});

describe('what is answered', () => {
  it('a run as a whole, a simulation, with as many records as it has', async () => {
    const head = await json<RunHead>('/api/runs/storm/head');
    expect(head).toMatchObject({ simulation: true, name: 'storm', state: 'whole', share: 1, problem: null });
    expect(head.records).toBe(records.length);
  });

  it('what cannot be read says so in a sentence, and what had been read stays', async () => {
    await broken.read();
    const head = await json<RunHead>('/api/runs/broken/head');
    expect(head).toMatchObject({ state: 'failed', records: 10, problem: expect.stringMatching(/broken\.jsonl:11/) });
  });

  it('the last value of every counter over time is the one of now', async () => {
    const { now } = await json<RunHead>('/api/runs/storm/head');
    const places = now.map((_, at) => at);
    const timeline = await json<TimelineAnswer>(`/api/runs/storm/timeline?places=${places.join(',')}`);
    expect(timeline.columns.map((column) => column.at(-1))).toEqual(now);
    expect(new Set(timeline.columns.map(({ length }) => length))).toEqual(new Set([timeline.rows]));
  });

  it('the life of every order has each of its records as a step, in order, and ends where the journal does', async () => {
    const { rows } = await json<Page<OrderRow>>('/api/runs/storm/orders?limit=500');
    expect(rows.length).toBeGreaterThan(100);
    for (const { id, status, states } of rows.slice(0, 150)) {
      const life = await json<Life>(`/api/runs/storm/lives/${id}`);
      const about = records.filter((record) => 'clOrdId' in record && record.clOrdId === id);
      expect(life.steps.map(({ seq }) => seq)).toEqual(about.map(({ seq }) => seq));
      const last = about.findLast((record) => record.type === 'order.moved');
      expect([id, last?.to ?? 'pendingNew']).toEqual([id, status]);
      const lit = life.steps.findLast(({ light }) => light?.chart === 'order')?.light?.states;
      expect([id, lit]).toEqual([id, states]);
      const odd = about.filter((record) => record.type === 'order.moved' && record.anomaly !== undefined).length;
      const failed = about.filter((record) => record.type === 'settlement.moved' && record.to === 'failed').length;
      expect([id, life.steps.filter(({ tone }) => tone === 'anomaly').length]).toEqual([id, odd + failed]);
    }
  });

  it('the life of an arbitrage names everybody who takes part in a step', async () => {
    for (let id = 1; id <= 60; id += 1) {
      const life = await json<Life>(`/api/runs/storm/lives/${id}`);
      const parties = new Set(life.parties.map((party) => party.id));
      for (const step of life.steps) expect([...parties]).toEqual(expect.arrayContaining([step.from, step.to]));
      expect(life.story[0]).toContain(`Arbitrage ${id}`);
    }
  });

  it('records are given in parts, as the journal has them', async () => {
    const part = await json<readonly { readonly seq: number }[]>('/api/runs/storm/records?first=100&limit=20');
    expect(part.map(({ seq }) => seq)).toEqual(records.slice(99, 119).map(({ seq }) => seq));
    expect(await json('/api/runs/storm/records?first=99999999')).toEqual([]);
  });

  it('finds an order by its own id and by the name that its venue gave it', async () => {
    for (const record of records.slice(0, 800)) {
      if (record.type !== 'venue.accepted') continue;
      const hits = await json<readonly { readonly id: string }[]>(`/api/runs/storm/find?q=${record.venueOrderId}`);
      expect(hits.map(({ id }) => id)).toContain(record.clOrdId);
    }
  });

  it.each([
    '/api/runs/none/head',
    '/api/runs/storm/lives/0',
    '/api/runs/storm/lives/x%2F..',
    '/api/x',
    '/../package.json',
  ])('%s is not there, and that is said without a stack', async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/ at |node_modules/);
  });

  it('numbers that make no sense are taken as none', async () => {
    for (const query of ['offset=-1', 'limit=x', 'offset=1e9', 'limit=99999999', 'when=never', 'state=%00'])
      expect((await ask(`/api/runs/storm/orders?${query}`)).status).toBe(200);
    expect((await ask('/api/runs/storm/timeline?places=-1,x,99999999')).status).toBe(200);
  });
});

describe('on a socket', () => {
  let server: Listening;
  const every = (durationMs: number, work: () => void): (() => void) => {
    const timer = setInterval(work, durationMs);
    return () => clearInterval(timer);
  };
  beforeAll(async () => {
    server = await servePage({ ...options, port: 0, every });
  });
  afterAll(() => server.close());

  const socketOf = (headers: Readonly<Record<string, string>>): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}live?run=storm`, { headers });
      socket.on('message', (data: Buffer) => {
        resolve((JSON.parse(data.toString('utf8')) as RunHead).name);
        socket.close();
      });
      socket.on('error', (error) => resolve(error.message));
    });

  it('listens for this machine alone, and pushes what has become of a run', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await socketOf({ origin: server.url.slice(0, -1) })).toBe('storm');
  });

  it('takes no WebSocket of a foreign page', async () => {
    expect(await socketOf({ origin: 'http://evil.example' })).toContain('403');
  });

  it('refuses a foreign host on the wire as well', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(
        { port: server.port, host: '127.0.0.1', path: '/api/runs', headers: { host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});
