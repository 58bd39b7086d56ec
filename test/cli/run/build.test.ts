// What an engine is known by is the same whenever it is asked, and names every chart.
import { expect, test } from 'vitest';
import { setup } from 'xstate';
import { catalogue } from '../../../machines/catalogue.ts';
import { ownBuild } from '../../../src/cli/run/build.ts';
import { foreignBuild } from '../../../src/persistence/build.ts';
import { definitionHash } from '../../../src/xstate/definition-hash.ts';

test('an engine knows itself again, and nobody else', () => {
  const build = ownBuild();
  expect(ownBuild()).toEqual(build);
  expect(foreignBuild(build, ownBuild())).toBeNull();
  expect(Object.keys(build.chartHashes)).toEqual(catalogue.map(({ name }) => name));
  expect(foreignBuild({ ...build, buildHash: 'other' }, build)).toContain('another build');
  expect(foreignBuild({ ...build, chartHashes: {} }, build)).toContain(`'order'`);
  expect(foreignBuild({ ...build, codec: build.codec + 1 }, build)).toContain(`writing ${build.codec + 1}`);
});

test('a chart that is defined otherwise has another hash', () => {
  const { createMachine } = setup({ types: { events: {} as { type: 'go' } } });
  const one = createMachine({ id: 'light', initial: 'red', states: { red: { on: { go: 'green' } }, green: {} } });
  const other = createMachine({ id: 'light', initial: 'red', states: { red: { on: { go: 'red' } }, green: {} } });
  expect(definitionHash(other)).not.toBe(definitionHash(one));
});
