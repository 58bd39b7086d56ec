// Goal: a stop and a cancel say the same in both formats of journal, and a damaged payload says nothing and throws nothing.
import { describe, expect, it } from 'vitest';
import { cancelledBy, stopOf } from '../../src/journal/command-record.ts';

const record = (command: string, more: object = {}) => ({ type: 'command.received', command, ...more }) as const;

describe('a command.received record', () => {
  it('is a stop from outside, or the engine’s own, in format 1 by its reason and in format 2 by its payload', () => {
    expect(stopOf(record('stop', { reason: 'interrupted' }))).toEqual({ reason: 'interrupted', isFromOutside: true });
    expect(stopOf(record('stop'))).toEqual({ reason: '', isFromOutside: true });
    const own = { reason: 'strategyFaulted', isFromOutside: false };
    expect(stopOf(record('stop', { reason: 'strategyFaulted' }))).toEqual(own);
    for (const reason of ['interrupted', 'strategyFaulted', ''])
      expect(stopOf(record('stop', { payload: JSON.stringify({ what: { reason } }) }))).toEqual({
        reason,
        isFromOutside: true,
      });
    expect(stopOf(record('cancel', { payload: '{"what":{"reason":"a"}}' }))).toBeNull();
  });

  it('is a cancel of an order, in format 1 behind its name and in format 2 in its payload', () => {
    expect(cancelledBy(record('cancel c 1'))).toBe('c 1');
    expect(cancelledBy(record('cancel', { payload: '{"what":{"clOrdId":"c 1"}}' }))).toBe('c 1');
    for (const other of [
      record('cancel'),
      record('cancelled c1'),
      record('query', { payload: '{"what":{"clOrdId":"c"}}' }),
    ])
      expect(cancelledBy(other)).toBeNull();
    // In format 2 the kind is the whole word.
    expect(cancelledBy(record('cancel c1', { payload: '{"what":{"clOrdId":"c2"}}' }))).toBeNull();
  });

  it.each(['', 'null', '{}', '[', '{"what":null}', '{"what":[]}', '{"what":{"reason":7,"clOrdId":{}}}'])(
    'with the payload %s says nothing',
    (payload) => {
      expect(stopOf(record('stop', { payload }))).toEqual({ reason: '', isFromOutside: true });
      expect(cancelledBy(record('cancel', { payload }))).toBe('');
    },
  );
});
