// Goal: the tables of the documentation are complete. Method: each is compared with the data of the sources.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { invariants } from '../../src/audit/invariants.ts';
import { commands } from '../../src/cli/commands.ts';
import { exitCodes, interruptedBy, interruptSignals } from '../../src/cli/exit-codes.ts';
import { findingKinds } from '../../src/harness/judge/findings.ts';
import { recordSchemas } from '../../src/journal/records.ts';
import { expectedFigures } from '../../src/scenario/expectations.ts';
import { shippedNames } from './shipped-names.ts';
import { faultCatalogue } from '../../src/venues/faults/catalogue.ts';
import { documentAt, root } from './documents.ts';

/** The cells of a table: of each row that begins with `head`'s columns, below its rule, the texts of its columns. */
const tableUnder = (path: string, head: string): string[][] => {
  const { lines } = documentAt(path);
  const at = lines.findIndex((line) => cellsOf(line)[0] === head);
  expect(at, `${path} has no table with the column '${head}'`).toBeGreaterThan(-1);
  const behind = lines.slice(at + 2);
  const end = behind.findIndex((line) => !line.startsWith('|'));
  return behind.slice(0, end === -1 ? undefined : end).map((line) => cellsOf(line));
};

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const named = (rows: readonly string[][]): string[] => rows.map(([first = '']) => first.replaceAll('`', ''));

describe('the tables', () => {
  it('list every fault, with what it strikes at', () => {
    const rows = tableUnder('docs/faults.md', 'fault');
    const strikes = Object.entries(faultCatalogue).map(([name, { strikesAt }]) => [name, strikesAt] as const);
    expect(rows.map(([name = '', at = '']) => [name.replaceAll('`', ''), at])).toEqual(strikes);
  });

  it('list every command, in the order of the help', () => {
    expect(named(tableUnder('docs/command-line.md', 'command'))).toEqual(
      Object.keys(commands).map((name) => `dte ${name}`),
    );
  });

  it('list every exit code', () => {
    const codes = [...Object.values(exitCodes), ...interruptSignals.map(interruptedBy)];
    expect(named(tableUnder('docs/command-line.md', 'code')).map(Number)).toEqual(
      codes.toSorted((left, right) => left - right),
    );
  });

  it('list every type of record', () => {
    expect(named(tableUnder('docs/journal.md', 'type'))).toEqual(Object.keys(recordSchemas));
  });

  it('list every invariant, in the order of their numbers', () => {
    expect(named(tableUnder('docs/invariants.md', 'invariant'))).toEqual(invariants.map(({ name }) => name));
  });

  it('list every kind of finding', () => {
    expect(named(tableUnder('docs/order-management.md', 'kind'))).toEqual(Object.keys(findingKinds));
  });

  it('list every shipped scenario', () => {
    const linked = tableUnder('docs/first-run.md', 'scenario').map(([cell = '']) => /\[([^\]]+)\]/.exec(cell)?.[1]);
    expect(linked.toSorted()).toEqual(shippedNames());
  });

  it('list every layer that has a folder, in the order of the rule', () => {
    const { forbidden } = createRequire(import.meta.url)(`${root}.dependency-cruiser.cjs`) as {
      readonly forbidden: readonly { name: string; from: { path?: string }; to: { path?: string } }[];
    };
    const rules = forbidden.filter(({ name }) => name.endsWith('-imports-nothing-below'));
    const folder = (pattern = ''): string => /^\^\(([^|)]+)\)\/$/.exec(pattern)?.[1] ?? pattern;
    // Each rule is of one layer; the last layer is what the last rule forbids.
    const layers = [...rules.map(({ from }) => folder(from.path)), folder(rules.at(-1)?.to.path)];
    expect(named(tableUnder('ARCHITECTURE.md', 'folder'))).toEqual(
      layers.filter((layer) => existsSync(`${root}${layer}`)),
    );
  });
});

it('names every figure that a scenario may expect', () => {
  const spans = documentAt('docs/scenarios.md').spans.map(({ text }) => text);
  expect(Object.keys(expectedFigures).filter((figure) => !spans.includes(figure))).toEqual([]);
});
