// What differs from run to run is refused to a strategy's code, and to nobody else.
import crypto, { randomUUID } from 'node:crypto';
import fs, { readFileSync } from 'node:fs';
import fsPromises from 'node:fs/promises';
import os from 'node:os';
import { performance as performanceOfModule } from 'node:perf_hooks';
import { setTimeout as later } from 'node:timers/promises';
import vm from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { permitAmbient, refuseAmbient } from '../../src/isolation/ambient.ts';
import { permitOutbound, refuseOutbound } from '../../src/isolation/outbound.ts';
import { AmbientRefused, forbidAmbient, OutboundRefused, takeRefusal } from '../../src/isolation/refused.ts';

beforeEach(() => {
  refuseAmbient();
  takeRefusal();
});
afterEach(permitAmbient);

const attempts: Readonly<Record<string, () => unknown>> = {
  'Date.now': () => Date.now(),
  'new Date()': () => new Date(),
  'Date()': () => Date(),
  'the constructor of a date': () => new (new Date(0).constructor as DateConstructor)(),
  'a subclass of Date': () => new (class extends Date {})(),
  'performance.now': () => performance.now(),
  'perf_hooks performance.now': () => performanceOfModule.now(),
  'process.hrtime': () => process.hrtime(),
  'process.hrtime.bigint': () => process.hrtime.bigint(),
  'process.uptime': () => process.uptime(),
  'process.memoryUsage': () => process.memoryUsage(),
  'a format of now': () => new Intl.DateTimeFormat('en').format(),
  'a format of now in parts': () => new Intl.DateTimeFormat('en').formatToParts(),
  'Math.random': () => Math.random(),
  'crypto.randomUUID': () => crypto.randomUUID(),
  'a named import of randomUUID': () => randomUUID(),
  'the global randomUUID': () => globalThis.crypto.randomUUID(),
  getRandomValues: () => globalThis.crypto.getRandomValues(new Uint8Array(4)),
  'crypto.randomBytes': () => crypto.randomBytes(4),
  'crypto.randomInt': () => crypto.randomInt(4),
  setTimeout: () => setTimeout(() => undefined, 1),
  setInterval: () => setInterval(() => undefined, 1),
  setImmediate: () => setImmediate(() => undefined),
  queueMicrotask: () => queueMicrotask(() => undefined),
  'process.nextTick': () => process.nextTick(() => undefined),
  'timers/promises': () => later(1),
  'AbortSignal.timeout': () => AbortSignal.timeout(1),
  'process.env': () => process.env['HOME'],
  'the names of process.env': () => Object.keys(process.env),
  'in process.env': () => 'HOME' in process.env,
  'process.cwd': () => process.cwd(),
  'os.hostname': () => os.hostname(),
  'fs.readFileSync': () => fs.readFileSync('package.json'),
  'a named import of readFileSync': () => readFileSync('package.json'),
  'fs.existsSync': () => fs.existsSync('package.json'),
  'fs.promises': () => fs.promises.readFile('package.json'),
  'fs/promises': () => fsPromises.writeFile('left-behind.txt', ''),
  'fs.createWriteStream': () => fs.createWriteStream('left-behind.txt'),
  'a realm of its own': () => vm.runInNewContext('Date.now()'),
};

const inStrategy = (work: () => unknown): unknown => {
  try {
    return forbidAmbient(work);
  } catch (error) {
    return error;
  }
};

describe('what a strategy may not use', () => {
  it.each(Object.entries(attempts))('refuses %s', (_, attempt) => {
    expect(inStrategy(attempt)).toBeInstanceOf(AmbientRefused);
  });

  it('is reported with what it may use instead', () => {
    const says = (name: string) => (inStrategy(attempts[name] ?? (() => null)) as Error).message;
    expect(says('Date.now')).toBe('A strategy may not read the clock (Date.now): use tools.nowUs.');
    expect(says('new Date()')).toBe('A strategy may not read the clock (new Date()): use tools.nowUs.');
    expect(says('Math.random')).toBe('A strategy may not use chance of its own (Math.random): use tools.random.');
    expect(says('process.env')).toMatch(/^A strategy may not read the environment \(process\.env\): /);
    expect(says('fs.readFileSync')).toMatch(/^A strategy may not use files \(fs\.readFileSync\): /);
    expect(says('setTimeout')).toMatch(/^A strategy may not wait \(setTimeout\): /);
  });

  it('leaves everybody else alone, before, after and in between', () => {
    for (const [name, attempt] of Object.entries(attempts))
      if (!/write|Write|timeout|Time|set/.test(`${name} ${String(attempt)}`)) expect(attempt).not.toThrow();
    inStrategy(() => Date.now());
    expect(Math.abs(Date.now() - new Date().getTime())).toBeLessThan(60_000);
    expect(new Date()).toBeInstanceOf(Date);
    expect(typeof Date()).toBe('string');
    expect(process.env['PATH']).toBe({ ...process.env }['PATH']);
  });

  it('leaves a strategy what is the same in every run', () => {
    const made = inStrategy(() => {
      const date = new Date(86_400_000);
      return [
        date.toISOString(),
        new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(date),
        Date.UTC(1970, 0, 2),
        Math.max(1, 2),
        structuredClone({ a: 1n }),
        crypto.createHash('sha256').update('').digest('hex').slice(0, 4),
      ];
    });
    expect(made).toEqual(['1970-01-02T00:00:00.000Z', '1/2/1970', 86_400_000, 2, { a: 1n }, 'e3b0']);
  });

  it('lets the runtime work for a strategy that prints', () => {
    const written: string[] = [];
    const { write } = process.stderr;
    process.stderr.write = ((text: string) => {
      written.push(text);
      return Reflect.apply(write, process.stderr, ['']) as boolean;
    }) as typeof write;
    try {
      expect(inStrategy(() => process.stderr.write('seen'))).toBe(true);
    } finally {
      process.stderr.write = write;
    }
    expect(written).toEqual(['seen']);
  });

  it('remembers a refusal that the strategy caught, once, and none of anybody else', () => {
    forbidAmbient(() => {
      try {
        Math.random();
      } catch {
        // As if nothing had been.
      }
    });
    expect(takeRefusal()).toBeInstanceOf(AmbientRefused);
    expect(takeRefusal()).toBe(null);
    refuseOutbound();
    try {
      expect(() => fetch('https://example.com')).toThrow(OutboundRefused);
      expect(takeRefusal()).toBe(null);
      inStrategy(() => fetch('https://example.com'));
      expect(takeRefusal()).toBeInstanceOf(OutboundRefused);
    } finally {
      permitOutbound();
    }
  });

  it('changes nothing when it refuses twice, and gives everything back', () => {
    refuseAmbient();
    permitAmbient();
    for (const name of ['Date.now', 'new Date()', 'Math.random', 'process.env', 'fs.readFileSync'])
      expect(inStrategy(attempts[name] ?? (() => null))).not.toBeInstanceOf(Error);
  });
});
