// The world of a run notes the orders that will be late at their venues as they leave.
import { describe, expect, it } from 'vitest';
import { EngineWorld } from '../../src/engine/engine-world.ts';
import type { VenueEntry } from '../../src/world/hosted-venue.ts';
import { orderOf } from './fakes.ts';

const late = { visibilityUs: 500, recordUs: 1_000 };
const arrival = (clOrdId: string): VenueEntry => ({
  ...{ kind: 'venue', venue: 'kalshi', type: 'arrive', order: orderOf({ clOrdId }).request },
});

describe('the world of a run', () => {
  it.each([
    ['an order that arrives in time', arrival('1.1'), 500, false],
    ['an order that arrives late', arrival('1.1'), 501, true],
    ['another entry', { kind: 'venue', venue: 'kalshi', type: 'cancel', clOrdId: '1.1' }, 501, false],
  ] as const)('notes, or not, %s, and makes it due', (_what, entry, delayUs, isNoted) => {
    const world = new EngineWorld('7', late);
    const id = world.ofVenues.after(delayUs, entry);
    expect([world.underWay.has('1.1', 0), world.calendar.peekTimeUs]).toEqual([isNoted, delayUs]);
    world.cancel(id);
    expect(world.calendar.size).toBe(0);
  });

  it('resumes with its entries and with what is late', () => {
    const world = new EngineWorld('7', late);
    world.ofVenues.after(501, arrival('1.1'));
    const saved = structuredClone({ state: world.save(), underWay: world.underWay.save() });
    const other = new EngineWorld('8', late, saved.state, saved.underWay);
    expect([other.save(), other.underWay.save()]).toEqual([saved.state, saved.underWay]);
    expect(other.underWay.has('1.1', 0)).toBe(true);
    expect(other.calendar.next()).toEqual(arrival('1.1'));
  });
});
