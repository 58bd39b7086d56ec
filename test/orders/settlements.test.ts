// The settlements of fills, alone: what the journal has of them, what their listener receives, and what is remembered.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settlementMachine, type SettlementStatus } from '../../machines/settlement.ts';
import { Settlements, type SettlementsState } from '../../src/orders/settlements.ts';
import { surroundings } from './fakes.ts';

const order = { clOrdId: '1.1', venue: 'polymarket' };

const settling = (state?: SettlementsState) => {
  const { world, log, records } = surroundings();
  const settlements = new Settlements(world, new Set(['polymarket']), state);
  const known = new Set(['1.1']);
  settlements.reportTo({
    isRemembered: (clOrdId) => known.has(clOrdId),
    settlementToldEarly: (clOrdId) => void log.push(`early for ${clOrdId}`),
    settlementFailed: (clOrdId, tradeId, qty) => void log.push(`${tradeId} of ${clOrdId} fails with ${qty}`),
    settlementMoved: (clOrdId) => void log.push(`${clOrdId} moved`),
  });
  const tell = (status: SettlementStatus, tradeId = 'T1', isAnswer = false, clOrdId = '1.1'): void =>
    settlements.told({ venue: 'polymarket', clOrdId, tradeId, status, isAnswer });
  const fill = (qty = 10n, tradeId = 'T1'): boolean => settlements.traded(order, tradeId, qty, 480_000n);
  const moves = (): string[] =>
    records.map((body) => {
      if (body.type === 'settlement.moved') return `${body.tradeId} ${body.from} to ${body.to}`;
      return body.type === 'anomaly.found' ? `${body.kind}: ${body.detail}` : body.type;
    });
  return { settlements, world, log, known, tell, fill, moves };
};

describe('a fill', () => {
  it('settles where its venue settles on chain, and nowhere else', () => {
    const { settlements, fill } = settling();
    expect(settlements.traded({ clOrdId: '1.1', venue: 'kalshi' }, 'T1', 10n, 480_000n)).toBe(false);
    expect(settlements.unsettledQty('1.1')).toBe(0n);
    expect(fill()).toBe(true);
    expect(settlements.unsettledQty('1.1')).toBe(10n);
  });

  it('that is reported twice settles once', () => {
    const { settlements, tell, fill } = settling();
    fill();
    tell('confirmed');
    expect([fill(), settlements.unsettledQty('1.1')]).toEqual([true, 0n]);
  });
});

describe('a report', () => {
  const ends = ['1.1 moved'];
  const fails = ['T1 of 1.1 fails with 10', '1.1 moved'];
  it.each<readonly [string, readonly SettlementStatus[], readonly string[], readonly string[], bigint]>([
    ['of nothing new', ['matched'], [], [], 10n],
    ['of a block', ['mined'], ['T1 matched to mined'], [], 10n],
    ['of a retry', ['retrying'], ['T1 matched to retrying'], [], 10n],
    ['of its end', ['confirmed'], ['T1 matched to confirmed'], ends, 0n],
    ['of both', ['mined', 'confirmed'], ['T1 matched to mined', 'T1 mined to confirmed'], ends, 0n],
    ['of its failure', ['failed'], ['T1 matched to failed'], fails, 0n],
    ['of its end twice', ['confirmed', 'confirmed'], ['T1 matched to confirmed'], ends, 0n],
    [
      'that contradicts its end',
      ['confirmed', 'failed'],
      ['T1 matched to confirmed', 'settlement: T1 of 1.1: confirmed and then failed'],
      ends,
      0n,
    ],
  ])(
    '%s is written down, and its end reaches the listener after the journal has it',
    (_, told, written, heard, left) => {
      const { settlements, log, tell, fill, moves } = settling();
      fill();
      for (const status of told) tell(status);
      expect([moves(), log]).toEqual([written, heard]);
      expect(settlements.unsettledQty('1.1')).toBe(left);
    },
  );

  it('of a failure is kept with its source: the venue, or the answer to a query', () => {
    for (const isAnswer of [false, true]) {
      const { settlements, tell, fill } = settling();
      fill();
      tell('failed', 'T1', isAnswer);
      const [, [[, kept] = []] = []] = settlements.save().trades[0] ?? [];
      expect(kept).toMatchObject({ context: { failReason: isAnswer ? 'reconciled' : 'venue' } });
    }
  });

  it('that answers a question moves nothing back, and is no anomaly where it is older than what was reported', () => {
    const { tell, fill, moves } = settling();
    fill();
    tell('mined');
    tell('matched', 'T1', true);
    tell('confirmed', 'T1', true);
    tell('mined', 'T1', true);
    tell('retrying', 'T1', true);
    expect(moves()).toEqual(['T1 matched to mined', 'T1 mined to confirmed']);
    tell('retrying');
    expect(moves().at(-1)).toBe('settlement: T1 of 1.1: confirmed and then retrying');
  });

  it('of an order that nobody remembers is an anomaly, and is not kept', () => {
    const { settlements, log, tell, moves } = settling();
    tell('mined', 'T9', false, '7.1');
    expect([moves(), log]).toEqual([['unknownOrder: settlement.mined 7.1'], []]);
    expect(settlements.save()).toEqual({ trades: [], early: [] });
  });
});

