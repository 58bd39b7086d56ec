// What the README tells a reader to type is what works.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const readme = read('README.md');

it('shows the example that is run here, under the name it has for others', () => {
  const shown = /```ts\n(.*?)```/s.exec(readme)?.[1];
  expect(shown).toBe(read('test/readme-example.ts').replace("'../src/index.ts'", "'dry-testing-engine'"));
});

it('says truly what the example prints', async () => {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await import('./readme-example.ts');
  expect(printed.mock.calls).toEqual([['partiallyFilled']]);
  printed.mockRestore();
});

it('names only scripts that there are', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> };
  const named = [...readme.matchAll(/`npm run ([\w:-]+)`/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
