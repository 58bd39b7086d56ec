// What a part of the engine stands on where it is tested alone: a real world, whose entries the test takes by hand, real
// actors, and surroundings that write down what the part asks of them.
import { createActor, createEmptyActor, type Snapshot } from 'xstate';
import { arbitrageMachine, type ArbitrageContext } from '../../machines/arbitrage.ts';
import { engineMachine } from '../../machines/engine.ts';
import { venueExecutorMachine } from '../../machines/venue-executor.ts';
import type { BookedArbitrage } from '../../src/accounting/booked-arbitrage.ts';
import type { Exposure } from '../../src/accounting/payoff.ts';
import type { Intent } from '../../src/arbitrage/intent.ts';
import { LiveArbitrage, type ArbitrageKeeper } from '../../src/engine/arbitrages/live-arbitrage.ts';
import type { Entry } from '../../src/engine/entries.ts';
import type { ArbitragesSetup } from '../../src/engine/arbitrages/surroundings.ts';
import type { Executor } from '../../src/engine/venues/executors.ts';
import type { ListedMarket, Markets } from '../../src/engine/venues/markets.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import type { LiveOrder, NewOrder, OrderRecord } from '../../src/orders/live-order.ts';
import { uniformGrid } from '../../src/venues/definitions/grid.ts';
import { World } from '../../src/world/world.ts';
import { compile } from '../../src/xstate/compile.ts';
import { createParent, type Children } from '../../src/xstate/parent.ts';

/** A million micros: one share, or one unit of a currency. */
export const million = 1_000_000n;

const wordOf = (given: unknown): string => {
  if (typeof given !== 'object' || given === null) return String(given);
  for (const key of ['clOrdId', 'request', 'type', 'venue', 'strategy'])
    if (key in given) return wordOf(given[key as never]);
  return JSON.stringify(given, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
};

/** The part, each of whose functions writes its call down: its name, and in a word what it was given. */
export const noted = <T extends object>(calls: string[], part: T): T => {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(part)) as Record<string, unknown>;
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(part))) {
    if (typeof value !== 'function') continue;
    copy[name] = (...given: unknown[]): unknown => {
      calls.push([name, ...given.map(wordOf)].join(' '));
      return (value as (...all: unknown[]) => unknown)(...given);
    };
  }
  return copy as T;
};

/** Does nothing: for a call that is only written down. */
export const nothing = (): undefined => undefined;

/** A world in which nothing is due but what the part under test makes due. */
export const quietWorld = () => {
  const world = new World<Entry>('7');
  const records: RecordBody[] = [];
  world.journal.consume((body) => void records.push(body));
  return {
    world,
    records,
    /** The records of a type. */
    recordsOf: <T extends RecordBody['type']>(type: T) =>
      records.filter((body): body is Extract<RecordBody, { type: T }> => body.type === type),
    /** What is due, as `time kind`, in the order in which it will come. */
    due: (): string[] => world.calendar.save().entries.map(({ atUs, entry }) => `${atUs} ${entry.kind}`),
    /** Lets that time come, and with it all that is due until then. */
    until: (atUs: number): Entry[] => {
      const came: Entry[] = [];
      const mark: Entry = { kind: 'moment' };
      world.calendar.schedule(atUs, mark);
      for (let entry = world.calendar.next(); entry !== mark; entry = world.calendar.next()) came.push(entry!);
      return came;
    },
  };
};

/** The hand of a parent actor that lives. */
export const parentOf = (): Children => {
  const parent = createParent(compile(engineMachine));
  createActor(parent.logic, { input: { runId: '' } }).start();
  return parent;
};

/** The actor of a venue whose connection stands; its events are written down as `kalshi venue.halted`. */
export const executorOf = (venue: string, calls: string[] = []): Executor => {
  const actor = createActor(venueExecutorMachine, { input: { venue } }).start();
  actor.send({ type: 'venue.connected' });
  return {
    send: (event) => {
      calls.push(`${venue} ${event.type}`);
      actor.send(event as Parameters<typeof actor.send>[0]);
    },
    getSnapshot: () => actor.getSnapshot(),
  };
};

/** A live order without a life of its own. */
export const orderOf = (order: Partial<NewOrder> & { readonly clOrdId?: string }): LiveOrder => {
  const { clOrdId = order.request?.clOrdId ?? '1.1', venue = 'kalshi', ownerId = 1, tickets = 4 } = order;
  const { ownerKind = 'leg' } = order;
  const request = { market: 'FED', outcome: 'no', side: 'buy', orderQty: 10n * million, price: 490_000n } as const;
  return {
    ...{ clOrdId, venue, ownerKind, ownerId, tickets, paysIn: order.paysIn ?? 2 },
    request: order.request ?? { clOrdId, ...request, timeInForce: 'GTC' },
    ...{ actor: createEmptyActor(), owner: null, isInWindow: false, sentAtUs: 0, isUntold: false, isZombie: false },
    ...{ recheck: null, timers: { ack: null, cancel: null, replace: null, word: null, settlement: null, doubt: null } },
  };
};

