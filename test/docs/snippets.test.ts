// Goal: the code in the documents is code that runs. Method: each block of TypeScript is a file in snippets/, compiled
// with the tests and run here, and prints what its comments say; each block of YAML is read as part of a scenario; each
// record of a journal is read by its schema.
import { readdirSync, readFileSync } from 'node:fs';
import { format } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { decodeRecord, encodeRecord } from '../../src/journal/encode.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { documents, root, type Fence } from './documents.ts';

interface Shown extends Fence {
  readonly path: string;
}

const fences: readonly Shown[] = documents.flatMap(({ path, fences: own }) => own.map((fence) => ({ ...fence, path })));
const inLanguage = (language: string) =>
  fences.filter((fence) => fence.language === language).map((fence) => [`${fence.path}:${fence.line}`, fence] as const);

/** A snippet as a reader has it: its imports by the names that the package has for others. */
const asShown = (text: string): string =>
  text
    .replaceAll("'../../../src/index.ts'", "'dry-testing-engine'")
    .replaceAll("'../../../src/vitest.ts'", "'dry-testing-engine/vitest'")
    .trimEnd();

const snippets = new Map(
  readdirSync(`${root}test/docs/snippets`).map((name) => [
    name,
    asShown(readFileSync(`${root}test/docs/snippets/${name}`, 'utf8')),
  ]),
);

/** What the comments behind `console.log(…);` announce. */
const announced = (text: string): string[] =>
  [...text.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1] ?? '');

describe('the languages', () => {
  it('are those that are tested', () => {
    const tested = ['sh', 'ts', 'yaml', 'jsonl', 'text', 'mermaid'];
    expect(fences.filter(({ language }) => !tested.includes(language))).toEqual([]);
  });
});

describe('TypeScript', () => {
  it.each(inLanguage('ts'))('%s is a file of the snippets', (_, { text }) => {
    expect([...snippets.values()]).toContain(text);
  });

  it.each([...snippets.keys()])('%s is shown, runs, and prints what it announces', async (name) => {
    const text = snippets.get(name)!;
    expect(fences.some((fence) => fence.language === 'ts' && fence.text === text)).toBe(true);
    const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const exported = (await import(`./snippets/${name.replace('.ts', '')}.ts`)) as Readonly<Record<string, unknown>>;
    expect(printed.mock.calls.map((words) => format(...words))).toEqual(announced(text));
    printed.mockRestore();
    // A snippet that neither prints, nor expects, nor exports would assert nothing.
    expect(announced(text).length + (text.includes('expect(') ? 1 : 0) + Object.keys(exported).length).toBeGreaterThan(
      0,
    );
  });
});

describe('YAML', () => {
  const quiet = parse(readFileSync(`${root}scenarios/quiet.yaml`, 'utf8')) as Readonly<Record<string, unknown>>;
  // Its markets without their quotes, which a venue with a book refuses.
  const base = { ...quiet, markets: { polymarket: { 'FED-DEC': {} }, kalshi: { 'FED-DEC': {} } } };

  /** Sections of a scenario over those of `quiet`, key by key: what they do not say is quiet's. */
  const over = (under: unknown, more: unknown): unknown =>
    isMap(under) && isMap(more)
      ? Object.fromEntries(
          [...new Set([...Object.keys(under), ...Object.keys(more)])].map((key) => [
            key,
            key in more ? over(under[key], more[key]) : under[key],
          ]),
        )
      : more;
  const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

  it.each(inLanguage('yaml'))('%s is part of a scenario', (at, { text }) => {
    const sections = parse(text) as unknown;
    expect(isMap(sections)).toBe(true);
    const parsed = parseScenario(stringify(over(base, sections), { aliasDuplicateObjects: false }), at);
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });
});

describe('records of a journal', () => {
  it.each(inLanguage('jsonl'))('%s are as an engine writes them', (_, { text }) => {
    for (const line of text.split('\n')) {
      const { seq, atUs, ...body } = decodeRecord(line);
      expect(encodeRecord(body as RecordBody, seq, atUs)).toBe(line);
    }
  });
});
