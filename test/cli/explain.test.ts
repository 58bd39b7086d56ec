// Goal: `dte explain` prints the same life from a re-executed run and from its journal, and makes nothing up.
import { describe, expect, test } from 'vitest';
import { encodeRecord } from '../../src/journal/encode.ts';
import { smallRun } from '../report/journals.ts';
import { createFolder } from './folder.ts';
import { dteIn } from './run/harness.ts';

const folder = createFolder();
const scenario = folder.write('demo.yaml', 'name: demo\n');
const lines = smallRun.map((record) => encodeRecord(record, record.seq, record.atUs));
const journal = folder.write('journal.jsonl', `${lines.join('\n')}\n`);

describe('dte explain', () => {
  test('tells the same from a run and from its journal', async () => {
    for (const id of ['2', '2.1', 'arb:4']) {
      const made = await dteIn(['explain', id, scenario, '--seed', '8']);
      const read = await dteIn(['explain', id, '--journal', journal]);
      expect(made.exitCode).toBe(0);
      expect(made.out).toMatch(/^(Arbitrage|Order) /);
      expect(read.out).toBe(made.out);
      expect(made.seen.options).toMatchObject({ seed: '8', pickStory: false });
      expect(read.seen.steps).toBe(0);
    }
  });

  test('--json tells it as one object', async () => {
    const { out, err } = await dteIn(['explain', '2', '--journal', journal, '--json']);
    expect(JSON.parse(out)).toMatchObject({
      title: expect.stringContaining('Arbitrage 2'),
      omitted: expect.any(Number),
    });
    expect(err).toBe('');
  });

  const garbled = folder.write('garbled.jsonl', `${lines.slice(0, 3).join('\n')}\n{"type":"order.mov\n`);
  const noRecord = folder.write('no-record.jsonl', '{"type":"weather","seq":1,"atUs":0}\n');
  const placeless = folder.write('placeless.jsonl', '{"type":"risk.tripped","limit":"x","max":"1","value":"2"}\n');
  test.each([
    [['9', '--journal', journal], "no order or arbitrage '9'"],
    [['9', scenario], `in ${scenario} with seed 7`],
    [['a b', scenario], 'is no id'],
    [['2', '--journal', folder.path('none.jsonl')], 'there is no such file'],
    [['2', '--journal', folder.path('.')], 'cannot be read'],
    [['2', '--journal', garbled], `${garbled}:4: `],
    [['2', '--journal', noRecord], `${noRecord}:1: `],
    [['2', '--journal', placeless], `${placeless}:1: `],
    [['2', '--journal', folder.write('empty.jsonl', '')], 'is empty'],
    [['2', scenario, '--journal', journal], 'not from both'],
    [['2', '--journal', journal, '--seed', '3'], 'cannot be used with'],
  ])('%o is refused with a sentence and exit code 2', async (args, says) => {
    const { exitCode, out, err } = await dteIn(['explain', ...args]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(says);
  });
});
