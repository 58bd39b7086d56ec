// Goal: a change that moves a run shows, and is said why. Method: every run that `test/digests.json` pins is run again; and
// the log of that file has a reason for each of its changes. Skips loudly what has no history, and what has no recording.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { differences, readPinned, type Pin } from './pins.ts';
import { reasonless, readLog } from './reasons.ts';
import { pinnables } from './find-pins.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { pins, why } = readPinned();
const runs = pinnables();
const left = runs.flatMap(({ name, run }) => (run === null ? [name] : []));
if (left.length > 0)
  process.stderr.write(
    `\nSKIPPED: ${left.length} of ${runs.length} pinned runs, because their recording is not there: ${left.join('; ')}.\n`,
  );

describe('the pinned runs', () => {
  it('are those that are run, each scenario at two seeds, and say why they are as they are', () => {
    expect(runs.map(({ name }) => name).toSorted()).toEqual(Object.keys(pins));
    expect(runs.length).toBeGreaterThanOrEqual(9 * 2 + 3);
    expect(why).toMatch(/\w/);
  });

  const there = runs.filter(({ run }) => run !== null);
  it.each(there)('$name is as it is pinned', async ({ name, run }) => {
    const found = await run?.();
    expect(differences({ [name]: pins[name] as Pin }, { [name]: found as Pin })).toEqual([]);
  });
});

describe('what differs', () => {
  const pin: Pin = { records: 3, digest: 'ab', results: { captured: '1.5' } };

  it('is said by name, in the figures that a reader knows', () => {
    expect(differences({ a: pin }, { a: pin })).toEqual([]);
    expect(
      differences({ a: pin }, { a: { records: 4, digest: 'cd', results: { captured: '1.6', fees: '-1' } } }),
    ).toEqual([
      'a: records was 3, and is 4',
      'a: digest was ab, and is cd',
      'a: captured was 1.5, and is 1.6',
      'a: fees was not there, and is -1',
    ]);
  });

  it('is a run more, or one fewer, but for one that could not be run', () => {
    expect(differences({ a: pin }, { b: pin })).toEqual([
      'a: is pinned, and is run no more',
      'b: is run, and not pinned',
    ]);
    expect(differences({ a: pin }, {}, ['a'])).toEqual([]);
  });
});

const git = (...args: readonly string[]): string | null => {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
};

/** Why the file has no history here, or null. */
const whyNoHistory = (): string | null => {
  if (!existsSync(new URL('../../.git', import.meta.url))) return 'this is no checkout';
  const isShallow = git('rev-parse', '--is-shallow-repository');
  if (isShallow === null) return 'there is no git';
  return isShallow.trim() === 'true' ? 'this is a shallow clone' : null;
};

describe('the log of the pinned runs', () => {
  const none = whyNoHistory();
  if (none !== null)
    process.stderr.write(`\nSKIPPED: whether each change of test/digests.json has its reason, because ${none}.\n`);

  it.skipIf(none !== null)('has a reason for each change of the file', () => {
    expect(reasonless(readLog(git('log', '--format=%H%n%B%x00', '--', 'test/digests.json') ?? ''))).toEqual([]);
  });

  it('is one with a line that says why, and not only that', () => {
    const log = readLog(
      'c1\nengine: one\n\nDigest: fees are rounded up, as the venue does\n\0\n' +
        'c2\nengine: two\n\nThe digest: moved.\n\0\n' +
        'c3\nengine: three\n\nDigest:   \n\0\n' +
        'c4\nDigest: a subject is no body\n\0\n',
    );
    expect(reasonless(log)).toEqual(['c2 engine: two', 'c3 engine: three', 'c4 Digest: a subject is no body']);
  });
});
