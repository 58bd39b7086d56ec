// What an engine does about messages that come early, or not at all: a settlement before its trade, a fill without an ack.
import { describe, expect, it } from 'vitest';
import { say, scripted } from './scripted.ts';

describe('a settlement that is reported before its trade', () => {
  const settled = (tradeId: string, status: 'mined' | 'confirmed') =>
    ({ type: 'settlement', clOrdId: '1.1', tradeId, status, isAnswer: false }) as const;

  it('is heard when the trade comes, and forgotten with its order when none does', () => {
    const { core, tell, until, notice, save, recordsOf } = scripted({
      settlement: { latency: { kind: 'constant', valueUs: 1 }, failBps: 0, retryBps: 0 },
    });
    tell('1.1', say.acked);
    notice('polymarket', settled('P1', 'mined'));
    notice('polymarket', settled('P1', 'confirmed'));
    notice('polymarket', settled('never', 'mined'));
    tell('1.1', say.filled(10, 'P1', 480_000n));
    expect(recordsOf('settlement.moved').map(({ tradeId, to }) => `${tradeId} ${to}`)).toEqual([
      'P1 mined',
      'P1 confirmed',
    ]);
    expect(save().settlements.early).toEqual([['1.1', [['never', ['mined']]]]]);
    tell('1.2', say.acked);
    tell('1.2', say.filled(10, 'K1'));
    expect(core.arbitrages.liveCount).toBe(0);
    until(3_700_000_000);
    expect(core.arbitrages.recordOf('1.1')).toBeUndefined();
    expect(save().settlements).toEqual({ trades: [], early: [] });
    notice('polymarket', settled('P1', 'confirmed'));
    expect(recordsOf('anomaly.found')).toMatchObject([{ kind: 'unknownOrder', detail: 'settlement.confirmed 1.1' }]);
    expect(save().settlements.early).toEqual([]);
  });
});

describe('an order that filled, and of which no ack came', () => {
  it('is asked for when its ack is overdue: without a name at its venue it could not be cancelled', () => {
    const { tell, until, sentOf } = scripted();
    tell('1.1', say.acked);
    tell('1.2', say.filled(4, 'K1'));
    until(399_000);
    expect(sentOf('query')).toEqual([]);
    until(400_000);
    expect(sentOf('query')).toEqual(['400 1.2']);
    tell('1.2', say.found('partial', 4), 400_000);
    until(3_000_000);
    expect(sentOf('cancel')).toContain('3000 1.2');
  });
});