/** Orders that live, those that have something left to tell, and those that may still come. */
export const ordersOf = () => {
  const [live, loud, late] = [new Map<string, LiveOrder>(), new Set<string>(), new Set<string>()];
  const born = (order: LiveOrder): LiveOrder => {
    live.set(order.clOrdId, order);
    return order;
  };
  const released = ({ actor: _actor, owner: _owner, ...order }: LiveOrder): OrderRecord =>
    live.delete(order.clOrdId)
      ? ({ ...order, snapshot: { kept: order.clOrdId } } as unknown as OrderRecord)
      : undefined!;
  const orders: ArbitragesSetup['orders'] = {
    ...{ create: (order) => born(orderOf(order)), revive: (record) => born(orderOf(record)), release: released },
    ...{ get: (clOrdId) => live.get(clOrdId), tell: nothing, forget: nothing },
    ...{ isQuiet: ({ clOrdId }) => !loud.has(clOrdId), mayCome: ({ clOrdId }) => late.has(clOrdId) },
    ...{ saveRecord: (record) => ({ ...record }), restoreRecord: (record) => ({ ...record }) as OrderRecord },
  };
  return { orders, live, loud, late };
};

/** A market in steps of a cent and of a share. A fee is at most a micro for each share and each cent of price. */
export const marketOf = (terms: Partial<ListedMarket['terms']> = {}, expiryLeadUs = 0): ListedMarket => ({
  account: `at ${terms.venue ?? 'kalshi'}`,
  terms: {
    ...{ venue: 'kalshi', market: 'FED', outcomes: ['yes', 'no'], state: 'open', closesAtUs: null },
    ...{ grid: uniformGrid(10_000n), qtyStep: million, orderQtyMin: million, fees: { venue: 'kalshi' } },
    ...terms,
  } as ListedMarket['terms'],
  fees: {
    worstFee: ({ qty, px }: { readonly qty: bigint; readonly px: bigint }) => qty / million + px / 10_000n,
  } as never,
  expiryLeadUs,
});

/** Markets at Polymarket and at Kalshi; another venue is asked for by mistake. */
export const marketsOf = (found: (venue: string, market: string) => ListedMarket): Pick<Markets, 'of'> => ({
  of: (venue, market) => {
    if (venue !== 'polymarket' && venue !== 'kalshi') throw new Error(`${venue} is no venue`);
    return found(venue, market);
  },
});

/** What the books say of an arbitrage that holds so many shares of the first leg and of the second. */
export const bookedOf = (
  { legs }: Intent,
  [first, second]: readonly [bigint, bigint],
  changes: Partial<Exposure> & { readonly hasFilled?: boolean } = {},
): BookedArbitrage => {
  const hedgedQty = first < second ? first : second;
  const residues = [first - hedgedQty, second - hedgedQty];
  const residueQty = first + second - 2n * hedgedQty;
  const { hasFilled = first + second > 0n, ...exposed } = changes;
  const exposure = { residues, residueQty, hedgedQty, payoffs: [first, second], worstCase: 0n, ...exposed };
  const instruments = legs.map(({ venue, market, outcome }, index) => ({
    holding: { accountKey: { venue }, market, outcome },
    qty: [first, second][index]!,
  }));
  return { instruments, hasFilled, exposure: () => exposure } as unknown as BookedArbitrage;
};

/** A live arbitrage of number 1, whose actor remembers what is said. */
export const arbitrageOf = (
  intent: Intent,
  remembers: Partial<ArbitrageContext> = {},
  keeper: ArbitrageKeeper = { legUpdated: nothing, move: nothing },
): LiveArbitrage => {
  const { mode, policy, sets, unwindAttemptsMax } = intent;
  const legs = intent.legs.map(({ qty }, index) => ({ clOrdId: `1.${index + 1}`, plannedQty: qty }));
  const input = { arbitrageId: '1', mode, policy, sets, unwindAttemptsMax, legs };
  const newborn = createActor(arbitrageMachine, { input }).start().getPersistedSnapshot() as object;
  const { context } = newborn as { readonly context: ArbitrageContext };
  const snapshot = { ...newborn, context: { ...context, ...remembers } } as unknown as Snapshot<unknown>;
  return new LiveArbitrage(keeper, 1, intent, createActor(arbitrageMachine, { snapshot } as never).start(), 0);
};
