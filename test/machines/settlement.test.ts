import { describe, expect, it } from 'vitest';
import { isSettlementEnded, settlementMachine, settlementStatus } from '../../machines/settlement.ts';
import { settlementJudges } from './settlement.judges.ts';

describe('settlement', () => {
  it.each(settlementJudges.map((judge) => [judge.name, judge] as const))('%s', (_, judge) => {
    judge.check(settlementMachine);
  });

  it('its readers tell the status, and whether it is the last one', () => {
    const ended = { matched: false, mined: false, retrying: false, confirmed: true, failed: true };
    for (const [value, isEnded] of Object.entries(ended)) {
      expect(settlementStatus({ value })).toBe(value);
      expect(isSettlementEnded({ value })).toBe(isEnded);
    }
  });
});
