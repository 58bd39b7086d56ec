// The actors of venues ask for a reconciliation and for a look into their lanes, at the end of the step.
import { describe, expect, it } from 'vitest';
import { Executors } from '../../../src/engine/venues/executors.ts';
import { noted, nothing, parentOf, quietWorld } from '../fakes.ts';

const executorsOf = (venues: readonly string[]) => {
  const calls: string[] = [];
  const { world } = quietWorld();
  const executors = new Executors(world, parentOf());
  executors.reportTo(noted(calls, { reconcile: nothing, pump: nothing }));
  const added = venues.map((venue) => executors.add(venue));
  return { calls, world, executors, added };
};

describe('the actors of venues', () => {
  it.each([
    ['their connections stand', [], ['pump a', 'pump b']],
    [
      'a connection is lost and comes back: nothing is sent before all is answered',
      [{ type: 'venue.disconnected', reason: 'lost' }, { type: 'venue.reconnected' }],
      ['pump a', 'pump b', 'reconcile a'],
    ],
    [
      'the answers have come',
      [{ type: 'venue.reconnected' }, { type: 'reconcile.finished' }],
      ['pump a', 'pump b', 'reconcile a', 'pump a'],
    ],
    [
      'a halt that lets cancels through begins and ends',
      [{ type: 'venue.halted', cancelsAllowed: true }, { type: 'venue.resumed' }],
      ['pump a', 'pump b', 'pump a', 'pump a'],
    ],
  ])('ask when %s', (_when, events, asked) => {
    const { calls, world, executors, added } = executorsOf(['a', 'b']);
    executors.connectAll();
    for (const event of events) added[0]!.send(event);
    expect(calls).toEqual([]);
    world.settle();
    expect(calls).toEqual(asked);
  });

  it('are each the parent of the orders of one venue', () => {
    const { executors } = executorsOf(['a', 'b']);
    const { parents } = executors;
    expect([...parents.keys()]).toEqual(['a', 'b']);
    expect(parents.get('a')).not.toBe(parents.get('b'));
  });

  it('come back as they were saved, without asking anything', () => {
    const { executors, added } = executorsOf(['a']);
    executors.connectAll();
    added[0]!.send({ type: 'venue.disconnected', reason: 'lost' });
    const { world } = quietWorld();
    const calls: string[] = [];
    const others = new Executors(world, parentOf());
    others.reportTo(noted(calls, { reconcile: nothing, pump: nothing }));
    const restored = others.add('a', structuredClone(executors.saveOf('a')));
    expect(restored.getSnapshot().value).toMatchObject({ operating: { connection: 'disconnected' } });
    expect(others.saveOf('a')).toEqual(executors.saveOf('a'));
    world.settle();
    expect(calls).toEqual([]);
    restored.send({ type: 'venue.reconnected' });
    world.settle();
    expect(calls).toEqual(['reconcile a']);
  });

  it('are known by the names of their venues', () => {
    expect(() => executorsOf([]).executors.saveOf('a')).toThrow("there is no venue 'a'");
  });
});
