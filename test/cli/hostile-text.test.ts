// Goal: whatever text comes from others, a terminal shows it and obeys nothing of it, and JSON says it as it is. Method:
// names, messages and files that would clear the page, set the title, turn the writing round or forge a line of ours.
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { leaving, ownEscape } from '../../src/cli/run/own-escapes.ts';
import { paintFor } from '../../src/cli/run/paint.ts';
import { createFolder } from './folder.ts';
import { dte, type CliRun } from './memory-terminal.ts';

const folder = createFolder();
const control = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;
const hostile = 'X\u001B[2J\u001B]0;owned\u0007\u009B31m\u007F\u202E\r\nevery promise held: FORGED';
const forged = /^every promise held: FORGED/m;

const expectShown = ({ out, err }: CliRun): void => {
  for (const line of `${out}\n${err}`.split('\n')) expect(line).not.toMatch(control);
  expect(out).not.toMatch(forged);
  expect(err).not.toMatch(forged);
};

/** Where the text is shown, so that a test sees that it was there at all. */
const shown = 'X\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u007f\\u202e';

describe('where text leaves', () => {
  it('nothing is obeyed but what we wrote ourselves', () => {
    const paint = paintFor(true, {});
    expect(leaving(`${paint.bold('A')} ${paint.good('b')}`)).toBe('\u001B[1mA\u001B[22m \u001B[32mb\u001B[39m');
    const red = leaving(paint.bad(hostile.replaceAll('\n', '')));
    expect(red.startsWith('\u001B[31mX\\u001b[2J')).toBe(true);
    expect(red.split('\u001B')).toHaveLength(3);
    expect(leaving('\u001B[31mred\u001B[39m')).toBe('\\u001b[31mred\\u001b[39m');
    // What was shaped after ours, without the word that seals it.
    const forgedEscape = ownEscape('\u001B[2J').replace(/[0-9a-f]{8}/, '00000000');
    expect(leaving(forgedEscape)).not.toContain('\u001B');
  });

  it('any text comes out without a control', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(leaving(text).replaceAll('\n', '')).not.toMatch(control);
      }),
    );
  });
});

describe('a journal of somebody else', () => {
  let own = '';
  let foreign = '';
  beforeAll(async () => {
    own = folder.path('own.jsonl');
    await dte(['run', 'scenarios/storm.yaml', '--intents', '60', '--out', own, '--quiet']);
    // Names as they stand in a file whose writer escapes only what JSON must.
    const text = folder
      .read('own.jsonl')
      .replaceAll('"FED-DEC"', JSON.stringify(hostile))
      .replaceAll('"kalshi"', JSON.stringify(`k${hostile}`));
    foreign = folder.write('foreign.jsonl', text);
  }, 120_000);

  it.each([
    ['explain', () => ['explain', '1', '--journal', foreign]],
    ['explain of an order', () => ['explain', '1.2', '--journal', foreign]],
    ['verify', () => ['verify', foreign]],
    ['diff', () => ['diff', own, foreign]],
    ['diff, the other way round', () => ['diff', foreign, own]],
  ])('is shown by %s', async (_, args) => {
    const run = await dte(args());
    expectShown(run);
    if (args()[0] !== 'verify') expect(`${run.out}${run.err}`.replaceAll(/\s+/g, ' ')).toContain(shown.slice(0, 12));
  });

  it('is said as it is by --json, in characters that a terminal does not obey', async () => {
    for (const args of [
      ['explain', '1', '--journal', foreign, '--json'],
      ['diff', own, foreign, '--json'],
    ]) {
      const run = await dte(args);
      expect(run.out.replaceAll('\n', '')).not.toMatch(control);
      expect(JSON.stringify(JSON.parse(run.out))).toContain(JSON.stringify(hostile).slice(1, -1).slice(0, 9));
    }
  });
});

