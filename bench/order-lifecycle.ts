// One order's life (spawn, sent, acked, two fills, stop) as a compiled chart, as XState interprets it, and as
// bare actors that do nothing with the same events: the floor that XState's actor itself costs.
// All three live under one parent with its own logic, the way the engine keeps them.
import { createActor, type AnyActorLogic, type AnyActorRef, type AnyActorScope } from 'xstate';
import { orderMachine, type OrderEvent, type OrderInput } from '../machines/order.ts';
import { compile } from '../src/xstate/compile.ts';
import { formatNs, medianNs, type Figure } from './measure.ts';

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

const ratio = (slower: number, faster: number): string => `${(slower / faster).toFixed(2)} times`;

/** The figures of design §10's first two rows. */
export const orderLifecycleFigures = (): Figure[] => {
  const compiled = compile(orderMachine);
  const figures: Figure[] = [];
  for (const [live, must] of [
    [100, 8],
    [20_000, 4],
  ] as const) {
    const orders = live === 100 ? 20_000 : 60_000;
    const costNs = (logic: AnyActorLogic, share = 1): number => {
      const count = Math.ceil(orders * share);
      return medianNs(count, () => liveOrders(logic, count, live), live === 100 ? 9 : 3, 1);
    };
    const compiledNs = costNs(compiled as AnyActorLogic);
    const interpretedNs = costNs(orderMachine as AnyActorLogic, live === 100 ? 0.25 : 0.5);
    const floorNs = costNs(floorLogic);
    figures.push(
      { name: `order lifecycle, ${live} live, floor`, value: formatNs(floorNs) },
      { name: `order lifecycle, ${live} live, compiled`, value: formatNs(compiledNs) },
      { name: `order lifecycle, ${live} live, interpreted`, value: formatNs(interpretedNs) },
      {
        name: `  compiled against interpreted, ${live} live`,
        value: `${ratio(interpretedNs, compiledNs)} faster`,
        must: `at least ${must} times`,
        holds: interpretedNs / compiledNs >= must,
      },
      {
        name: `  compiled against the floor, ${live} live`,
        value: ratio(compiledNs, floorNs),
        must: 'at most 2 times (aim 1.3)',
        holds: compiledNs / floorNs <= 2,
      },
    );
  }
  return figures;
};
