import { createActor } from 'xstate';
import { describe, expect, it } from 'vitest';
import {
  admitsOpportunity,
  laneStatus,
  maySend,
  maySendCancel,
  venueExecutorMachine,
} from '../../machines/venue-executor.ts';
import { venueExecutorJudges } from './venue-executor.judges.ts';

const lane = (regions: object = {}) => ({
  value: {
    operating: {
      connection: 'open',
      market: 'trading',
      admission: 'accepting',
      flow: 'flowing',
      sending: 'everything',
      ...regions,
    },
  },
});
const closed = { value: 'closed' };

describe('venue executor', () => {
  it.each(venueExecutorJudges.map((judge) => [judge.name, judge] as const))('%s', (_, judge) => {
    judge.check(venueExecutorMachine);
  });

  it('is read off a real snapshot', () => {
    const actor = createActor(venueExecutorMachine, { input: { venue: 'kalshi' } }).start();
    const read = () => {
      const snapshot = actor.getSnapshot();
      return [laneStatus(snapshot), admitsOpportunity(snapshot), maySend(snapshot), maySendCancel(snapshot)];
    };
    expect(read()).toEqual(['connecting', false, false, false]);
    actor.send({ type: 'venue.connected' });
    expect(read()).toEqual(['accepting', true, true, true]);
    actor.send({ type: 'venue.halted', cancelsAllowed: true });
    expect(read()).toEqual(['halted', false, false, true]);
    actor.send({ type: 'drain.requested' });
    actor.send({ type: 'lane.emptied' });
    expect(read()).toEqual(['closed', false, false, false]);
  });

  it('admits an opportunity only where it is connected, trading and has room', () => {
    expect(admitsOpportunity(lane())).toBe(true);
    expect(admitsOpportunity(lane({ flow: 'throttled', sending: 'nothing' }))).toBe(true);
    expect(admitsOpportunity(lane({ connection: 'reconciling' }))).toBe(false);
    expect(admitsOpportunity(lane({ market: 'halted' }))).toBe(false);
    expect(admitsOpportunity(lane({ admission: 'saturated' }))).toBe(false);
    expect(admitsOpportunity(lane({ admission: 'draining' }))).toBe(false);
    expect(admitsOpportunity(closed)).toBe(false);
  });

  it('sends what the regions let through', () => {
    expect([maySend(lane()), maySendCancel(lane())]).toEqual([true, true]);
    const cancelsOnly = lane({ sending: 'cancelsOnly' });
    expect([maySend(cancelsOnly), maySendCancel(cancelsOnly)]).toEqual([false, true]);
    const nothing = lane({ sending: 'nothing' });
    expect([maySend(nothing), maySendCancel(nothing)]).toEqual([false, false]);
    expect([maySend(closed), maySendCancel(closed)]).toEqual([false, false]);
  });

  it('is named in one word, the worst first', () => {
    expect(laneStatus(closed)).toBe('closed');
    expect(laneStatus(lane({ admission: 'draining', connection: 'disconnected' }))).toBe('draining');
    for (const connection of ['connecting', 'disconnected', 'reconciling']) {
      expect(laneStatus(lane({ connection, market: 'halted' }))).toBe(connection);
    }
    expect(laneStatus(lane({ market: 'halted', flow: 'throttled' }))).toBe('halted');
    expect(laneStatus(lane({ flow: 'throttled', admission: 'saturated' }))).toBe('throttled');
    expect(laneStatus(lane({ admission: 'saturated' }))).toBe('saturated');
    expect(laneStatus(lane())).toBe('accepting');
  });
});
