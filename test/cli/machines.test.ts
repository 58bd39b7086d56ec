// Goal: `dte machines` gives what it is asked for, on stdout alone, so that it can be piped.
import { createMachine } from 'xstate';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../machines/catalogue.ts';
import { mermaidOf, statelyOf, summaryOf, tableOf, tableText } from '../../src/xstate/describe.ts';
import { dte } from './memory-terminal.ts';

const asked = async (...args: readonly string[]): Promise<string> => {
  const { exitCode, out, err } = await dte(['machines', ...args]);
  // The bare list is for a person, and says where to look next; everything else may be piped whole.
  const isBare = !args.some((arg) => arg.startsWith('--'));
  expect({ exitCode, hint: err.includes('A simulation: it cannot trade.') }).toEqual({ exitCode: 0, hint: isBare });
  if (!isBare) expect(err).toBe('');
  return out;
};

describe('dte machines', () => {
  test('lists every chart with its size and what it is', async () => {
    const [head, ...rows] = (await asked()).trimEnd().split('\n');
    expect(head?.split(/\s{2,}/)).toEqual(['chart', 'states', 'events', 'transitions', 'what it is']);
    expect(rows).toHaveLength(catalogue.length);
    catalogue.forEach(({ name, machine }, index) => {
      const { states, events, transitions, description } = summaryOf(machine);
      const cells = [name, `${states}`, `${events}`, `${transitions}`, description].filter((cell) => cell !== '');
      expect(rows[index]?.split(/\s{2,}/)).toEqual(cells);
    });
  });

  test('names one alone', async () => {
    const out = await asked('order');
    expect(out.trimEnd().split('\n')).toHaveLength(2);
    expect(out).toContain('order');
    expect(out).not.toContain('settlement');
  });

  test('--json tells the same as one object', async () => {
    const all = JSON.parse(await asked('--json')) as Record<string, unknown>;
    expect(Object.keys(all)).toEqual(catalogue.map(({ name }) => name));
    const one: unknown = JSON.parse(await asked('order', '--json'));
    expect(one).toEqual(all['order']);
    expect(one).toMatchObject({
      states: expect.any(Number),
      transitions: expect.any(Number),
      effects: expect.any(Array),
    });
  });
});

describe.each(catalogue)('dte machines $name', ({ name, machine }) => {
  test('--stately prints a config that createMachine accepts', async () => {
    const config: unknown = JSON.parse(await asked(name, '--stately'));
    expect(config).toEqual(JSON.parse(JSON.stringify(statelyOf(machine))));
    expect(createMachine(config as Parameters<typeof createMachine>[0]).id).toBe(machine.id);
  });

  test('--mermaid prints its drawing, --table its table, also as JSON', async () => {
    expect(await asked(name, '--mermaid')).toBe(mermaidOf(machine));
    expect(await asked(name, '--table')).toBe(tableText(tableOf(machine)));
    expect(JSON.parse(await asked(name, '--table', '--json'))).toEqual(JSON.parse(JSON.stringify(tableOf(machine))));
  });
});

test('all at once, each is found under its name', async () => {
  const names = catalogue.map(({ name }) => name);
  expect(Object.keys(JSON.parse(await asked('--stately')) as object)).toEqual(names);
  expect(Object.keys(JSON.parse(await asked('--table', '--json')) as object)).toEqual(names);
  expect((await asked('--mermaid')).match(/^%% .+$/gm)).toEqual(names.map((name) => `%% ${name}`));
  for (const { machine } of catalogue) expect(await asked('--table')).toContain(tableText(tableOf(machine)));
});
