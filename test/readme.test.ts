// What the README tells a reader to type is what works.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { dte } from './cli/memory-terminal.ts';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const readme = read('README.md');
const examples = ['strategy', 'own-test', 'own-oms', 'library'];

it('shows the examples that are run here, under the name that the library has for others', () => {
  const shown = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]);
  const run = examples.map((name) =>
    read(`test/readme/${name}.ts`)
      .replace("'../../src/index.ts'", "'dry-testing-engine'")
      .replace("'../../src/vitest.ts'", "'dry-testing-engine/vitest'"),
  );
  expect(shown).toEqual(run);
});

it('says truly what each example prints', async () => {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const { strategy } = await import('./readme/strategy.ts');
  expect(strategy.name).toBe('at-the-ask');
  await import('./readme/own-test.ts');
  await import('./readme/own-oms.ts');
  expect(printed.mock.calls).toEqual([[['heldForDead', 'doubled']]]);
  printed.mockClear();
  await import('./readme/library.ts');
  expect(printed.mock.calls).toEqual([[0, 0]]);
  printed.mockRestore();
});

it('names only scripts that there are, and scenarios that there are', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> };
  const named = [...readme.matchAll(/`npm run ([\w:-]+)`/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  for (const match of readme.matchAll(/\]\((scenarios\/[^)]+)\)/g)) expect(read(match[1] ?? '')).toContain('name:');
});

it('shows how the demo begins, line by line', async () => {
  const shown = /```text\n(.*?)\n```/s.exec(readme)?.[1]?.split('\n') ?? [];
  expect(shown.length).toBeGreaterThan(10);
  const { out } = await dte(['run', 'scenarios/demo.yaml']);
  expect(out.split('\n').slice(0, shown.length)).toEqual(shown);
});
