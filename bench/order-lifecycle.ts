// One order's life (spawn, sent, acked, two fills, stop) as a compiled chart, as XState interprets it, and as
// bare actors that do nothing with the same events: the floor that XState's actor itself costs.
// All three live under one parent with its own logic, the way the engine keeps them.
import { createActor, type AnyActorLogic, type AnyActorRef, type AnyActorScope } from 'xstate';
import { orderMachine, type OrderEvent, type OrderInput } from '../machines/order.ts';
import { compile } from '../src/xstate/compile.ts';
import { compareNs, formatNs, type Figure } from './measure.ts';

type ParentEvent = { readonly type: 'run'; readonly work: (scope: AnyActorScope) => void };

const parentLogic = {
  getInitialSnapshot: () => ({ status: 'active', output: undefined, error: undefined }),
  getPersistedSnapshot: (snapshot: unknown) => snapshot,
  transition: (snapshot: unknown, event: ParentEvent, scope: AnyActorScope) => {
    if (event.type === 'run') event.work(scope);
    return snapshot;
  },
} as unknown as AnyActorLogic;

const idleSnapshot = { status: 'active', output: undefined, error: undefined };

/** An actor that keeps the same snapshot whatever comes. */
const floorLogic = {
  getInitialSnapshot: () => idleSnapshot,
  getPersistedSnapshot: (snapshot: unknown) => snapshot,
  transition: (snapshot: unknown) => snapshot,
} as unknown as AnyActorLogic;

const inputOf = (order: number): OrderInput => ({
  clOrdId: `C${order}`,
  venue: 'kalshi',
  instrument: 'M:yes',
  side: 'buy',
  orderQty: 10_000_000n,
  price: 480_000n,
  timeInForce: 'GTC',
});

const eventsOf = (order: number): readonly OrderEvent[] => [
  { type: 'order.sent' },
  { type: 'venue.acked', venueOrderId: `V${order}` },
  { type: 'venue.traded', tradeId: `T${order}.1`, lastQty: 4_000_000n, lastPx: 480_000n, fee: 70_000n },
  { type: 'venue.traded', tradeId: `T${order}.2`, lastQty: 6_000_000n, lastPx: 470_000n, fee: 100_000n },
];

/** Lives `orders` lives one after the other with `live` actors alive at any time, on one parent. */
export const liveOrders = (logic: AnyActorLogic, orders: number, live: number): void => {
  const parent = createActor(parentLogic).start();
  const window: AnyActorRef[] = [];
  const work = (scope: AnyActorScope): void => {
    for (let order = 0; order < orders; order += 1) {
      const input = inputOf(order);
      const actor = createActor(logic, { id: `order:${input.clOrdId}`, input, parent: scope.self });
      actor.start();
      for (const event of eventsOf(order)) actor.send(event);
      const slot = order % live;
      const oldest = window[slot];
      if (oldest !== undefined) scope.stopChild(oldest);
      window[slot] = actor;
    }
  };
  parent.send({ type: 'run', work });
  parent.stop();
};

/** The figures of design §10's first two rows. */
export const orderLifecycleFigures = (): Figure[] => {
  const compiled = compile(orderMachine);
  const figures: Figure[] = [];
  for (const [live, orders, interpretedMin] of [
    [100, 10_000, 8],
    [20_000, 60_000, 4],
  ] as const) {
    const wayOf = (logic: AnyActorLogic, count: number) => ({
      operations: count,
      work: () => liveOrders(logic, count, live),
    });
    // The interpreter is given fewer orders to live: it is the one that takes long.
    const { ns, ratio } = compareNs(
      [
        wayOf(floorLogic, orders),
        wayOf(compiled as AnyActorLogic, orders),
        wayOf(orderMachine as AnyActorLogic, live === 100 ? orders / 5 : orders / 2),
      ],
      live === 100 ? 15 : 5,
      live === 100 ? 3 : 1,
    );
    const [floorNs = Number.NaN, compiledNs = Number.NaN, interpretedNs = Number.NaN] = ns;
    const againstInterpreted = ratio(2, 1);
    const againstFloor = ratio(1, 0);
    figures.push(
      { name: `order lifecycle, ${live} live, floor`, value: formatNs(floorNs) },
      { name: `order lifecycle, ${live} live, compiled`, value: formatNs(compiledNs) },
      { name: `order lifecycle, ${live} live, interpreted`, value: formatNs(interpretedNs) },
      {
        name: `  compiled against interpreted, ${live} live`,
        value: `${againstInterpreted.toFixed(2)} times faster`,
        must: `at least ${interpretedMin} times`,
        holds: againstInterpreted >= interpretedMin,
      },
      {
        name: `  compiled against the floor, ${live} live`,
        value: `${againstFloor.toFixed(2)} times`,
        must: 'at most 2 times (aim 1.3)',
        holds: againstFloor <= 2,
      },
    );
  }
  return figures;
};
