// Puts a core together: the actor tree (engine, its venues, their orders, its arbitrages), books, lanes and simulated
// venues, each with random streams of its own; at its beginning, or as it was saved.
import { createActor, type AnyActorRef } from 'xstate';
import { engineMachine } from '../../machines/engine.ts';
import { venueExecutorMachine } from '../../machines/venue-executor.ts';
import { Books, type BooksState } from '../accounting/books.ts';
import type { LaneOptions } from '../lanes/lane.ts';
import type { Patience } from '../lanes/patience.ts';
import type { RiskLimits } from '../risk/limits.ts';
import { checkFaults, type FaultSpec } from '../venues/faults/fault-plan.ts';
import type { Market } from '../venues/definitions/market.ts';
import type { FaultyVenue } from '../venues/faults/faulty-venue.ts';
import type { VenueRules } from '../venues/definitions/types.ts';
import { compareText } from '../kernel/compare-text.ts';
import { writeFrame, type WorldFrame } from '../world/frame.ts';
import { hostVenue, type HostedVenueSetup, type HostedVenueState } from '../world/hosted-venue.ts';
import type { WorldState } from '../world/world.ts';
import { compile } from '../xstate/compile.ts';
import { inspectWith, type ActorObserver } from '../xstate/inspection.ts';
import { createParent, type Births, type Parent } from '../xstate/parent.ts';
import { Admission } from './admission.ts';
import { Arbitrages } from './arbitrages.ts';
import type { ArbitrageOptions, ArbitragesState } from './live-arbitrage.ts';
import { Connections, type ConnectionsState } from './connections.ts';
import { Core } from './core.ts';
import type { Entry } from './entries.ts';
import type { IntentSource } from './intent-source.ts';
import { Lanes, type LiveLaneState } from './lanes.ts';
import { Markets } from './markets.ts';
import { Orders, type OrdersState } from './orders.ts';
import { Phases } from './phases.ts';
import type { UnderWayState } from './under-way.ts';
import { Settlements, type SettlementsState } from './settlements.ts';

/** A venue of a run. */
export interface VenueSetup extends Omit<HostedVenueSetup, 'faults'> {
  readonly lane: Omit<LaneOptions, 'venue'>;
  readonly account: {
    readonly account: string;
    readonly currency: string;
    readonly opening: bigint;
  };
  readonly markets: readonly Market[];
  readonly rules: VenueRules;
}

/** Everything that a core is made from. */
export interface CoreSetup {
  readonly frame: WorldFrame;
  readonly venues: Readonly<Record<string, VenueSetup>>;
  readonly patience: Patience;
  readonly arbitrages: Omit<ArbitrageOptions, 'settlementUs'>;
  readonly risk: RiskLimits;
  /** The faults that are injected. */
  readonly faults: readonly FaultSpec[];
  /** The source of its intents, at its beginning or as it was saved. */
  readonly intents: (core: Core, state?: unknown) => IntentSource;
  /** Who is told of every actor; it costs nothing where nobody is. */
  readonly inspect?: ActorObserver;
  /** Whose constructor orders and arbitrages have; `own` where it is left out. */
  readonly births?: Births;
}

interface SavedVenue {
  readonly venue: string;
  readonly executor: unknown;
  readonly lane: LiveLaneState;
  readonly simulator: HostedVenueState;
}

/** A core between two steps: plain data. */
export interface CoreState {
  readonly time: WorldState<Entry>;
  readonly underWay: UnderWayState;
  readonly engine: unknown;
  readonly venues: readonly SavedVenue[];
  readonly orders: OrdersState;
  readonly arbitrages: ArbitragesState;
  readonly settlements: SettlementsState;
  readonly connections: ConnectionsState;
  readonly books: BooksState;
  readonly intents: unknown;
  /** Intents so far. */
  readonly admitted: number;
}

/** A core, its root actor, and how it is saved. */
export interface AssembledCore {
  readonly core: Core;
  readonly engine: AnyActorRef;
  /** Writes the first records, connects the venues and makes the first moment due; not asked of one that was saved. */
  begin(): void;
  save(): CoreState;
}

/** The venues by name: an object has its own idea of the order of names such as 7 and 10. */
const byName = ({ venues }: CoreSetup): readonly (readonly [venue: string, VenueSetup])[] =>
  Object.entries(venues).toSorted(([left], [right]) => compareText(left, right));

