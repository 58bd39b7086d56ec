// Puts a core together: the actor tree (engine, its venues, their orders, its arbitrages), lanes and simulated
// venues, each with random streams of its own.
import { createActor, type AnyActorRef } from 'xstate';
import { engineMachine } from '../../machines/engine.ts';
import { venueExecutorMachine } from '../../machines/venue-executor.ts';
import { Lane, type LaneOptions } from '../lanes/lane.ts';
import { checkFaults, type FaultSpec } from '../venues/faults/fault-plan.ts';
import { withFaults } from '../venues/faults/faulty-venue.ts';
import { StochasticVenue } from '../venues/simulator/stochastic.ts';
import type { StochasticProfile, VenueLaw } from '../venues/simulator/stochastic-profile.ts';
import type { VenueHost, VenueSimulator } from '../venues/simulator/types.ts';
import { compile } from '../xstate/compile.ts';
import { createParent, type Parent } from '../xstate/parent.ts';
import { Arbitrages } from './arbitrages.ts';
import type { ArbitrageOptions } from './live-arbitrage.ts';
import { Core } from './core.ts';
import type { Intent } from '../arbitrage/intent.ts';
import { Lanes } from './lanes.ts';
import type { Patience } from '../lanes/patience.ts';
import { Orders } from './orders.ts';

/** A venue of a run. */
export interface VenueSetup {
  readonly profile: StochasticProfile;
  readonly law: VenueLaw;
  readonly lane: Omit<LaneOptions, 'venue'>;
}

/** Everything a core is made from. */
export interface CoreSetup {
  readonly seed: string;
  readonly venues: Readonly<Record<string, VenueSetup>>;
  readonly patience: Patience;
  readonly arbitrages: ArbitrageOptions;
  /** The faults that are injected. */
  readonly faults?: readonly FaultSpec[];
  /** The next intent and the time until the one after it; null when there are no more. */
  readonly intents: (core: Core) => { readonly intent: Intent; readonly nextInUs: number } | null;
}

/** A core, its root actor, and the switch that lets the first intent come. */
export interface AssembledCore {
  readonly core: Core;
  readonly engine: AnyActorRef;
}

/** Puts a core together, with the venues connected and the first intent due. Throws `InvalidFault`. */
export const assembleCore = (setup: CoreSetup): AssembledCore => {
  const { faults = [] } = setup;
  checkFaults(faults, Object.keys(setup.venues));
  const core = new Core(setup.seed);
  const engineParent = createParent(compile(engineMachine));
  const engine = createActor(
    engineParent.logic as never,
    { id: 'engine', input: {} } as never,
  ) as unknown as AnyActorRef;
  engine.start();
  const executors = new Map<string, Parent<never>>();
  const lanes = new Lanes(core);
  const venues = new Map<string, VenueSimulator>();
  const host: VenueHost = {
    get nowUs() {
      return core.nowUs;
    },
    schedule: (delayUs, happening) => core.calendar.schedule(core.nowUs + delayUs, happening),
    cancel: (id) => core.calendar.cancel(id),
    report: (delayUs, report) => core.calendar.schedule(core.nowUs + delayUs, report),
    record: (body) => core.record(body),
  };
  for (const [venue, { profile, law, lane }] of Object.entries(setup.venues)) {
    const parent = createParent(
      compile(venueExecutorMachine.provide({ actions: { pumpLane: () => core.defer(() => lanes.pumpVenue(venue)) } })),
    );
    const executor = engineParent.spawn(parent.logic, `venue:${venue}`, { input: { venue } });
    executors.set(venue, parent as unknown as Parent<never>);
    lanes.add(new Lane({ ...lane, venue }), lane.capacity, executor);
    const stream = (name: string) => core.streams.stream(`${venue}.${name}`);
    const streams = {
      ack: stream('ack'),
      fill: stream('fill'),
      report: stream('report'),
      cancel: stream('cancel'),
      fate: stream('fate'),
    };
    const build = (within: VenueHost): VenueSimulator => new StochasticVenue(venue, profile, law, within, streams);
    const specs = faults.filter((spec) => spec.venue === venue);
    const streamOf = (name: string) => core.streams.stream(name);
    venues.set(venue, specs.length === 0 ? build(host) : withFaults(venue, build, specs, host, streamOf));
    executor.send({ type: 'venue.connected' });
  }
  const orders = new Orders(core, setup.patience, executors);
  const arbitrages = new Arbitrages(core, setup.arbitrages, engineParent as unknown as Parent<never>);
  const nextIntent = (): void => {
    const next = setup.intents(core);
    if (next === null) return;
    core.calendar.schedule(core.nowUs + next.nextInUs, { kind: 'intent' });
    arbitrages.start(next.intent);
  };
  core.connect({ orders, arbitrages, lanes, venues, nextIntent });
  core.settle();
  core.calendar.schedule(0, { kind: 'intent' });
  return { core, engine };
};
