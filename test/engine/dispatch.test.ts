// Each entry of the calendar reaches the part that it is for, and a step is over when nothing is left to do.
import { describe, expect, it } from 'vitest';
import { Dispatch, type DispatchedParts } from '../../src/engine/dispatch.ts';
import { EngineWorld } from '../../src/engine/engine-world.ts';
import type { Entry } from '../../src/engine/entries.ts';
import { noted, nothing, orderOf } from './fakes.ts';

const dispatchOf = (hears = true) => {
  const calls: string[] = [];
  const world = new EngineWorld('7', { visibilityUs: 0, recordUs: 1_000 });
  const asked = noted(calls, { moment: nothing, handle: nothing, stop: nothing, prepare: nothing, save: nothing });
  const venue = { ...noted(calls, { handle: nothing }), isDelivered: () => hears };
  const parts: DispatchedParts = {
    intents: { ...asked, moments: 0 },
    arbitrages: noted(calls, { tell: (_number, { type }) => void calls.push(type), forgetOld: nothing }),
    orders: noted(calls, {
      reported: nothing,
      overdue: nothing,
      cancelAgain: nothing,
      recheck: nothing,
      inDoubt: nothing,
    }),
    lanes: noted(calls, { ask: nothing, wake: nothing }),
    connections: noted(calls, { noticed: nothing, overdue: nothing }),
    venues: new Map([['kalshi', venue]]),
  };
  return { calls, world, dispatch: new Dispatch(world, parts) };
};

const at = { venue: 'kalshi', clOrdId: '1.1' } as const;
const report = { kind: 'report', ...at, event: { type: 'venue.rejected', reason: 'no' } } as const;
const notice = { kind: 'notice', venue: 'kalshi', type: 'reconnected' } as const;

describe('a step', () => {
  it.each<readonly [Entry, readonly string[]]>([
    [{ kind: 'moment' }, ['moment']],
    [{ kind: 'recorded' }, ['handle {"kind":"recorded"}']],
    [{ kind: 'seen', venue: 'kalshi' }, ['handle kalshi']],
    [{ kind: 'tell' }, ['handle {"kind":"tell"}']],
    [{ kind: 'venue', type: 'cancel', ...at }, ['handle 1.1']],
    [report, ['reported 1.1']],
    [notice, ['noticed reconnected']],
    [{ kind: 'overdue', what: 'ack', clOrdId: '1.1' }, ['overdue ack 1.1']],
    [{ kind: 'query', clOrdId: '1.1' }, ['ask query 1.1']],
    [{ kind: 'cancel', clOrdId: '1.1' }, ['cancelAgain 1.1']],
    [{ kind: 'recheck', clOrdId: '1.1' }, ['recheck 1.1']],
    [{ kind: 'doubt', clOrdId: '1.1' }, ['inDoubt 1.1']],
    [{ kind: 'reconciled', venue: 'kalshi' }, ['overdue kalshi']],
    [{ kind: 'deadline', arbitrage: 3 }, ['tell 3 deadline.reached', 'deadline.reached']],
    [{ kind: 'staleness', arbitrage: 3 }, ['tell 3 staleness.reached', 'staleness.reached']],
    [{ kind: 'reprice', arbitrage: 3 }, ['tell 3 reprice.due', 'reprice.due']],
    [{ kind: 'lane', venue: 'kalshi' }, ['wake kalshi']],
    // Of a venue that is not there nothing comes.
    [{ kind: 'venue', type: 'cancel', clOrdId: '1.1', venue: 'nowhere' }, []],
    [{ ...report, venue: 'nowhere' }, []],
    [{ ...notice, venue: 'nowhere' }, []],
  ])('takes %o to its part', (entry, made) => {
    const { calls, world, dispatch } = dispatchOf();
    world.calendar.schedule(10, entry);
    expect(dispatch.step()).toBe(true);
    expect(calls).toEqual(['prepare', ...made, 'forgetOld']);
    expect([world.nowUs, dispatch.step()]).toEqual([10, false]);
  });

  it.each([report, notice])('takes nothing further that its venue does not let through: a $kind', (entry) => {
    const { calls, world, dispatch } = dispatchOf(false);
    world.calendar.schedule(10, entry);
    dispatch.step();
    expect(calls).toEqual(['prepare', 'forgetOld']);
  });

  it('is over when all that was deferred is done, and old arbitrages are forgotten after that', () => {
    const { calls, world, dispatch } = dispatchOf();
    world.calendar.schedule(10, { kind: 'moment' });
    world.defer(() => world.defer(() => void calls.push('deferred')));
    dispatch.step();
    expect(calls).toEqual(['prepare', 'moment', 'deferred', 'forgetOld']);
  });

  it('prepares what comes from outside also where nothing is due', () => {
    const { calls, dispatch } = dispatchOf();
    expect([dispatch.step(), calls]).toEqual([false, ['prepare']]);
  });

  it('notes that an order which was late has arrived', () => {
    const { world, dispatch } = dispatchOf();
    world.ofVenues.after(10, {
      kind: 'venue',
      venue: 'kalshi',
      type: 'arrive',
      order: orderOf({ clOrdId: '1.1' }).request,
    });
    dispatch.step();
    expect([world.underWay.has('1.1', 1_009), world.underWay.has('1.1', 1_010)]).toEqual([true, false]);
  });
});