/** Puts a core together, at its beginning or as it was saved. Throws `InvalidFault`. */
export const assembleCore = (setup: CoreSetup, state?: CoreState): AssembledCore => {
  const { frame, patience } = setup;
  const setups = byName(setup);
  const names = setups.map(([venue]) => venue);
  checkFaults(setup.faults, names);
  const { visibilityUs } = patience;
  const { recordUs } = setup.arbitrages;
  const core = new Core(frame.seed, { visibilityUs, recordUs }, state?.time, state?.underWay);
  const books = new Books(state?.books);
  core.journal.consume((body) => books.observe(body));

  const { inspect } = setup;
  const engineParent = createParent(
    compile(engineMachine.provide({ actions: Phases.effects(core) as never })),
    setup.births,
  );
  const engine = createActor(
    engineParent.logic as never,
    {
      id: 'engine',
      ...(state === undefined ? { input: { runId: '' } } : { snapshot: state.engine }),
      ...(inspect === undefined ? {} : { inspect: inspectWith((notice) => inspect(notice, core.nowUs)) }),
    } as never,
  ) as unknown as AnyActorRef;
  engine.start();

  const executors = new Map<string, Parent<never>>();
  const actors = new Map<string, AnyActorRef>();
  const lanes = new Lanes(core);
  const connections = new Connections(core, patience.ackUs + patience.visibilityUs);
  const venues = new Map<string, FaultyVenue>();
  for (const [venue, venueSetup] of setups) {
    const saved = state?.venues.find((each) => each.venue === venue);
    const parent = createParent(
      compile(
        venueExecutorMachine.provide({
          actions: executorEffects(core, venue) as never,
        }),
      ),
      setup.births,
    );
    const birth = saved === undefined ? { input: { venue } } : { snapshot: saved.executor as never };
    const executor = engineParent.spawn(parent.logic, `venue:${venue}`, birth);
    executors.set(venue, parent as unknown as Parent<never>);
    actors.set(venue, executor);
    lanes.add({ ...venueSetup.lane, venue }, executor, saved?.lane);
    connections.add(venue, executor);
    const { faults } = setup;
    venues.set(venue, hostVenue(core, venue, { ...venueSetup, faults }, saved?.simulator));
  }

  const orders = new Orders(core, patience, executors);
  const arbitrages = new Arbitrages(
    core,
    { ...setup.arbitrages, settlementUs: patience.settlementUs },
    engineParent as unknown as Parent<never>,
  );
  const onChain = names.filter((venue) => setup.venues[venue]?.profile.settlement !== undefined);
  const settlements = new Settlements(core, new Set(onChain), state?.settlements);
  const phases = new Phases(core, engine, setup.risk);
  const markets = new Markets(Object.values(setup.venues));
  const intents = setup.intents(core, state?.intents);
  const admission = new Admission(core, setup.risk, state?.admitted);
  core.connect({
    markets,
    books,
    phases,
    intents,
    admission,
    arbitrages,
    orders,
    settlements,
    lanes,
    connections,
    venues,
  });
  if (state !== undefined) {
    orders.restore(state.orders);
    arbitrages.restore(state.arbitrages);
    connections.restore(state.connections);
  }
  const save = (): CoreState => ({
    time: core.save(),
    underWay: core.underWay.save(),
    engine: engine.getPersistedSnapshot(),
    venues: names.map((venue) => ({
      venue,
      executor: actors.get(venue)?.getPersistedSnapshot(),
      lane: lanes.saveOf(venue),
      simulator: venues.get(venue)!.save(),
    })),
    orders: orders.save(),
    arbitrages: arbitrages.save(),
    settlements: settlements.save(),
    connections: connections.save(),
    books: books.save(),
    intents: intents.save(),
    admitted: admission.total,
  });
  return { core, engine, begin: () => begin(core, setup, actors), save };
};

const begin = (core: Core, setup: CoreSetup, actors: ReadonlyMap<string, AnyActorRef>): void => {
  const venues = byName(setup).map(([venue, venueSetup]) => ({ ...venueSetup, venue }));
  writeFrame(core, setup.frame, venues);
  for (const actor of actors.values()) actor.send({ type: 'venue.connected' });
  core.parts.phases.begin();
  core.settle();
};

const executorEffects = (core: Core, venue: string): Readonly<Record<string, () => void>> => {
  // The simulated connection comes back by itself, and tells: nobody has to try.
  const nothing = (): void => undefined;
  return {
    connect: nothing,
    scheduleReconnect: nothing,
    queryVenueStatus: nothing,
    cancelLiveOrders: nothing,
    queryLiveOrders: () => core.defer(() => core.parts.connections.reconcile(venue)),
    pumpLane: () => core.defer(() => core.parts.lanes.pumpVenue(venue)),
  };
};
