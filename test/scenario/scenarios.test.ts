// Goal: the scenarios that users copy are right, explain themselves, and are known to editors as they are known to the
// engine. Method: the files themselves; `npm run cards` writes the schema anew.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { problemsOf } from './problems-of.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

describe('the scenarios', () => {
  it('are those that are spoken of', () => {
    expect(files).toEqual([
      'books.yaml',
      'burst.yaml',
      'demo.yaml',
      'fed-dec2025.yaml',
      'ghost-fills.yaml',
      'mana.yaml',
      'quiet.yaml',
      'resolution.yaml',
      'storm.yaml',
    ]);
  });

  it.each(files)('%s is right', (file) => {
    expect(problemsOf(read(file))).toEqual([]);
  });

  it.each(files)('%s names its schema, says what it shows, and expects something', (file) => {
    const text = read(file);
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./scenario.schema.json');
    expect(text).toMatch(/^about: ./m);
    expect(text).toMatch(/^expect:\n {2}\w/m);
  });

  it('stand beside the schema as it is now', async () => {
    await expect(scenarioJsonSchema()).toMatchFileSnapshot('../../scenarios/scenario.schema.json');
  });
});
