// Goal: every alteration is there once, none is that the compiler would refuse or that only changes words, and each is
// found again by its line. Method: small sources whose mutants are listed by hand, and every source of the areas.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { areas, root, sourceFilesOf } from './areas.ts';
import { mutated, mutationsOf } from './mutations.ts';
import { placeAt, probed, probesKey } from './probes.ts';
import { alterationOf } from './score.ts';

const parse = (text: string): ts.SourceFile => ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022, true);

/** Names that begin alike have one type. */
const alike = (left: ts.Expression, right: ts.Expression): boolean => left.getText()[0] === right.getText()[0];

const found = (text: string): readonly string[] => mutationsOf('a.ts', parse(text), alike).map(alterationOf);

describe('the mutants of a source', () => {
  it.each([
    ['const f = a + b;', ['a + b → a - b']],
    ['const f = a * b % c;', ['a * b % c → a * b * c', 'a * b → (a / b)']],
    ['const f = a < b;', ['a < b → a <= b', 'a < b → a >= b']],
    ['const f = a >= b;', ['a >= b → a > b', 'a >= b → a < b']],
    ['const f = a === b;', ['a === b → a !== b']],
    ['const f = a && b || c;', ['a && b || c → a && b && c', 'a && b → (a || b)']],
    ['const f = a ?? {};', ['a ?? {} → a', 'a ?? {} → ({})']],
    ['const f = !a;', ['!a → a']],
    ['const f = -a;', ['-a → a']],
    ['const f = a ? b : c;', ['a ? b : c → b', 'a ? b : c → c']],
    ['a += b;', ['a += b → a -= b']],
    ['const f = 1_000;', ['1_000 → 1001', '1_000 → 999']],
    ['const f = 0n;', ['0n → 1n', '0n → (-1n)']],
    ['const f = 0.5;', []],
    ['const f = a === 1n;', ['a === 1n → a !== 1n', 'a === 1n → a === 2n', 'a === 1n → a === 0n']],
    // `a > 0` and `a >= 1` are the same: of the steps of the number only the other one is made.
    ['const f = a > 1;', ['a > 1 → a >= 1', 'a > 1 → a <= 1', 'a > 1 → a > 2']],
    ['g(a);', ['g(a); → ;']],
    ['await a.g();', ['await a.g(); → ;']],
    ['const f = g(a1, a2, b1);', ['a1, a2 → a2, a1']],
    ['const f = g(a1, ...a2);', []],
    ['const f = addMicros(a1, a2);', []],
    ['const f = and(a1, a2);', []],
    ['const f = () => { if (a) return b; return c; };', ['return b; → ;']],
    ['for (const x of y) if (x) continue;', ['continue; → ;']],
  ])('of %s', (text, mutants) => {
    expect(found(text)).toEqual(mutants);
  });

  it.each([
    ['a type', 'type A = 1 | 2; const a: 1 = b as 2;'],
    ['the step of a loop', 'for (;; i += 1);'],
    ['the text of an error', 'throw new Error(a + b + g(1));'],
    ['an assertion, and its text', "assert(a, a ? 'b' : 'c');"],
    ['what is never executed', 'const f = () => { if (a) return unreachable(a); unreachable(b); };'],
    ['a sum of texts', "f = 'a' + b;"],
    ['an import', "import { a } from 'b';"],
  ])('leave alone %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('alter what they name, and nothing else', () => {
    const text = 'const f =\n  a < 10n;\n';
    const texts = mutationsOf('a.ts', parse(text), alike).map((mutation) => mutated(text, mutation));
    expect(texts).toEqual(
      ['<=', '>='].map((operator) => `const f =\n  a ${operator} 10n;\n`).concat('const f =\n  a < 9n;\n'),
    );
    expect(mutationsOf('a.ts', parse(text), alike)[0]).toMatchObject({ line: 2, lineText: 'a < 10n;' });
  });
});

/** Sentences of the parser. */
const faultsOf = (text: string): readonly string[] =>
  (
    ts.transpileModule(text, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022 } })
      .diagnostics ?? []
  ).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));

describe.each(areas)('the sources of $name', (area) => {
  const files = sourceFilesOf(area).map((file) => ({ file, source: parse(readFileSync(`${root}${file}`, 'utf8')) }));

  it('are programs with probes, and with any mutant', () => {
    for (const { file, source } of files) {
      expect(faultsOf(probed(file, source)), file).toEqual([]);
      const mutants = mutationsOf(file, source, () => true);
      for (const mutant of mutants.filter((_, index) => index % 60 === 0))
        expect(faultsOf(mutated(source.text, mutant)), `${file}:${mutant.line}: ${alterationOf(mutant)}`).toEqual([]);
    }
  });
});

describe('a probe', () => {
  const text = `
    const pick = (a, b = a + 1) => {
      if (a > 2) return a;
      else b += 1;
      switch (a) { case 1: b = a && b || 0; }
      return a === 2 ? b : (() => b * 2)();
    };
    result = pick(input);`;
  const source = parse(text);

  /** The mutants whose place is executed. */
  const executed = (input: number): readonly string[] => {
    const places = new Set<string>();
    Object.assign(globalThis, { [probesKey]: places });
    const js = ts.transpileModule(probed('a.ts', source), {
      compilerOptions: { target: ts.ScriptTarget.ES2022 },
    }).outputText;
    // eslint has no say here: the text is this test's own.
    new Function('input', `let result; ${js}`)(input);
    Reflect.deleteProperty(globalThis, probesKey);
    return mutationsOf('a.ts', source, alike)
      .filter(({ start, end }) => places.has(placeAt('a.ts', source, start, end)))
      .map(alterationOf);
  };

  it('tells which places are executed, each branch and default by itself', () => {
    expect(executed(3)).toEqual(expect.arrayContaining(['a > 2 → a >= 2', 'return a; → ;', 'a + 1 → a - 1']));
    expect(executed(3)).not.toContain('b += 1 → b -= 1');
    expect(executed(2)).toContain('b += 1 → b -= 1');
    expect(executed(2)).not.toContain('b * 2 → b / 2');
    expect(executed(2)).not.toContain('a && b → (a || b)');
    expect(executed(1)).toEqual(expect.arrayContaining(['a && b → (a || b)', 'b * 2 → b / 2']));
    expect(executed(1)).not.toContain('0 → 1');
  });
});
