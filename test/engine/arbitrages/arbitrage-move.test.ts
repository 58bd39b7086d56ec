// A step of an arbitrage is written down where it went somewhere, or where an assessment found something new.
import { describe, expect, it } from 'vitest';
import type { ArbitrageContext } from '../../../machines/arbitrage.ts';
import { arbitrageMoveOf } from '../../../src/engine/arbitrages/arbitrage-move.ts';
import type { ArbitrageSnapshot } from '../../../src/engine/arbitrages/live-arbitrage.ts';

const at = (value: unknown, context: Partial<ArbitrageContext> = {}): ArbitrageSnapshot =>
  ({
    value,
    context: { cause: null, verdict: null, residueQty: 0n, worstCase: null, ...context },
  }) as ArbitrageSnapshot;
const event = { type: 'deadline.reached' } as const;
const assessed = { verdict: 'exposed', residueQty: 3n, worstCase: 2n } as const;

describe('a step', () => {
  it('that went somewhere is written down, without what is not known', () => {
    expect(arbitrageMoveOf(7, event, at('legging'), at('cancelling', { cause: 'legShort' }))).toEqual({
      ...{ type: 'arbitrage.moved', arbitrage: 7, event: 'deadline.reached', from: 'legging', to: 'cancelling' },
      ...{ cause: 'legShort', verdict: undefined, residueQty: undefined, worstCase: undefined },
    });
  });

  it.each([
    ['nothing new', assessed, assessed, null],
    ['another verdict', { ...assessed, verdict: 'dust' }, assessed, assessed],
    ['another residue', { ...assessed, residueQty: 4n }, assessed, assessed],
    ['another worst case', { ...assessed, worstCase: 1n }, assessed, assessed],
    [
      'no residue',
      assessed,
      { verdict: 'flat', residueQty: 0n, worstCase: 0n },
      { verdict: 'flat', residueQty: 0n, worstCase: 0n },
    ],
  ] as const)('that stayed is written down for what was found: %s', (_found, before, after, written) => {
    const move = arbitrageMoveOf(7, event, at('legging', before), at('legging', after));
    if (written === null) expect(move).toBeNull();
    else expect(move).toMatchObject({ from: 'legging', to: 'legging', ...written });
  });
});
