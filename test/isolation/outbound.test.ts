// It cannot trade: every way out of the process is refused, whichever module imported it and when, and what stays
// inside keeps working.
import childProcess, { execFile, spawn } from 'node:child_process';
import cluster from 'node:cluster';
import dgram from 'node:dgram';
import dns, { lookup } from 'node:dns';
import dnsPromises from 'node:dns/promises';
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net, { connect } from 'node:net';
import tls from 'node:tls';
import workerThreads, { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { permitOutbound, refuseOutbound } from '../../src/isolation/outbound.ts';
import { OutboundRefused } from '../../src/isolation/refused.ts';
import { allowDatabase, isAllowed } from '../../src/isolation/targets.ts';

// Taken before anything is refused, as a library would that was loaded first.
const before = {
  connect: net.connect,
  Socket: net.Socket,
  request: https.request,
  fetch: globalThis.fetch,
  spawn: childProcess.spawn,
  exec: childProcess.exec,
  createSocket: dgram.createSocket,
  resolver: new dns.Resolver(),
};

beforeEach(refuseOutbound);
afterEach(permitOutbound);

const refusalOf = async (attempt: () => unknown): Promise<OutboundRefused | null> => {
  try {
    const made = await attempt();
    if (made instanceof EventEmitter) await once(made, 'never');
    return null;
  } catch (error) {
    const cause: unknown = error instanceof Error && error.name !== 'OutboundRefused' ? error.cause : error;
    return cause instanceof OutboundRefused ? cause : Promise.reject(error as Error);
  }
};

const file = 'no-such-file.js';
const attempts: Readonly<Record<string, () => unknown>> = {
  'net.connect': () => net.connect(443, 'example.com'),
  'a named import of connect': () => connect({ host: 'example.com', port: 443 }),
  'net.connect taken before': () => before.connect(443, 'example.com'),
  'a socket of its own': () => new net.Socket().connect(443, 'example.com'),
  'a socket taken before': () => new before.Socket().connect({ port: 443, host: 'example.com' }),
  'a subclass of a socket': () => new (class extends net.Socket {})().connect(443, 'example.com'),
  'a local socket': () => net.connect('/var/run/docker.sock'),
  'the own machine': () => net.connect(5_432),
  'tls.connect': () => tls.connect(443, 'example.com'),
  'http.request': () => http.request('http://example.com').end(),
  'http.get': () => http.get({ host: 'example.com' }),
  'https.request': () => https.request('https://example.com').end(),
  'https.request taken before': () => before.request('https://example.com').end(),
  'an agent of its own': () => https.get('https://example.com', { agent: new https.Agent() }),
  'http2.connect': () => http2.connect('https://example.com'),
  fetch: () => fetch('https://example.com'),
  'fetch of a request': () => fetch(new Request('https://example.com')),
  'fetch taken before': () => before.fetch('https://example.com'),
  'dgram.createSocket': () => dgram.createSocket('udp4'),
  'a datagram': () => (Object.create(dgram.Socket.prototype) as dgram.Socket).send('x', 53, 'example.com'),
  'dns.lookup': () => dns.lookup('example.com', () => undefined),
  'a named import of lookup': () => lookup('example.com', () => undefined),
  'dns.resolve': () => dns.resolve('example.com', () => undefined),
  'dns.promises.lookup': () => dns.promises.lookup('example.com'),
  'dns/promises resolve4': () => dnsPromises.resolve4('example.com'),
  'a resolver': () => new dns.Resolver().resolveTxt('example.com', () => undefined),
  'a resolver made before': () => before.resolver.resolveTxt('example.com', () => undefined),
  'a resolver with promises': () => new dns.promises.Resolver().reverse('192.0.2.1'),
  'child_process.spawn': () => childProcess.spawn('curl', ['example.com']),
  'a named import of spawn': () => spawn('curl'),
  'a named import of execFile': () => execFile('curl'),
  'spawn taken before': () => before.spawn('curl'),
  'exec taken before': () => before.exec('curl'),
  'child_process.execSync': () => childProcess.execSync('true'),
  'child_process.spawnSync': () => childProcess.spawnSync('true'),
  'child_process.fork': () => childProcess.fork(file),
  'cluster.fork': () => cluster.fork(),
  'new Worker': () => new workerThreads.Worker(file),
  'a named import of Worker': () => new Worker(file),
  'a subclass of Worker': () => new (class extends workerThreads.Worker {})(file),
  'process.binding': () => (Reflect.get(process, 'binding') as (name: string) => unknown).call(process, 'tcp_wrap'),
  'native code': () => process.dlopen({ exports: {} }, 'x.node'),
};

describe('a process that refuses what is outbound', () => {
  it.each(Object.entries(attempts))('refuses %s', async (_, attempt) => {
    expect(await refusalOf(attempt)).toBeInstanceOf(OutboundRefused);
  });

  it('says what was attempted', async () => {
    expect((await refusalOf(() => net.connect(443, 'example.com')))?.message).toBe(
      "A simulation may not use a connection to example.com:443: nothing outside the process is reached but the run's own database.",
    );
    const says = async (name: string): Promise<string | undefined> =>
      (await refusalOf(attempts[name] ?? (() => null)))?.attempt;
    expect(await says('http.request')).toBe('a connection to example.com:80');
    expect(await says('https.request')).toBe('a connection to example.com:443');
    expect(await says('a local socket')).toBe('a connection to /var/run/docker.sock');
    expect(await says('fetch of a request')).toBe('fetch of https://example.com/');
    expect(await says('fetch taken before')).toBe('a connection to example.com:443');
    expect(await says('dns.lookup')).toBe('a look-up of example.com');
    expect(await says('spawn taken before')).toBe('a child process (curl)');
    expect(await says('new Worker')).toBe('a worker thread (no-such-file.js)');
  });

  it('lets the database through, by host and port or by path, and nothing beside it', async () => {
    const server = net.createServer((socket) => socket.end('hello'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    expect(await refusalOf(() => net.connect(port, '127.0.0.1'))).toBeInstanceOf(OutboundRefused);
    allowDatabase({ host: '127.0.0.1', port });
    const socket = net.connect(port, '127.0.0.1');
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(data.toString()).toBe('hello');
    server.close();
    expect(await refusalOf(() => net.connect(port + 1, '127.0.0.1'))).toBeInstanceOf(OutboundRefused);
    allowDatabase({ path: '/var/run/postgresql/.s.PGSQL.5432' });
    expect(isAllowed({ path: '/var/run/postgresql/.s.PGSQL.5432' })).toBe(true);
    expect(isAllowed({ path: '/var/run/docker.sock' })).toBe(false);
    allowDatabase({ host: 'DB.example.com', port: 5_432 });
    expect(isAllowed({ host: 'db.example.com', port: 5_432 })).toBe(true);
    expect(isAllowed({ host: 'db.example.com', port: 443 })).toBe(false);
  });

  it('lets a server listen, by name as well, and work be done inside', async () => {
    const server = http.createServer();
    server.listen(0, 'localhost');
    await once(server, 'listening');
    server.close();
    const { port1, port2 } = new workerThreads.MessageChannel();
    port1.postMessage(7);
    const [message] = (await once(port2, 'message')) as [unknown];
    port1.close();
    expect(message).toBe(7);
    expect(await dns.promises.lookup('127.0.0.1')).toMatchObject({ address: '127.0.0.1' });
  });

  it('changes nothing when it refuses twice, and gives everything back', () => {
    refuseOutbound();
    expect(() => net.connect(1)).toThrow(OutboundRefused);
    permitOutbound();
    expect(net.connect).toBe(before.connect);
    expect(childProcess.spawn).toBe(before.spawn);
    expect(globalThis.fetch).toBe(before.fetch);
    expect(dgram.createSocket).toBe(before.createSocket);
    expect(dgram.createSocket('udp4').close()).toBeInstanceOf(dgram.Socket);
  });
});
