// Goal: every command ends by one of the exit codes that scripts know, whatever it is given; what is wrong with it is wrong
// input, said in one sentence, and never a stack.
import { describe, expect, test } from 'vitest';
import { exitCodes, interruptedBy, interruptSignals, isExitCode } from '../../src/cli/exit-codes.ts';
import { createFolder } from './folder.ts';
import { dte } from './memory-terminal.ts';

const folder = createFolder();
const missing = folder.path('missing.jsonl');
const garbage = folder.write('garbage.jsonl', 'no journal\n');
const empty = folder.write('empty.jsonl', '');
const binary = folder.write('binary.yaml', '\u0000\u0001\u0002');

/** What each command refuses beside an option that it does not have: nothing of it may run. */
const refusals: Readonly<Record<string, readonly (readonly string[])[]>> = {
  init: [[folder.path('none/below'), 'more']],
  run: [[missing], [binary], ['--seed', ''], ['--intents', '-1'], ['--speed', 'x'], ['--fault', 'nothing']],
  resume: [[], ['1'], ['1', '2']],
  runs: [['--limit', '0'], ['more']],
  report: [[], ['1'], [garbage], ['1', '--json', '--html', 'x']],
  explain: [[], ['1', missing], ['no id'], ['1', '--journal', missing], ['1', '--journal', garbage]],
  stately: [[], [missing, 'scenarios/demo.yaml'], [garbage, missing]],
  diff: [[], [garbage], [missing, missing], [garbage, empty], ['1', '2']],
  compare: [[], [garbage], [missing, missing], [garbage, empty], ['1', '2'], Array.from({ length: 9 }, () => garbage)],
  verify: [[], [missing], [garbage], [empty], ['1'], [garbage, '--digest', 'zz']],
  db: [['status', 'more'], ['redrive', 'x'], ['load', missing], ['nothing']],
  visualize: [['--port', 'x'], [missing], [garbage, '--port', '-1']],
  faults: [['more', 'and more'], ['nothing']],
  venues: [['nothing']],
  machines: [['nothing']],
  data: [['inspect', missing], ['convert', missing], ['fit', missing], ['nothing']],
};

const named = async (): Promise<readonly string[]> => {
  const { out } = await dte(['--help']);
  return [...out.slice(out.indexOf('Commands:')).matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1] ?? '');
};

test('each command is tried here', async () => {
  expect(Object.keys(refusals).toSorted()).toEqual([...(await named())].toSorted());
});

describe.each(Object.entries(refusals))('dte %s', (command, given) => {
  const tried = [['--no-such-option'], ...given];

  test.each(tried.map((args) => [args]))('given %o says what is wrong and exits 2', async (args) => {
    const { exitCode, out, err } = await dte([command, ...args]);
    expect({ exitCode, out }).toEqual({ exitCode: exitCodes.wrongInput, out: '' });
    expect(err).toMatch(/^dte: .*[.)?]\n$/s);
    expect(err).not.toMatch(/^\s+at |\n\s+at |undefined|\[object/);
  });

  test('shows its help and exits 0', async () => {
    expect(await dte([command, '--help'])).toMatchObject({ exitCode: exitCodes.fine, err: '' });
  });
});

test('signals have the exit codes that shells give them, and no other number is one', () => {
  expect(Object.fromEntries(interruptSignals.map((signal) => [signal, interruptedBy(signal)]))).toEqual({
    SIGHUP: 129,
    SIGINT: 130,
    SIGTERM: 143,
  });
  const known = Array.from({ length: 256 }, (_, code) => code).filter(isExitCode);
  expect(known).toEqual([0, 1, 2, 3, 129, 130, 143]);
});