describe('what is unsettled', () => {
  it('is the sum of the fills of an order that have neither settled nor failed, in any order of reports', () => {
    const trade = fc.record({
      qty: fc.bigInt(1n, 100n),
      status: fc.constantFrom('none', 'mined', 'confirmed', 'failed'),
    });
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 6 }), (trades) => {
        const { settlements, tell, fill } = settling();
        settlements.traded({ clOrdId: '1.2', venue: 'polymarket' }, 'T0', 1_000n, 480_000n);
        trades.forEach(({ qty }, index) => fill(qty, `T${index}`));
        trades.forEach(({ status }, index) => status !== 'none' && tell(status as SettlementStatus, `T${index}`));
        const open = trades.filter(({ status }) => status === 'none' || status === 'mined');
        expect(settlements.unsettledQty('1.1')).toBe(open.reduce((sum, { qty }) => sum + qty, 0n));
        expect(settlements.unsettledQty('1.2')).toBe(1_000n);
      }),
    );
  });
});

describe('a report that comes before its fill', () => {
  it('asks for the order, and is heard in order once the fill is reported, at the end of its step', () => {
    const { settlements, world, log, tell, fill, moves } = settling();
    tell('mined');
    tell('confirmed');
    tell('mined', 'T2');
    expect([moves(), log]).toEqual([[], ['early for 1.1', 'early for 1.1', 'early for 1.1']]);
    fill();
    settlements.catchUp(order, 'T1');
    expect(moves()).toEqual([]);
    world.settle();
    expect(moves()).toEqual(['T1 matched to mined', 'T1 mined to confirmed']);
    expect(settlements.save().early).toEqual([['1.1', [['T2', ['mined']]]]]);
  });

  it('is heard once, and leaves nothing behind', () => {
    const { settlements, world, tell, fill, moves } = settling();
    tell('mined');
    fill();
    for (let times = 0; times < 2; times += 1) settlements.catchUp(order, 'T1');
    world.settle();
    expect(moves()).toEqual(['T1 matched to mined']);
    expect(settlements.save().early).toEqual([]);
  });

  it('moves nothing where its order is forgotten in the same step', () => {
    const { settlements, world, tell, fill, moves } = settling();
    tell('mined');
    fill();
    settlements.catchUp(order, 'T1');
    settlements.forget('1.1');
    fill(10n, 'T2');
    world.settle();
    expect(moves()).toEqual([]);
  });

  it('of an order that is forgotten meanwhile is forgotten with it, and so are its fills', () => {
    const { settlements, world, known, tell, fill, moves } = settling();
    fill();
    tell('mined', 'T2');
    settlements.forget('1.2');
    expect(settlements.save()).toMatchObject({
      trades: [['1.1', [['T1', {}]]]],
      early: [['1.1', [['T2', ['mined']]]]],
    });
    settlements.forget('1.1');
    known.delete('1.1');
    expect(settlements.save()).toEqual({ trades: [], early: [] });
    fill(5n, 'T2');
    settlements.catchUp(order, 'T2');
    world.settle();
    expect(moves()).toEqual([]);
  });
});

it('settlements that were saved continue as they would have, at any point of any reports', () => {
  const statuses = ['matched', 'mined', 'retrying', 'confirmed', 'failed'] as const;
  expect(Object.keys(settlementMachine.states).toSorted()).toEqual(statuses.toSorted());
  const step = fc.record({
    tradeId: fc.constantFrom('T1', 'T2'),
    what: fc.constantFrom('fill', ...statuses),
    isAnswer: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step), fc.array(step), (before, after) => {
      const play = ({ tell, fill, settlements, world }: ReturnType<typeof settling>, steps: typeof before): void => {
        for (const { tradeId, what, isAnswer } of steps) {
          if (what !== 'fill') tell(what, tradeId, isAnswer);
          else if (fill(10n, tradeId)) settlements.catchUp(order, tradeId);
          world.settle();
        }
      };
      const whole = settling();
      play(whole, before);
      const resumed = settling(structuredClone(whole.settlements.save()));
      whole.log.length = 0;
      const already = whole.moves().length;
      play(whole, after);
      play(resumed, after);
      expect([resumed.log, resumed.moves()]).toEqual([whole.log, whole.moves().slice(already)]);
      expect(resumed.settlements.save()).toEqual(whole.settlements.save());
    }),
  );
});
