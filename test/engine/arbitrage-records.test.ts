// Records are there until their time, and gone after it, whatever comes back between.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ArbitrageRecords } from '../../src/engine/arbitrage-records.ts';
import type { ArbitrageRecord } from '../../src/engine/live-arbitrage.ts';

it('keeps each record until its time and no longer, like a list that is searched', () => {
  const step = fc.record({ afterUs: fc.nat(20), adds: fc.boolean(), takes: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const records = new ArbitrageRecords();
      let naive: ArbitrageRecord[] = [];
      let nowUs = 0;
      steps.forEach(({ afterUs, adds, takes }, number) => {
        nowUs += afterUs;
        const record = { number, untilUs: nowUs + 50 } as ArbitrageRecord;
        if (adds) {
          records.add(record);
          naive.push(record);
        }
        const forgotten: number[] = [];
        records.forgetOld(nowUs, (each) => forgotten.push(each.number));
        expect(forgotten).toEqual(naive.filter(({ untilUs }) => untilUs <= nowUs).map((each) => each.number));
        naive = naive.filter(({ untilUs }) => untilUs > nowUs);
        expect(records.take(takes)).toBe(naive.find((held) => held.number === takes));
        naive = naive.filter((held) => held.number !== takes);
      });
    }),
  );
});
