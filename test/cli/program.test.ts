// Goal: whatever is typed, `dte` answers with what was asked, or with one sentence and the right exit code.
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { dte } from './memory-terminal.ts';

const version = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

describe('dte', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']], [['help', '--help']]])(
    '%o prints the help, which says that it is a simulation',
    async (args) => {
      const { exitCode, out, err } = await dte(args);
      expect(exitCode).toBe(0);
      expect(err).toBe('');
      expect(out).toContain('Usage: dte');
      expect(out).toContain('machines');
      expect(out).toContain('simulation');
      expect(out).toContain('Exit codes');
    },
  );

  test.each([
    [
      ['help', 'run'],
      ['run', '--help'],
    ],
    [
      ['help', 'db', 'load'],
      ['db', 'load', '--help'],
    ],
    [
      ['help', 'run', '--help'],
      ['run', '--help'],
    ],
  ])('%j prints what %j does', async (asked, same) => {
    const { exitCode, out, err } = await dte(asked);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain(`Usage: dte ${same.filter((word) => word !== '--help').join(' ')}`);
    expect(out).toBe((await dte(same)).out);
  });

  test('--version prints the version of the package, and nothing else', async () => {
    expect(await dte(['--version'])).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
  });

  test.each([
    [['machine']],
    [['help', 'machine']],
    [['--machines']],
    [['machines', '--mermade']],
    [['machines', 'order', 'settlement']],
    [['machines', 'orders']],
    [['machines', '--mermaid', '--table']],
    [['machines', '--json', '--stately']],
  ])('%o is refused with one sentence, exit code 2 and no stack', async (args) => {
    const { exitCode, out, err } = await dte(args);
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^dte: [A-Z].*[.?)]\n$/);
    expect(err.split('\n')).toHaveLength(2);
  });

  test('DTE_DEBUG=1 shows where a refusal comes from', async () => {
    const { exitCode, err } = await dte(['machines', 'orders'], { DTE_DEBUG: '1' });
    expect(exitCode).toBe(2);
    expect(err).toContain('\n    at ');
  });
});

describe('what should not happen', () => {
  test('is reported in one sentence, exit code 1', async () => {
    const stringify = vi.spyOn(JSON, 'stringify').mockImplementation(() => {
      throw new TypeError('no more ink');
    });
    try {
      const { exitCode, out, err } = await dte(['machines', '--stately']);
      expect(exitCode).toBe(1);
      expect(out).toBe('');
      expect(err).toBe('dte: Something broke that should not: no more ink (DTE_DEBUG=1 shows where)\n');
    } finally {
      stringify.mockRestore();
    }
  });
});
