// Goal: the hash of a scenario is of what a user can write, in the keys that a user writes, with every default filled in: it
// covers all that acts, and no name inside the engine. Method: every leaf of every shipped scenario, changed.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { writtenScenario } from '../../src/scenario/written/scenario.ts';
import { changed, rightScenario } from './problems-of.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

const read = (text: string): { readonly scenario: Scenario; readonly hash: string } => {
  const parsed = parseScenario(text, 'some.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
};

type Path = readonly string[];

/** Every value of plain data that holds no other, by its path; but the rules, which have a hash of their own. */
const leavesIn = (data: unknown, path: Path = []): readonly { readonly path: Path; readonly value: unknown }[] => {
  if (path.at(-1) === 'rules') return [];
  if (typeof data !== 'object' || data === null) return data === undefined ? [] : [{ path, value: data }];
  return Object.entries(data).flatMap(([key, part]) => leavesIn(part, [...path, key]));
};

const withLeaf = (data: unknown, [key, ...rest]: Path, value: unknown): unknown => {
  if (key === undefined) return value;
  const part = withLeaf((data as Record<string, unknown>)[key], rest, value);
  return Array.isArray(data) ? data.with(Number(key), part) : { ...(data as object), [key]: part };
};

const otherThan = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value + 1n;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' ? `${value}x` : value === null ? 7n : !(value as boolean);
};

/** What says which of several forms stands here, and what the text of an expectation was. */
const isForm = (path: Path): boolean =>
  path.at(-1) === 'kind' || path.join('.').endsWith('fees.venue') || (path[0] === 'expect' && path.at(-1) === 'text');
/** What the file says once and the engine holds twice: a market's quantity step, and the latencies of a venue with books. */
const isTwice = (path: Path): boolean =>
  /fees\.qtyStep$|^venues\.\d+\.(book|pool)\.(ackLatency|reportLatency|cancelLatency|settlement)\./.test(
    path.join('.'),
  );

describe('the hash of a scenario', () => {
  it.each(files)('%s: is another for a change of anything that the engine reads of it', (file) => {
    const { scenario } = read(readFileSync(new URL(file, folder), 'utf8'));
    const hash = scenarioHash(scenario);
    const leaves = leavesIn(scenario).filter(({ path }) => !isForm(path) && !isTwice(path));
    expect(leaves.length).toBeGreaterThan(50);
    for (const { path, value } of leaves) {
      // Bits of a leg above those of its event's outcomes mean nothing.
      const other = path.at(-1) === 'paysIn' ? 0 : otherThan(value);
      expect(scenarioHash(withLeaf(scenario, path, other) as Scenario), path.join('.')).not.toBe(hash);
    }
  });

  it('is of keys that a user writes, and of no name inside the engine', () => {
    const keysIn = (data: unknown): readonly string[] => {
      if (typeof data !== 'object' || data === null) return [];
      if (Array.isArray(data)) return data.flatMap(keysIn);
      return Object.entries(data).flatMap(([key, part]) => (part === undefined ? [] : [key, ...keysIn(part)]));
    };
    const written = new Set(keysIn(JSON.parse(scenarioJsonSchema())));
    // A grid and a recorded market in full, for which a user writes one name; and an expectation, which is one text.
    for (const key of ['ranges', 'from', 'to', 'recorded', 'token', 'isFirst', 'key', 'comparison']) written.add(key);
    for (const file of files) {
      const keys = keysIn(writtenScenario(read(readFileSync(new URL(file, folder), 'utf8')).scenario));
      for (const key of keys) expect(written, `${file}: ${key}`).toContain(key);
    }
  });

  it.each([
    ['a default that is spelled out', ['length: ', 'record: 60s\nlength: ']],
    ['defaults in other units', ['length: ', 'patience: { ack: 1s, doubt: 3000ms }\nlength: ']],
    ['a default of a strategy', ['sets: {', 'deadline: 10s\n    mode: parallel\n    sets: {']],
    ['a default of a venue', ['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000.0, account: main, kind: kalshi }']],
    [
      'a latency in full',
      ['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, rejectBps: 0, lane: { inFlight: 64 } }'],
    ],
    ['the outcomes of a market', ['FED: {}', 'FED: { outcomes: [yes, no], quotes: { spread: 0.02 } }']],
    ['a list of one venue', ['venue: polymarket, chanceBps', 'venue: [polymarket], chanceBps']],
  ] as const)('is the same for %s', (_, change) => {
    expect(read(changed(change)).hash).toBe(read(rightScenario).hash);
  });

  it('shows a default that has changed, and a date', () => {
    const { hash } = read(rightScenario);
    expect(read(changed(['length: ', 'record: 61s\nlength: '])).hash).not.toBe(hash);
    expect(read(changed(['length: ', 'date: 2026-12-10\nlength: '])).hash).not.toBe(hash);
  });
});
