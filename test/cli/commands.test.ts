// Goal: the list of commands, which is written down so that none has to be loaded for it, says what the commands are.
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { dte } from './memory-terminal.ts';

const terminal = { out: () => undefined, err: () => undefined, environment: {} };

test.each(Object.entries(commands))('%s is listed with the options and arguments that it has', async (name, listed) => {
  const program = new Command('dte');
  await listed.add(program, terminal);
  const [command, ...others] = program.commands;
  expect(others).toEqual([]);
  expect(command?.name()).toBe(name);
  const shown = program.createHelp().subcommandTerm(command!);
  expect(shown).toBe(`${name} ${listed.usage}`.trim());
  // Two summaries of one command would part sooner or later.
  expect(command?.summary()).toBe('');
});

test('the help lists every command once, in order, with its summary', async () => {
  const { out } = await dte(['--help']);
  const lines = out
    .slice(out.indexOf('Commands:'))
    .split('\n')
    .slice(1, Object.keys(commands).length + 1);
  expect(lines.map((line) => line.trim().replaceAll(/ {2,}/g, '  '))).toEqual(
    Object.entries(commands).map(([name, { usage, summary }]) => `${`${name} ${usage}`.trim()}  ${summary}`),
  );
});

test('a command that is named behind -- is that command', async () => {
  expect(await dte(['--', 'machines', 'order'])).toEqual(await dte(['machines', 'order']));
});

test('a name that is nearly a command is answered with that command', async () => {
  expect((await dte(['verifi'])).err).toContain('verify');
});