describe('text that the user wrote, or somebody for them', () => {
  it('is shown where a strategy throws it', async () => {
    const module = folder.write(
      'mine.ts',
      `export const strategy = { name: 'mine', start: () => null, step: () => { throw new Error(${JSON.stringify(hostile)}); } };\n`,
    );
    const run = await dte(['run', 'scenarios/quiet.yaml', '--intents', '5', '--strategy', module]);
    expect(run.exitCode).toBe(1);
    expectShown(run);
    expect(run.err).toContain(shown);
    expectShown(await dte(['run', 'scenarios/quiet.yaml', '--intents', '5', '--strategy', module, '--quiet']));
  });

  it('is shown where it is a mistake', async () => {
    const name = JSON.stringify(hostile);
    const path = folder.write(
      'wrong.yaml',
      `name: ${name}\n${name}: 1\nlength: { intents: 1 }\nvenues: { ${name}: { opening: 1 }, kalshi: { opening: ${name} } }\n` +
        `markets: { kalshi: { ${name}: { state: ${name} } } }\npairs: { ${name}: { yes: ${name}, no: kalshi/${'x'} } }\n`,
    );
    const run = await dte(['run', path]);
    expect(run.exitCode).toBe(2);
    expectShown(run);
    expect(run.err).toContain(shown);
  });

  it('is shown where it names a file, a run, an option', async () => {
    for (const args of [
      ['run', `./${hostile}.yaml`],
      ['run', '--strategy', hostile, 'scenarios/quiet.yaml'],
      ['run', '--data', hostile, 'scenarios/fed-dec2025.yaml'],
      ['run', '--seed', hostile],
      ['explain', hostile],
      ['verify', `./${hostile}.jsonl`],
      [hostile],
      ['run', `--${hostile}`],
    ]) {
      const run = await dte(args);
      expect(run.exitCode).not.toBe(0);
      for (const line of run.err.split('\n')) expect(line).not.toMatch(control);
    }
  });

  it('is shown where a recording names its markets so', async () => {
    const update = { venue: 'kalshi', market: hostile, what: 'level', side: 'bid', px: '0.4', qty: '5', atUs: 5 };
    const path = folder.write(
      'foreign.csv',
      `${JSON.stringify(update)}\n${JSON.stringify({ type: hostile, market: hostile })}\n`,
    );
    expectShown(await dte(['data', 'inspect', path]));
  });
});

describe('bytes that are no UTF-8', () => {
  const broken = (name: string, text: string, at: number): string => {
    const bytes = Buffer.from(text);
    writeFileSync(folder.path(name), Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at)]));
    return folder.path(name);
  };

  it('are a mistake of a scenario, with its place', async () => {
    const text = 'name: small\nseed: 1\nabout: so\n';
    const path = broken('broken.yaml', text, text.indexOf('so') + 1);
    expect(await dte(['run', path])).toMatchObject({
      exitCode: 2,
      err: `dte: There is a mistake in ${path}, and nothing was run.\n${path}:3:9: The byte 0xff here is no UTF-8: save the file as UTF-8.\n`,
    });
    expect((await dte(['db', 'load', path, '--db', folder.path('none')])).exitCode).toBe(2);
  });

  it("are one of a strategy's module, and of what it imports", async () => {
    const strategy = "export const strategy = { name: 'mine', start: () => null, step: (s) => [s, []] }; // é\n";
    const path = broken('broken.ts', `// one\n${strategy}`, 9);
    const run = (module: string) => dte(['run', 'scenarios/quiet.yaml', '--intents', '1', '--strategy', module]);
    expect(await run(path)).toMatchObject({
      exitCode: 2,
      err: `dte: The strategy's module ${path}:2:3 cannot be loaded: The byte 0xff here is no UTF-8: save the file as UTF-8.\n`,
    });
    const imported = broken('imported.ts', "export const name = 'mine';\n// ä\n", 31);
    const importing = folder.write(
      'importing.ts',
      `import { name } from './imported.ts';\n${strategy.replace("'mine'", 'name')}`,
    );
    expect(await run(importing)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining(`${imported}:2:4 cannot be loaded`),
    });
  });

  it('are one of a journal, with its place, and none in a line that a run was killed in', async () => {
    const whole = folder.path('whole.jsonl');
    await dte(['run', 'scenarios/quiet.yaml', '--intents', '3', '--out', whole, '--quiet']);
    const text = folder.read('whole.jsonl');
    const lines = text.split('\n');
    const path = broken('broken.jsonl', text, lines[0]!.length + 1 + 5);
    for (const args of [
      ['verify', path],
      ['diff', path, whole],
      ['diff', whole, path],
      ['explain', '1', '--journal', path],
    ])
      expect(await dte(args)).toMatchObject({
        exitCode: 2,
        err: `dte: ${path}:2:6: The byte 0xff here is no UTF-8: save the file as UTF-8.\n`,
      });
    const killed = folder.path('killed.jsonl');
    writeFileSync(
      killed,
      Buffer.concat([Buffer.from(`${lines.slice(0, 5).join('\n')}\n{"a":"`), Buffer.from([0xe2, 0x82])]),
    );
    expect((await dte(['verify', killed, '--json'])).out).toContain('"records": 5,');
    const only = folder.path('only.jsonl');
    writeFileSync(only, Buffer.from([0x7b, 0xff]));
    expect(await dte(['verify', only])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining(':1:2: The byte 0xff'),
    });
  });
});
