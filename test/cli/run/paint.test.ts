// Goal: colours come where somebody looks, and where somebody asks for them.
import { expect, test } from 'vitest';
import { paintFor } from '../../../src/cli/run/paint.ts';

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: 'true', TERM: 'dumb' }, true],
  [false, { FORCE_COLOR: '' }, false],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('on a terminal: %j, with %j: colours are %j', (isTty, environment, isPainted) => {
  expect(paintFor(isTty, environment).bold('word') !== 'word').toBe(isPainted);
});
