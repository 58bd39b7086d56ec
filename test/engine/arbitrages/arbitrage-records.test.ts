// Records are there until their time, and gone after it, whatever comes back between.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ArbitrageRecords } from '../../../src/engine/arbitrages/arbitrage-records.ts';
import type { ArbitrageRecord } from '../../../src/engine/arbitrages/live-arbitrage.ts';

it('keeps each record until its time and no longer, like a list that is searched', () => {
  const step = fc.record({ afterUs: fc.nat(20), adds: fc.boolean(), takes: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const records = new ArbitrageRecords();
      let naive: ArbitrageRecord[] = [];
      let nowUs = 0;
      steps.forEach(({ afterUs, adds, takes }, number) => {
        nowUs += afterUs;
        const record = { number, unwinds: 0, untilUs: nowUs + 50 } as ArbitrageRecord;
        if (adds) {
          records.add(record);
          naive.push(record);
        }
        const forgotten: number[] = [];
        // Every third comes back once, with a later time.
        const isKept = (each: ArbitrageRecord): boolean => each.number % 3 === 0 && each.unwinds === 0;
        const again = (each: ArbitrageRecord): ArbitrageRecord => ({ ...each, unwinds: 1, untilUs: nowUs + 50 });
        records.forgetOld(nowUs, (each) => {
          if (isKept(each)) return again(each);
          forgotten.push(each.number);
          return null;
        });
        const due = naive.filter(({ untilUs }) => untilUs <= nowUs);
        expect(forgotten).toEqual(due.filter((each) => !isKept(each)).map((each) => each.number));
        naive = [...naive.filter(({ untilUs }) => untilUs > nowUs), ...due.filter(isKept).map(again)];
        expect(records.get(takes)).toEqual(naive.find((held) => held.number === takes));
        expect(records.take(takes)).toEqual(naive.find((held) => held.number === takes));
        naive = naive.filter((held) => held.number !== takes);
      });
    }),
  );
});
