// Goal: whatever stands in a file, reading it ends soon, with texts as they were written or with a sentence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import { readTree, treeLimits } from '../../src/scenario/read-tree.ts';
import { problemsOf } from './problems-of.ts';

const laughs = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(', ')}]`,
  ),
].join('\n');

const tooDeep = '1 : The file is nested too deeply to be read: a scenario needs 32 levels at most.';

describe('a file that is no scenario', () => {
  it.each([
    ['an empty file', '', '1 : The file is empty: a scenario has at least length, venues, markets and pairs.'],
    [
      'a file of comments',
      '# nothing\n\n',
      '1 : The file is empty: a scenario has at least length, venues, markets and pairs.',
    ],
    ['a list', '- 1\n- 2\n', '1 : The file holds a list: a scenario is a map of keys.'],
    ['a number', '42', '1 : The file holds "42": a scenario is a map of keys.'],
    ['several documents', 'a: 1\n---\nb: 2\n', '2 : The file holds several documents: a scenario is one.'],
    [
      'no YAML',
      'a: [1, 2\nb: 3',
      '2 : This is not YAML: flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
    [
      'a huge file',
      `# ${'x'.repeat(treeLimits.charactersMax)}`,
      '1 : The file has 500002 characters: a scenario has at most 500000.',
    ],
    ['brackets without end', '['.repeat(400_000), tooDeep],
    ['maps without end', '{a: '.repeat(100_000), tooDeep],
    ['dashes without end', '- '.repeat(200_000), tooDeep],
    ['a pyramid of maps', Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), tooDeep],
    ['an alias without an anchor', 'a: *b', '1 a: *b stands for nothing: no &b comes before it.'],
  ])('%s is refused with a sentence', (_, text, problem) => {
    expect(problemsOf(text).some((found) => found.startsWith(problem))).toBe(true);
  });

  it('is refused with the same sentence however much of the stack is in use', () => {
    const below = (levels: number, ask: () => readonly string[]): readonly string[] =>
      levels === 0 ? ask() : below(levels - 1, ask);
    const pyramid = (levels: number): string =>
      Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    for (const text of [pyramid(900), pyramid(250), `${'['.repeat(250)}${']'.repeat(250)}`]) {
      const said = problemsOf(text);
      for (const levels of [100, 1_000, 3_000]) expect(below(levels, () => problemsOf(text))).toEqual(said);
    }
  });

  it('that multiplies itself by aliases is cut off', () => {
    const tree = readTree(laughs);
    expect(tree.problems.map(({ message }) => message)).toEqual([
      'The file comes to more than 100000 values, aliases included: a scenario needs fewer.',
    ]);
  });

  it('that contains itself is cut off', () => {
    const tree = readTree('a: &a [1, *a]');
    expect(tree.problems.map(({ message }) => message)).toEqual([
      'The file comes to more than 32 levels, aliases included: a scenario needs fewer.',
    ]);
  });

  it('has at most a hundred mistakes told, and the rest counted', () => {
    const problems = problemsOf(Array.from({ length: 300 }, (_, i) => `key${i}: 1`).join('\n'));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatch(/From here on there are \d+ more mistakes\.$/);
  });
});

describe('what is read', () => {
  it('stays the text that was written, whatever YAML would make of it', () => {
    const tree = readTree('a: 0.10\nb: "5.00"\nc: 0x10\nd: yes\ne: true\nf: 1_000\ng: null\nh:\ni: ~\nj: ""\n');
    expect({ ...('root' in tree ? tree.root : {}) }).toEqual({
      a: '0.10',
      b: '5.00',
      c: '0x10',
      d: 'yes',
      e: 'true',
      f: '1_000',
      j: '',
    });
  });

  it('follows aliases to what they stand for', () => {
    const tree = readTree('fast: &fast { constant: 5ms }\nslow: *fast\n');
    expect(JSON.stringify('root' in tree ? tree.root : null)).toBe(
      '{"fast":{"constant":"5ms"},"slow":{"constant":"5ms"}}',
    );
  });

  it('has each key in its place', () => {
    const tree = readTree('a:\n  b: { c: 1 }\n  d:\n    - e: 2\n');
    if (!('root' in tree)) throw new Error('it is right');
    expect(tree.placeOf(['a', 'b', 'c'])).toEqual({ line: 2, column: 8 });
    expect(tree.placeOf(['a', 'd', 0, 'e'])).toEqual({ line: 4, column: 7 });
    expect(tree.placeOf(['a', 'd', 0, 'missing'])).toEqual({ line: 4, column: 7 });
    expect(tree.placeOf(['missing'])).toEqual({ line: 1, column: 1 });
  });

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '- ',
      '  ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '"',
      "'",
      '#',
      '|',
      '>',
      '? ',
      ',',
      '!',
      '%',
      '\t',
      '0',
      '---\n',
      '<<',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const parsed = parseScenario(pieces.join(''), 'any.yaml');
        expect(parsed.ok ? 0 : parsed.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
