// A lane never holds more than its room, never refuses what is risk-critical, and sends that first.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lane, type LaneMessage, type LaneOptions } from '../../src/lanes/lane.ts';

const options: LaneOptions = {
  venue: 'kalshi',
  capacity: 16,
  inFlightMax: 3,
  rateLimit: { capacity: 1_000, refillPerSecond: 1_000_000 },
  costs: { submit: 10, cancel: 2, replace: 10, query: 2 },
};

const submit = (clOrdId: string): LaneMessage => ({ kind: 'submit', clOrdId, isRiskCritical: false });
const cancel = (clOrdId: string): LaneMessage => ({ kind: 'cancel', clOrdId, isRiskCritical: true });

const anyAct = fc.constantFrom('offer', 'reserve', 'release', 'put', 'take', 'sent', 'answered');

describe('a lane', () => {
  it('never uses or promises more than its room, and always takes a risk-critical message it has room reserved for', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 300 }), (acts) => {
        const lane = new Lane(options);
        let inFlight = 0;
        acts.forEach((act, index) => {
          const roomBefore = lane.hasRoom(1, 0);
          if (act === 'offer') expect(lane.offer(submit(`${index}`))).toBe(roomBefore);
          if (act === 'reserve') expect(lane.reserve(1)).toBe(roomBefore);
          if (act === 'release' && lane.reserved > 0) lane.release(1);
          if (act === 'put' && lane.reserved > 0) lane.put(cancel(`${index}`));
          if (act === 'take') lane.take(index * 1_000);
          if (act === 'sent') {
            lane.sent();
            inFlight += 1;
          }
          if (act === 'answered' && inFlight > 0) {
            lane.answered();
            inFlight -= 1;
          }
          expect(lane.depth + lane.reserved).toBeLessThanOrEqual(options.capacity);
          expect(lane.depthMax).toBeLessThanOrEqual(options.capacity);
        });
      }),
    );
  });

  it('lets what is risk-critical overtake opportunities, through a full window and a closed market', () => {
    const lane = new Lane(options);
    lane.offer(submit('1.1'));
    expect(lane.reserve(1)).toBe(true);
    lane.put(cancel('0.1'));
    expect(lane.take(0, false)).toEqual({ kind: 'message', message: cancel('0.1') });
    expect(lane.take(0, false)).toEqual({ kind: 'closed' });
    for (let unanswered = 0; unanswered < options.inFlightMax; unanswered += 1) lane.sent();
    expect(lane.take(0)).toEqual({ kind: 'windowFull' });
    lane.answered();
    expect(lane.take(0)).toEqual({ kind: 'message', message: submit('1.1') });
    expect(lane.take(0)).toEqual({ kind: 'empty' });
  });

  it('holds everything back when the tokens are gone, and says until when', () => {
    const lane = new Lane({ ...options, rateLimit: { capacity: 12, refillPerSecond: 10 } });
    lane.offer(submit('1.1'));
    lane.offer(submit('1.2'));
    expect(lane.take(0).kind).toBe('message');
    expect(lane.take(0)).toEqual({ kind: 'throttled', untilUs: 800_000 });
    expect(lane.take(799_999).kind).toBe('throttled');
    expect(lane.take(800_000).kind).toBe('message');
    lane.reserve(1);
    lane.put(cancel('1.1'));
    lane.drainTokens(800_000);
    expect(lane.take(800_000).kind).toBe('throttled');
  });

  it('continues after a restore as if nothing had been', () => {
    const lane = new Lane(options);
    lane.reserve(2);
    lane.put(cancel('0.1'));
    lane.offer(submit('1.1'));
    lane.sent();
    lane.refuse();
    const restored = new Lane(options, structuredClone(lane.save()));
    expect(restored.save()).toEqual(lane.save());
    expect(restored.take(5)).toEqual(lane.take(5));
    expect(restored.take(5)).toEqual(lane.take(5));
    expect(restored.save()).toEqual(lane.save());
    expect(restored.refused).toBe(1);
  });
});
