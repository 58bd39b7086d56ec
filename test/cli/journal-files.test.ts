// Goal: `dte diff` and `dte verify` judge journal files by their content alone, and refuse what is none with a sentence.
import { Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { createAudit } from '../../src/audit/audit.ts';
import { CommandFailed, commandFailureOf } from '../../src/cli/command-failed.ts';
import { addDiff } from '../../src/cli/diff.ts';
import { addVerify } from '../../src/cli/verify.ts';
import { encodeRecord } from '../../src/journal/encode.ts';
import type { Schema } from '../../src/journal/fields.ts';
import { recordSchemas, type JournalRecord } from '../../src/journal/records.ts';
import { RunningDigest } from '../../src/kernel/digest.ts';
import { run as runPlan } from '../engine/plans.ts';
import { ackLost, completed, journalOf, smallRun } from '../report/journals.ts';
import { createFolder } from './folder.ts';
import type { CliRun } from './memory-terminal.ts';

const folder = createFolder();
const lineOf = (record: JournalRecord): string => encodeRecord(record, record.seq, record.atUs);
const lines = smallRun.map(lineOf);
/** A journal that an engine wrote: it keeps every promise, as far as it goes. */
const wholeJournal = ((): readonly JournalRecord[] => {
  const { records, times } = runPlan({
    seed: '7',
    intents: 3,
    everyUs: 100_000,
    mode: 'parallel',
    policy: 'unwind',
    rejectBps: 0,
    partialBps: 0,
    slowUs: 50_000,
    capacity: 64,
  });
  return records.map((body, index) => ({ ...body, seq: index + 1, atUs: times[index]! }));
})();
const write = (name: string, text: readonly string[]): string => folder.write(name, `${text.join('\n')}\n`);
const journal = write('journal.jsonl', lines);

const digestOf = (text: readonly string[]): string => {
  const digest = new RunningDigest();
  for (const line of text) digest.append(line);
  return digest.value();
};

const dte = async (...args: readonly string[]): Promise<CliRun> => {
  let out = '';
  let err = '';
  const program = new Command('dte').exitOverride().configureOutput({ writeErr: (text) => void (err += text) });
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    environment: {},
  };
  addDiff(program, terminal);
  addVerify(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return { exitCode: 0, out, err };
  } catch (thrown) {
    const error = commandFailureOf(thrown);
    if (error instanceof CommanderError) return { exitCode: 2, out, err };
    if (!(error instanceof CommandFailed)) throw error;
    return { exitCode: error.exitCode, out, err: `${err}${error.message}\n` };
  }
};

describe('dte diff', () => {
  test('of a journal and its copy says that they are identical, with count and digest', async () => {
    const copy = write('copy.jsonl', lines);
    expect(await dte('diff', journal, copy)).toEqual({
      exitCode: 0,
      out: `identical: ${lines.length} records, digest ${digestOf(lines)}\n`,
      err: '',
    });
  });

  test('does not mind whether the last line has its break', async () => {
    const unbroken = folder.write('unbroken.jsonl', lines.join('\n'));
    expect(await dte('diff', journal, unbroken)).toMatchObject({ exitCode: 0 });
  });

  test('shows the first record that differs, field by field, and what was said before of its order', async () => {
    const at = smallRun.findIndex((record) => record.type === 'venue.filled' && record.clOrdId === '2.2');
    const record = { ...smallRun[at]!, fee: 1n, leavesQty: 2n } as JournalRecord;
    const other = write('other.jsonl', lines.with(at, lineOf(record)));
    const { exitCode, out, err } = await dte('diff', journal, other);
    expect(exitCode).toBe(1);
    expect(err).toContain(`differ from line ${at + 1} on`);
    expect(out).toContain(`They part at line ${at + 1}, about order 2.2: record ${at + 1}, venue.filled, at 1.56 s`);
    expect(out).toMatch(/ {2}fee +50000 +1\n {2}leavesQty +0 +2\n/);
    expect(out).toContain('The last they have in common, about order 2.2:\n  {');
  });

  test('says which of them ends first', async () => {
    const shorter = write('shorter.jsonl', lines.slice(0, 4));
    for (const [left, right] of [
      [shorter, journal],
      [journal, shorter],
    ] as const) {
      const { exitCode, out } = await dte('diff', left, right);
      expect(exitCode).toBe(1);
      expect(out).toContain(`${shorter} ends after 4 records; ${journal} continues.`);
      expect(out).toContain(lines[4]);
    }
  });

  test('--json says the same as one object', async () => {
    const other = write('json.jsonl', lines.slice(1));
    expect(JSON.parse((await dte('diff', journal, other, '--json')).out)).toMatchObject({ kind: 'different', line: 1 });
  });

  const garbled = write('garbled.jsonl', lines.with(7, 'garbage'));
  test.each([
    [[journal, folder.path('none.jsonl')], 'there is no such file'],
    [[folder.path('.'), journal], 'cannot be read: it is a folder.'],
    [[journal, garbled], `${garbled}:8: This line is no record`],
    [[garbled, journal], `${garbled}:8: This line is no record`],
    [[garbled, garbled], `${garbled}:8: This line is no record`],
    [[journal], 'missing required argument'],
  ])('%o is refused with a sentence and exit code 2', async (paths, says) => {
    const { exitCode, out, err } = await dte('diff', ...paths);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(says);
  });
});

