// What an arbitrage asks for is done at the end of its step, for that arbitrage, and only while it lives.
import { describe, expect, it } from 'vitest';
import { arbitrageState } from '../../../machines/arbitrage.ts';
import { ArbitrageActors, type ArbitrageWork } from '../../../src/engine/arbitrages/arbitrage-actors.ts';
import { LiveArbitrage, type ArbitrageSnapshot } from '../../../src/engine/arbitrages/live-arbitrage.ts';
import { million, nothing, parentOf, quietWorld } from '../fakes.ts';
import { intentOf } from '../plans.ts';

const works = [
  'sendLegs',
  'sendNextLeg',
  'cancelOtherLegs',
  'cancelUnwind',
  'assessExposure',
  'placeUnwind',
  'arbitrageEnded',
];

const actorsOf = () => {
  const { world } = quietWorld();
  const done: string[] = [];
  const work = works.map((name) => [name, ({ number }: LiveArbitrage) => void done.push(`${number} ${name}`)]);
  const actors = new ArbitrageActors(world, parentOf(), Object.fromEntries(work) as ArbitrageWork);
  const begin = (number: number, mode: 'parallel' | 'sequential' = 'parallel'): LiveArbitrage => {
    const intent = intentOf(mode, 'unwind');
    const legs = intent.legs.map(({ qty }, index) => ({ clOrdId: `${number}.${index + 1}`, plannedQty: qty }));
    const { sets, policy, unwindAttemptsMax } = intent;
    const input = { arbitrageId: String(number), mode, policy, sets, unwindAttemptsMax, legs };
    const actor = actors.spawn(number, { input });
    return new LiveArbitrage({ legUpdated: nothing, move: nothing }, number, intent, actor, 0);
  };
  const tell = (arbitrage: LiveArbitrage, ...events: readonly Parameters<ArbitrageActors['send']>[1][]): void => {
    for (const event of events) actors.send(arbitrage, event);
  };
  return { world, done, actors, begin, tell };
};

const planned = [{ type: 'plan.accepted' }, { type: 'lanes.admitted' }] as const;
const view = { leavesQty: 0n, missingQty: 0n, unsettledQty: 0n, inDoubt: false, sent: true };
const leg = (clOrdId: string, status: 'filled' | 'rejected' | 'submitted') =>
  ({ type: 'leg.updated', clOrdId, status, cumQty: status === 'filled' ? 10n * million : 0n, ...view }) as const;
const found = { assessment: 1, verdict: 'exposed', residueQty: 1n, worstCase: 1n, cause: null } as const;
const exposed = { type: 'exposure.assessed', ...found } as const;
const short = [...planned, leg('1.1', 'filled'), leg('1.2', 'rejected')] as const;

describe('an arbitrage asks', () => {
  it.each([
    ['for all its legs', 'parallel', planned, ['sendLegs']],
    ['for its first leg', 'sequential', planned, ['sendNextLeg']],
    [
      'for its next leg when the one before it has filled',
      'sequential',
      [...planned, leg('1.1', 'filled')],
      ['sendNextLeg', 'sendNextLeg'],
    ],
    [
      'for its end',
      'parallel',
      [...planned, leg('1.1', 'filled'), leg('1.2', 'filled')],
      ['sendLegs', 'arbitrageEnded'],
    ],
    ['for an assessment', 'parallel', short, ['sendLegs', 'cancelOtherLegs', 'assessExposure']],
    [
      'for an unwind, and to have it taken back',
      'parallel',
      [
        ...short,
        exposed,
        { type: 'unwind.placed', orders: [{ clOrdId: '1.u1', plannedQty: 1n }] },
        { type: 'reprice.due' },
      ],
      ['sendLegs', 'cancelOtherLegs', 'assessExposure', 'placeUnwind', 'cancelUnwind'],
    ],
  ] as const)('%s', (_for, mode, events, asked) => {
    const { world, done, begin, tell } = actorsOf();
    tell(begin(1, mode), ...events);
    expect(done).toEqual([]);
    world.settle();
    expect(done).toEqual(asked.map((name) => `1 ${name}`));
  });

  it('each for itself', () => {
    const { world, done, begin, tell } = actorsOf();
    const [first, second] = [begin(1), begin(2)];
    tell(second, ...planned);
    tell(first, ...planned);
    world.settle();
    expect(done).toEqual(['2 sendLegs', '1 sendLegs']);
  });

  it('for nothing once it was released', () => {
    const { world, done, actors, begin, tell } = actorsOf();
    const arbitrage = begin(1);
    tell(arbitrage, ...planned);
    arbitrage.isLive = false;
    actors.release(arbitrage.actor);
    world.settle();
    expect([done, arbitrage.actor.getSnapshot().status]).toEqual([[], 'stopped']);
  });

  it('and comes back from plain data where it was, without asking', () => {
    const { world, done, actors, begin, tell } = actorsOf();
    const arbitrage = begin(1);
    tell(arbitrage, ...planned);
    world.settle();
    const persisted = structuredClone(actors.persist(arbitrage.actor.getSnapshot() as ArbitrageSnapshot));
    const restored = actors.restore(persisted);
    expect(arbitrageState(restored)).toBe('legging');
    expect(actors.persist(restored)).toEqual(persisted);
    actors.spawn(2, { snapshot: persisted });
    world.settle();
    expect(done).toEqual(['1 sendLegs']);
  });
});
