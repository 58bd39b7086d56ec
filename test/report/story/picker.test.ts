// Goal: of a whole run the story is of the arbitrage with most to tell, and memory stays bounded whatever the run does.
import { describe, expect, test } from 'vitest';
import type { JournalRecord } from '../../../src/journal/records.ts';
import { StoryPicker } from '../../../src/report/story/picker.ts';
import { explain } from '../../../src/report/explain.ts';
import { ackLost, completed, journalOf, lateFill, refused } from '../journals.ts';

const pick = (records: readonly JournalRecord[], picker = new StoryPicker()): StoryPicker => {
  for (const record of records) picker.observe(record, record.seq, record.atUs);
  return picker;
};

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the picker', () => {
  test('prefers a lost ack to everything that went as planned', () => {
    const records = journalOf(completed(1, 0), ackLost(2, 1_000), completed(3, 2_000));
    expect(pick(records).story()).toEqual({ ...explain(records, '2'), omitted: 0 });
  });

  test('tells of a plain one where there is nothing better, and nothing of what was refused', () => {
    expect(pick(journalOf(completed(5, 0), completed(6, 10))).story()?.title).toContain('Arbitrage 5,');
    expect(pick(journalOf(refused(1, 0))).story()).toBeNull();
    expect(new StoryPicker().story()).toBeNull();
  });

  test('prefers the order whose ack is lost and that is in doubt for it, with two legs rather than three', () => {
    const twoLegs = ackLost(2, 1_000);
    // The same, but the answer that is lost is another order's.
    const another = ackLost(1, 0).map(([atUs, body]): (typeof twoLegs)[number] =>
      body.type === 'fault.injected' ? [atUs, { ...body, clOrdId: '1.2' }] : [atUs, body],
    );
    const threeLegs = ackLost(1, 0).map(([atUs, body]): (typeof twoLegs)[number] =>
      body.type === 'intent.received' ? [atUs, { ...body, legs: [...body.legs, ...body.legs.slice(1)] }] : [atUs, body],
    );
    expect(pick(journalOf(another, twoLegs)).story()?.title).toContain('Arbitrage 2,');
    expect(pick(journalOf(threeLegs, twoLegs)).story()?.title).toContain('Arbitrage 2,');
  });

  test('keeps the best of many, wherever in the run it was', () => {
    for (const at of [3, 250, 498]) {
      const parts = numbers(1, 500).map((number) =>
        number === at
          ? ackLost(number, number * 5_000)
          : number % 3 === 0
            ? lateFill(number, number * 5_000)
            : completed(number, number * 5_000),
      );
      expect(pick(journalOf(...parts)).story()?.title).toContain(`Arbitrage ${at},`);
    }
  });

  test('keeps a few candidates, and few records of each', () => {
    const picker = pick(journalOf(...numbers(1, 300).map((number) => ackLost(number, number))));
    expect(picker.save().candidates.length).toBeLessThanOrEqual(48);
    const [created] = ackLost(999, 0);
    const intent = journalOf(created === undefined ? [] : [created]);
    const endless = journalOf(
      numbers(1, 1_000).map((atUs) => [
        atUs,
        { type: 'arbitrage.moved', arbitrage: 999, event: 'exposure.assessed', from: 'unwinding', to: 'unwinding' },
      ]),
    );
    const full = pick(endless, pick(intent));
    expect(full.save().candidates).toEqual([]);
  });

  test('picks the same when it was saved and restored', () => {
    const records = journalOf(
      ...numbers(1, 80).map((number) => (number === 40 ? ackLost : completed)(number, number * 9_000)),
    );
    for (const at of [0, 100, 700, records.length]) {
      const restored = new StoryPicker(structuredClone(pick(records.slice(0, at)).save()));
      expect(pick(records.slice(at), restored).save()).toEqual(pick(records).save());
    }
  });
});
