// The commands on recordings, as a user runs them. Goal: each says what is in a file, writes what it promises, and answers a
// mistake with one sentence and exit code 2.
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { syntheticRecording } from '../../../src/market-data/synthetic/recording.ts';
import { createFolder } from '../folder.ts';
import { dte } from '../memory-terminal.ts';

const folder = createFolder();
const made = syntheticRecording({ seed: 5, durationMs: 20_000, gapEveryMs: 2_000 });
const file = folder.write('made.jsonl', made.lines.join('\n'));
const names = [
  ...[...(made.options.tokens ?? [])].flatMap(([id, { market, isFirst }]) => [
    '--token',
    `${id}=${market}/${isFirst ? 'yes' : 'no'}`,
  ]),
  ...[...(made.options.names ?? [])].flatMap(([from, to]) => ['--name', `${from}=${to}`]),
];

describe('dte data inspect', () => {
  it('says what is in a recording, and what is wrong with it, with lines', async () => {
    const broken = folder.write('broken.jsonl', `${made.lines.join('\n')}\nnonsense`);
    const { exitCode, out } = await dte(['data', 'inspect', broken, ...names]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^sha256\s+[0-9a-f]{64}$/m);
    expect(out).toMatch(/^polymarket\s+EVENT/m);
    expect(out).toMatch(/^kalshi\s+EVENT/m);
    expect(out).toMatch(/gaps in the numbering/);
    expect(out).toContain(
      `line ${made.lines.length + 1}: This line is left out: it is neither JSON nor the head of a table`,
    );
  });

  it('says the same as one JSON object', async () => {
    const { out } = await dte(['data', 'inspect', file, '--json', ...names]);
    const found = JSON.parse(out) as {
      lines: number;
      faults: Record<string, number>;
      markets: Record<string, unknown>[];
    };
    expect(found.lines).toBe(made.lines.length);
    expect(found.markets.map(({ venue, market }) => `${String(venue)}/${String(market)}`)).toEqual(
      expect.arrayContaining(['polymarket/EVENT', 'kalshi/EVENT']),
    );
    expect(found.faults['gap']).toBeGreaterThan(0);
    expect(found.faults['broken']).toBe(0);
  });

  it.each([
    ['a file that is not there', () => folder.path('none'), /none cannot be read: there is no such file\./],
    ['a folder', () => folder.path('.'), /cannot be read: it is a folder\./],
    ['an empty file', () => folder.write('empty', ''), /holds no recording/],
    [
      'a file of something else',
      () => folder.write('other', 'a,b\n1,2\n'),
      /holds no recording: .*line 1: This line is left out/,
    ],
  ])('refuses %s with a sentence', async (_, path, sentence) => {
    const { exitCode, out, err } = await dte(['data', 'inspect', path()]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    [['--token', 'x'], /--token x does not say what a token is/],
    [['--name', 'x'], /--name x names no market anew/],
  ])('refuses %j with a sentence', async (options, sentence) => {
    const { exitCode, err } = await dte(['data', 'inspect', file, ...options]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(sentence);
  });
});

describe('dte data convert', () => {
  it('writes the canonical form, which inspects as clean and converts to itself', async () => {
    const [one, two] = [folder.path('one.jsonl.gz'), folder.path('two.jsonl')];
    expect(await dte(['data', 'convert', file, one, ...names])).toMatchObject({ exitCode: 0, out: `${one}\n` });
    expect(await dte(['data', 'convert', one, two])).toMatchObject({ exitCode: 0 });
    expect(gunzipSync(readFileSync(one)).toString()).toBe(folder.read('two.jsonl'));
    const { out } = await dte(['data', 'inspect', two]);
    expect(out).toContain('nothing is wrong with it');
  });

  it('overwrites nothing, and leaves nothing where there was no recording', async () => {
    const taken = folder.write('taken', 'mine');
    expect(await dte(['data', 'convert', file, taken])).toMatchObject({ exitCode: 2 });
    expect(folder.read('taken')).toBe('mine');
    const nothing = folder.write('nothing', 'nothing');
    const out = folder.path('out.jsonl');
    expect(await dte(['data', 'convert', nothing, out])).toMatchObject({ exitCode: 2 });
    expect(existsSync(out) || existsSync(`${out}.part`)).toBe(false);
    const { err } = await dte(['data', 'convert', file, folder.path('no/such/folder')]);
    expect(err).toMatch(/cannot be written: there is no such file\./);
  });
});

describe('dte data fit', () => {
  it('writes a scenario that runs, and shows the fit next to the data', async () => {
    const scenario = folder.path('fitted.yaml');
    const fitted = await dte(['data', 'fit', file, '--out', scenario, ...names]);
    expect(fitted.exitCode).toBe(0);
    expect(fitted.out).toMatch(
      /kalshi, from stamp to receipt: \w+, of [\d,]+, at most [\d.]+ % off\n +p5 .*\n {2}data .*\n {2}fitted /,
    );
    expect(fitted.out).toMatch(/spread +0\.02/);
    const run = await dte(['run', scenario, '--json', '--quiet', '--intents', '40']);
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({ intents: { total: 40 } });
    expect(await dte(['data', 'fit', file, '--out', scenario])).toMatchObject({ exitCode: 2 });
  });

  it('refuses a recording without a whole book', async () => {
    const line = made.lines.find((text) => text.includes('price_change')) ?? '';
    const { exitCode, err } = await dte(['data', 'fit', folder.write('one', line), '--out', folder.path('x.yaml')]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/shows no book with both sides/);
    expect(existsSync(folder.path('x.yaml'))).toBe(false);
  });
});
