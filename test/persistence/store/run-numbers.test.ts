// A number is of one run of the folder, whichever process gives it and whichever is killed, and the files agree with the rows.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunNumbers } from '../../../src/persistence/store/run-numbers.ts';

let folder: string;
let numbers: RunNumbers;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'dte-numbers-')), 'numbers');
  numbers = new RunNumbers(folder);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const run = (name: string, directory = 'database') => ({ directory, name, seed: '7', scenario: 'demo' });
const row = (number: number, name: string) => ({ number, name, seed: '7', scenario: 'demo' });
const known = (): readonly string[] =>
  numbers.list().map(({ number, directory, name }) => `${number} ${directory} ${name}`);

describe('numbers', () => {
  it('are given one after the other, and say where the run is and what it is', () => {
    expect(numbers.list()).toEqual([]);
    expect(numbers.take(run('a'))).toBe(1);
    expect(numbers.take(run('b', 'database-2'))).toBe(2);
    expect(numbers.list()).toEqual([
      { number: 1, ...run('a') },
      { number: 2, ...run('b', 'database-2') },
    ]);
  });

  it('continue above the highest, and never give again what was begun and says nothing', () => {
    mkdirSync(folder, { recursive: true });
    for (const text of ['', '{', 'null', '{"directory":1}']) {
      const at = readdirSync(folder).length + 41;
      writeFileSync(join(folder, String(at)), text);
    }
    for (const name of ['045', '-1', 'x', '0', '99999999999', '50.draft']) writeFileSync(join(folder, name), '');
    expect(known()).toEqual([]);
    expect(numbers.take(run('a'))).toBe(45);
    expect(known()).toEqual(['45 database a']);
  });

  it('of processes that begin at the same time are all different', async () => {
    const source = fileURLToPath(new URL('../../../src/persistence/store/run-numbers.ts', import.meta.url));
    const taker = `
      const { RunNumbers } = await import(process.argv[1]);
      const numbers = new RunNumbers(process.argv[2]);
      const taken = [];
      for (let count = 0; count < 60; count += 1) {
        taken.push(numbers.take({ directory: 'database', name: process.argv[3], seed: '', scenario: null }));
        await new Promise(setImmediate);
      }
      console.log(JSON.stringify(taken));
    `;
    const take = async (name: string): Promise<readonly number[]> => {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', '--input-type=module', '-e', taker, source, folder, name],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let out = '';
      child.stdout.on('data', (text: Buffer) => (out += String(text)));
      await once(child, 'close');
      return JSON.parse(out) as readonly number[];
    };
    const taken = await Promise.all(['a', 'b', 'c'].map(take));
    expect(taken.flat().toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: 180 }, (_, at) => at + 1),
    );
    for (const [index, name] of ['a', 'b', 'c'].entries())
      expect(
        numbers
          .list()
          .filter((each) => each.name === name)
          .map(({ number }) => number),
      ).toEqual(taken[index]);
  });
});

describe('the rows of a directory', () => {
  it('that a former build wrote get their numbers, and the next run one above them', () => {
    expect(numbers.isListed('database')).toBe(false);
    numbers.adopt('database', [row(1, 'a'), row(2, 'b'), row(5, 'c')]);
    expect(numbers.isListed('database')).toBe(true);
    expect(numbers.isListed('database-2')).toBe(false);
    expect(known()).toEqual(['1 database a', '2 database b', '5 database c']);
    expect(numbers.take(run('d'))).toBe(6);
  });

  it('remove the number of a run that was killed before it had a row, and of no other directory', () => {
    numbers.adopt('database', [row(1, 'a')]);
    numbers.take(run('killed'));
    numbers.take(run('b', 'database-2'));
    numbers.take(run('killed'));
    numbers.adopt('database', [row(1, 'a')]);
    expect(known()).toEqual(['1 database a', '3 database-2 b']);
    expect(numbers.take(run('c'))).toBe(4);
  });

  it('write a file that was lost, or that a power failure left empty', () => {
    numbers.take(run('a'));
    numbers.take(run('b'));
    rmSync(join(folder, '1'));
    writeFileSync(join(folder, '2'), '');
    numbers.adopt('database', [row(1, 'a'), row(2, 'b')]);
    expect(known()).toEqual(['1 database a', '2 database b']);
  });

  it('leave a number to the run of another directory that has it', () => {
    numbers.take(run('a', 'database-2'));
    numbers.adopt('database', [row(1, 'copied'), row(2, 'b')]);
    expect(known()).toEqual(['1 database-2 a', '2 database b']);
  });

  it('agree with the files after any starts, kills and looks', () => {
    const directories = ['database', 'database-2', 'database-3'] as const;
    const event = fc.record({
      directory: fc.constantFrom(...directories),
      what: fc.constantFrom('run', 'killed with its number', 'killed while it took one', 'look'),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        rmSync(folder, { recursive: true, force: true });
        const rows = new Map<string, number[]>(directories.map((name) => [name, []]));
        for (const { directory, what } of events) {
          const own = rows.get(directory)!;
          const adopt = (): void =>
            numbers.adopt(
              directory,
              own.map((number) => row(number, 'a')),
            );
          if (what === 'killed while it took one') writeFileSync(join(mkdirOnce(), String(numbers.take(run('a')))), '');
          else if (what === 'look') adopt();
          else {
            // A process that begins a run has looked.
            adopt();
            const number = numbers.take(run('a', directory));
            if (what === 'run') own.push(number);
          }
        }
        for (const name of directories)
          numbers.adopt(
            name,
            rows.get(name)!.map((number) => row(number, 'a')),
          );
        const all = directories.flatMap((name) => rows.get(name)!.map((number) => `${number} ${name}`));
        expect(new Set(all.map((each) => each.split(' ')[0])).size).toBe(all.length);
        expect(
          numbers
            .list()
            .map(({ number, directory }) => `${number} ${directory}`)
            .toSorted(),
        ).toEqual(all.toSorted());
      }),
      { numRuns: 60 },
    );
  });
});

const mkdirOnce = (): string => {
  mkdirSync(folder, { recursive: true });
  return folder;
};
