// The orders that arrive late at their venues, alone. An order that arrives within 500 ms is not late, and a venue may speak
// of a late one for 2,000 ms after its arrival.
import { describe, expect, it } from 'vitest';
import { UnderWay } from '../../src/orders/under-way.ts';
import type { VenueEvent } from '../../src/venues/simulation/types.ts';
import { request } from './fakes.ts';

const options = { visibilityUs: 500, recordUs: 2_000 };
const at = { kind: 'venue', venue: 'kalshi' } as const;
const arrives: VenueEvent = { ...at, type: 'arrive', order: request() };
const isReleased: VenueEvent = { ...at, type: 'release', order: request() };
const asked: VenueEvent = { ...at, type: 'query', clOrdId: '1.1' };
const fills: VenueEvent = { ...at, type: 'fill', key: '1.1', qty: 1n };

describe('an order under way', () => {
  it.each([
    ['arrives', arrives, 500, false],
    ['arrives', arrives, 501, true],
    ['is released from a hold', isReleased, 0, true],
    ['is asked for', asked, 501, false],
    ['fills', fills, 501, false],
  ] as const)('that %s is late: %o after %d µs: %s', (_, happening, delayUs, isLate) => {
    const underWay = new UnderWay(options);
    underWay.sent(delayUs, happening);
    expect([underWay.has('1.1', 1e12), underWay.has('1.2', 0)]).toEqual([isLate, false]);
  });

  it.each([
    ['arrives', arrives, 2_999, true],
    ['arrives', arrives, 3_000, false],
    ['is released', isReleased, 3_000, false],
    ['is asked for', asked, 1e12, true],
    ['fills', fills, 1e12, true],
  ] as const)('that %s at 1,000 (%o) may matter at %d: %s', (_, happening, nowUs, mayMatter) => {
    const underWay = new UnderWay(options);
    underWay.sent(501, arrives);
    underWay.happened(happening, 1_000);
    expect(underWay.has('1.1', nowUs)).toBe(mayMatter);
  });

  it('that was not late is not noted by its arrival', () => {
    const underWay = new UnderWay(options);
    underWay.sent(501, { ...at, type: 'arrive', order: request('1.2') });
    underWay.happened(arrives, 1_000);
    expect(underWay.save().map(([clOrdId]) => clOrdId)).toEqual(['1.2']);
  });

  it('that arrives and is held for its market matters until it is released', () => {
    const underWay = new UnderWay(options);
    underWay.sent(501, arrives);
    underWay.happened(arrives, 1_000);
    underWay.sent(3_000, isReleased);
    expect(underWay.has('1.1', 3_500)).toBe(true);
    underWay.happened(isReleased, 4_000);
    expect([underWay.has('1.1', 5_999), underWay.has('1.1', 6_000)]).toEqual([true, false]);
  });

  it('is saved, restored and forgotten', () => {
    const underWay = new UnderWay(options);
    underWay.sent(501, arrives);
    const restored = new UnderWay(options, structuredClone(underWay.save()));
    expect([restored.has('1.1', 0), restored.save()]).toEqual([true, underWay.save()]);
    restored.forget('1.1');
    expect([restored.has('1.1', 0), restored.save(), underWay.has('1.1', 0)]).toEqual([false, [], true]);
  });
});
