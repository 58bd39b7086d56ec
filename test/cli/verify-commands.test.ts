// Goal: `dte verify` reads commands of both kinds of journal, and refuses with one sentence a command that this engine cannot
// repeat: of an unknown kind, or with a payload that it does not write.
import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord } from '../../src/journal/encode.ts';
import { createVenue } from '../../src/harness/create-venue.ts';
import { createRun } from '../../src/run/create-run.ts';
import { loadScenario } from '../../src/run/load-scenario.ts';
import { createFolder } from './folder.ts';
import { dte } from './memory-terminal.ts';

const folder = createFolder();

const linesOfRun = (): readonly string[] => {
  const { scenario, hash } = loadScenario('scenarios/quiet.yaml');
  const run = createRun(scenario, { scenarioHash: hash, intentsMax: 20 });
  const lines: string[] = [];
  run.consume((body, seq, atUs) => void lines.push(encodeRecord(body, seq, atUs)));
  while (run.lastSeq < 40 && run.step());
  run.stop('enough');
  run.runToEnd();
  return lines;
};

const linesOfVenue = (): readonly string[] => {
  const venue = createVenue('kalshi', { account: { opening: '100' }, markets: [{ market: 'FED' }] });
  const order = { market: 'FED', outcome: 'yes', side: 'buy', orderQty: '2', price: '0.40' } as const;
  venue.submit({ clOrdId: 'c1', ...order });
  venue.replace('c1', { price: '0.41' });
  venue.query('c1');
  venue.cancel('c1');
  while (venue.next() !== null);
  return venue.journalLines();
};

/** The journal with its last command altered, and the line of that command. */
const altered = (lines: readonly string[], more: object): { readonly path: string; readonly at: string } => {
  const line = lines.findLastIndex((text) => text.includes('"type":"command.received"'));
  const { seq, atUs, ...body } = decodeRecord(lines[line]!);
  const other = encodeRecord({ ...body, ...more } as typeof body, seq, atUs);
  const path = folder.write('altered.jsonl', `${lines.with(line, other).join('\n')}\n`);
  return { path, at: `${path}:${line + 1}: The command` };
};

describe.each([
  ['a run', linesOfRun(), "'stop' and no other"],
  ['a venue of a user’s own test', linesOfVenue(), "'cancel', 'query', 'replace' and no other"],
] as const)('the journal of %s', (_of, lines, known) => {
  it('is verified with its commands', async () => {
    const { exitCode, out } = await dte(['verify', folder.write('whole.jsonl', `${lines.join('\n')}\n`)]);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: expect.stringContaining('every promise held') });
  });

  it('is refused for a command of an unknown kind', async () => {
    const { path, at } = altered(lines, { command: 'amend' });
    const { exitCode, err, out } = await dte(['verify', path]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^dte: .+ 'amend' of record \d+ is refused: this engine knows .+\.\n$/);
    expect(err).toContain(`${at} 'amend'`);
    expect(err).toContain(known);
  });

  it.each([
    ['{"what":{"privateKey":"0xabc"}}', 'payload.what.privateKey looks like a credential'],
    ['{"what":{"b":1,"a":2}}', 'not in canonical JSON'],
    ['nonsense', 'is no object'],
  ])('is refused for a payload %s', async (payload, words) => {
    const { path, at } = altered(lines, { payload });
    const { exitCode, err, out } = await dte(['verify', path]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(at);
    expect(err).toContain(words);
    expect(err).not.toContain('0xabc');
  });

  it('is refused for a command without a payload that is none of the engine’s own', async () => {
    const { path } = altered(lines, { command: 'amend', payload: undefined });
    expect(await dte(['verify', path])).toMatchObject({ exitCode: 2, out: '' });
  });
});
