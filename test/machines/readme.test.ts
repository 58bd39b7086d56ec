// Goal: the page about the charts tells the charts as they are. Method: it is written again and compared.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../machines/catalogue.ts';
import { readmeOf } from '../../src/xstate/describe.ts';

const file = readFileSync(new URL('../../machines/README.md', import.meta.url), 'utf8');

test('machines/README.md is what `npm run machines:readme` writes', () => {
  const isCurrent = file === readmeOf(catalogue, 'npm run machines:readme');
  expect(isCurrent, 'run `npm run machines:readme`').toBe(true);
});

test('it opens with the command that writes it, and holds every chart with its drawing', () => {
  expect(file.split('\n')[0]).toContain('npm run machines:readme');
  expect(file.match(/^```mermaid$/gm)).toHaveLength(catalogue.length);
  for (const { name } of catalogue) expect(file).toContain(`\n## ${name}\n`);
});

test('every chart says in a sentence what it is', () => {
  const silent = catalogue.filter(({ machine }) => !machine.root.description?.endsWith('.')).map(({ name }) => name);
  expect(silent).toEqual([]);
});
