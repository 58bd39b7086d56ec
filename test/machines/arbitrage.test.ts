import { createActor } from 'xstate';
import { describe, expect, it } from 'vitest';
import {
  arbitrageMachine,
  arbitrageState,
  isArbitrageEnded,
  isEverythingSettled,
  LEGS_MAX,
  legsToCancel,
  legsToSend,
  nextLegToSend,
  unwindsToCancel,
} from '../../machines/arbitrage.ts';
import type { ArbitrageEvent, ArbitrageInput } from '../../machines/arbitrage.ts';
import { arbitrageJudges } from './arbitrage.judges.ts';
import {
  assessed,
  begun,
  doubted,
  filled,
  noBook,
  over,
  placed,
  reprice,
  shares,
  threeInTurn,
  twoLegs,
  update,
} from './arbitrage/words.ts';

const after = (events: readonly ArbitrageEvent[], input: ArbitrageInput = twoLegs) => {
  const actor = createActor(arbitrageMachine, { input }).start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot();
};

const names = (legs: readonly { readonly clOrdId: string }[]): readonly string[] => legs.map((leg) => leg.clOrdId);

describe('the arbitrage chart', () => {
  it.each(arbitrageJudges)('$name', ({ check }) => check(arbitrageMachine));

  it('tells its judges apart by name', () => {
    expect(new Set(arbitrageJudges.map((judge) => judge.name)).size).toBe(arbitrageJudges.length);
  });

  it('refuses an input that is no arbitrage', () => {
    const order = (index: number) => ({ clOrdId: `leg${index}`, plannedQty: 1n });
    const startWith = (changes: Partial<ArbitrageInput>): string => {
      const actor = createActor(arbitrageMachine, { input: { ...twoLegs, ...changes } });
      let refusal = 'accepted';
      actor.subscribe({ error: (error: unknown) => (refusal = String(error)) });
      actor.start();
      return refusal;
    };
    expect(startWith({ legs: Array.from({ length: LEGS_MAX }, (_none, index) => order(index)) })).toBe('accepted');
    for (const legs of [
      [],
      [order(1)],
      [order(1), order(1)],
      Array.from({ length: LEGS_MAX + 1 }, (_n, i) => order(i)),
    ])
      expect(startWith({ legs })).toMatch(/2 to 16 legs/);
    expect(startWith({ legs: [order(1), { clOrdId: 'leg2', plannedQty: 0n }] })).toMatch(/positive/);
    expect(startWith({ qtyStep: 0n })).toMatch(/positive/);
    expect(startWith({ unwindAttemptsMax: -1 })).toMatch(/count/);
    expect(startWith({ unwindAttemptsMax: 0.5 })).toMatch(/count/);
  });
});

describe('the readers of an arbitrage', () => {
  const asked = [...begun, filled('a', shares(100), shares(100)), over('b', 'rejected')];
  const resting = [...asked, assessed(1, 'exposed'), placed(['u', 60], ['v', 40])];

  it('name every state as the design does', () => {
    expect(arbitrageState(after([]))).toBe('planning');
    expect(arbitrageState(after(begun))).toBe('legging');
    expect(arbitrageState(after([...begun, over('a', 'rejected')]))).toBe('cancelling');
    expect(arbitrageState(after(asked))).toBe('unwinding');
    expect(arbitrageState(after(resting))).toBe('unwinding');
    expect(arbitrageState(after([...asked, assessed(1, 'exposed'), noBook]))).toBe('unwinding');
    expect(arbitrageState(after([...asked, assessed(1, 'complete')]))).toBe('hedged');
    expect(arbitrageState(after([...asked, assessed(1, 'complete'), filled('a')]))).toBe('completed');
    expect(arbitrageState(after([...asked, assessed(1, 'balanced'), filled('a')]))).toBe('partial');
    expect(arbitrageState(after([...asked, assessed(1, 'nothing')]))).toBe('cancelled');
    expect(arbitrageState(after([...asked, assessed(1, 'flat')]))).toBe('failed');
    expect(arbitrageState(after([...asked, assessed(1, 'dust')]))).toBe('exposed');
  });

  it('say that it has ended in the five ends and nowhere else', () => {
    for (const given of [[], begun, asked, resting, [...asked, assessed(1, 'complete')]])
      expect(isArbitrageEnded(after(given))).toBe(false);
    for (const verdict of ['nothing', 'flat', 'dust'] as const)
      expect(isArbitrageEnded(after([...asked, assessed(1, verdict)]))).toBe(true);
    expect(isArbitrageEnded(after([...asked, assessed(1, 'balanced'), filled('a')]))).toBe(true);
    expect(isArbitrageEnded(after([...begun, filled('a'), filled('b')]))).toBe(true);
  });

  it('say which legs are to be sent', () => {
    expect(names(legsToSend(after(begun).context))).toEqual(['a', 'b']);
    expect(nextLegToSend(after(begun, threeInTurn).context)?.clOrdId).toBe('a');
    const second = after([...begun, over('a', 'cancelled', shares(60) + 1n)], threeInTurn);
    expect(nextLegToSend(second.context)).toMatchObject({ clOrdId: 'b', orderQty: shares(60) });
  });

  it('say which orders may still fill and are to be cancelled, those in doubt too', () => {
    expect(names(legsToCancel(after([...begun, over('a', 'rejected')]).context))).toEqual(['b']);
    expect(names(legsToCancel(after([...begun, update('a'), doubted('b')]).context))).toEqual(['a', 'b']);
    expect(names(legsToCancel(after([...begun, update('a')], threeInTurn).context))).toEqual(['a']);
    expect(names(unwindsToCancel(after([...resting, filled('u'), reprice]).context))).toEqual(['v']);
  });

  it('say whether a fill still waits for its settlement', () => {
    expect(isEverythingSettled(after(asked).context.legs)).toBe(false);
    expect(isEverythingSettled(after([...asked, filled('a')]).context.legs)).toBe(true);
  });
});
