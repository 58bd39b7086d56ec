// Records are kept until their time, found by any of their orders, and gone after it, whatever comes back between.
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
        const orders = [{ clOrdId: `a${number}` }, { clOrdId: `b${number}` }] as unknown as ArbitrageRecord['orders'];
        const record = { number, unwinds: 0, untilUs: nowUs + 50, orders } as ArbitrageRecord;
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
        const wanted = naive.find((held) => held.number === takes);
        expect([records.of(`a${takes}`), records.of(`b${takes}`)]).toEqual([wanted, wanted]);
        expect(records.take(`b${takes}`)).toEqual(wanted);
        expect([records.of(`a${takes}`), records.of(`b${takes}`)]).toEqual([undefined, undefined]);
        naive = naive.filter((held) => held.number !== takes);
      });
    }),
  );
});