describe('dte verify', () => {
  const judged = (records: readonly JournalRecord[]) => {
    const audit = createAudit();
    for (const record of records) audit.observe(record, record.seq, record.atUs);
    return audit.finish();
  };

  test('computes the digest and audits again, as the engine does', async () => {
    const { violationCount } = judged(smallRun);
    const { exitCode, out } = await dte('verify', journal);
    expect(exitCode).toBe(violationCount === 0 ? 0 : 1);
    expect(out).toContain(`digest ${digestOf(lines)}\n`);
    expect(out).toContain(`${lines.length} records of a simulation`);
    const json: unknown = JSON.parse((await dte('verify', journal, '--json')).out);
    expect(json).toMatchObject({ records: lines.length, oddLine: null, audit: { violations: violationCount } });
  });

  test('says of a journal that stops in the middle of a run, or of a line, how far it goes, and judges the records until then', async () => {
    const whole = wholeJournal.map(lineOf);
    const half = whole.slice(0, 12);
    const torn = folder.write('torn.jsonl', `${half.join('\n')}\n${whole[12]?.slice(0, 40)}`);
    const { exitCode, out, err } = await dte('verify', torn);
    expect(exitCode).toBe(1);
    expect(out).toContain(`digest ${digestOf(half)}\n`);
    expect(out).toContain('every promise held so far');
    expect(err).toBe(`${torn} stops at record 12, before its run had ended.\n`);
    expect((await dte('diff', torn, write('half.jsonl', half))).out).toContain('identical: 12 records');
  });

  test('finds what was falsified', async () => {
    const twice = journalOf(completed(1, 0), completed(1, 0), ackLost(2, 0));
    const falsified = write('falsified.jsonl', twice.map(lineOf));
    expect(judged(twice).violationCount).toBeGreaterThan(0);
    const { exitCode, out, err } = await dte('verify', falsified);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/The journal breaks \d+ promise/);
    expect(out).toMatch(/ {2}[a-z-]+, record \d+, /);
  });

  test('finds a record that the engine would have written otherwise', async () => {
    const odd = write('odd.jsonl', lines.with(3, lines[3]?.replace('{', '{ ') ?? ''));
    const { exitCode, err } = await dte('verify', odd);
    expect(exitCode).toBe(1);
    expect(err).toContain(`${odd}:4: This record is not written as the engine writes it.`);
  });

  test('holds the digest against the one that is expected, or how it begins', async () => {
    const digest = digestOf(lines);
    expect((await dte('verify', journal, '--digest', digest.slice(0, 12).toUpperCase())).err).not.toContain(
      'The digest',
    );
    const other = await dte('verify', journal, '--digest', 'abc0');
    expect(other).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining(`The digest is ${digest}, and not abc0.`),
    });
  });

  test('refuses every record that lacks a field, or has one of another kind', async () => {
    const kinds = new Map(smallRun.map((record) => [record.type, record]));
    for (const record of kinds.values()) {
      const parsed = JSON.parse(lineOf(record)) as Record<string, unknown>;
      for (const field of Object.keys(parsed)) {
        const { [field]: _, ...lacking } = parsed;
        const kind = (recordSchemas[record.type] as Schema)[field] ?? 'int';
        const isNeeded = typeof kind !== 'object' || !('optional' in kind);
        const texts = isNeeded ? [{ ...parsed, [field]: null }, lacking] : [{ ...parsed, [field]: null }];
        for (const text of texts) {
          const { exitCode, err } = await dte('verify', folder.write('part.jsonl', JSON.stringify(text)));
          expect({ field, exitCode }).toEqual({ field, exitCode: 2 });
          expect(err).toContain('part.jsonl:1: This line is no record');
        }
      }
    }
  });

  test.each([
    [folder.path('none.jsonl'), 'there is no such file'],
    [folder.write('nothing.jsonl', ''), 'is empty'],
    [folder.write('text.jsonl', 'hello\n'), 'text.jsonl:1: This line is no record'],
    [folder.write('null.jsonl', 'null\n'), 'null.jsonl:1: This line is no record'],
    [folder.write('gap.jsonl', `${lines[0]}\n\n${lines[1]}\n`), 'gap.jsonl:2: This line is no record'],
  ])('%s is refused with a sentence and exit code 2', async (path, says) => {
    const { exitCode, out, err } = await dte('verify', path);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(says);
  });
});
