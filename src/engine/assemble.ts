// Puts an engine together, from the ground up: the world, the venues in it, the way to them, what is traded, and the course
// of the run. Each part gets what it stands on by its constructor; what stands on it is connected at the end, in one place.
import { Portfolio } from '../accounting/portfolio.ts';
import { compareText } from '../kernel/compare-text.ts';
import { Orders } from '../orders/orders.ts';
import { Settlements } from '../orders/settlements.ts';
import { checkFaults } from '../venues/faults/fault-plan.ts';
import { Commands } from '../world/commands/commands.ts';
import { CommandTable } from '../world/commands/table.ts';
import { writeFrame } from '../world/frame.ts';
import { hostVenue } from '../world/hosted-venue.ts';
import { Admission } from './intents/admission.ts';
import { Arbitrages } from './arbitrages/arbitrages.ts';
import { Dispatch } from './dispatch.ts';
import { EngineWorld } from './engine-world.ts';
import type { CourseParts, EngineParts, Ground, TradingParts, VenueParts } from './parts.ts';
import { Phases } from './phases/phases.ts';
import { stopCommand } from './phases/stop-command.ts';
import { Root } from './phases/root.ts';
import type { CoreSetup, VenueSetup } from './setup.ts';
import { restoreParts, saveParts, type CoreState } from './state.ts';
import { Connections } from './venues/connections.ts';
import { Executors } from './venues/executors.ts';
import { Lanes } from './venues/lanes.ts';
import { Markets } from './venues/markets.ts';

/** An engine: its parts, its steps, and how it is saved. */
export interface AssembledCore extends EngineParts {
  /** Writes the first records, connects the venues and makes the first moment due; not asked of one that was saved. */
  begin(): void;
  /** Takes the next entry of the calendar. False if there is none. */
  step(): boolean;
  /** The engine as plain data, between two steps. */
  save(): CoreState;
}

/** Puts an engine together, at its beginning or as it was saved. Throws `InvalidFault`. */
export const assembleCore = (setup: CoreSetup, state?: CoreState): AssembledCore => {
  const ground = groundOf(setup, state);
  const venueParts = venuePartsOf(setup, ground, state);
  const trading = tradingPartsOf(setup, ground, venueParts);
  const course = coursePartsOf(setup, ground, venueParts, trading, state);
  const { world, portfolio, root, venues, markets } = ground;
  const { executors, lanes, settlements, connections } = venueParts;
  const { orders, arbitrages } = trading;
  const { admission, phases, intents } = course;
  const dispatch = new Dispatch(world, { intents, arbitrages, orders, lanes, connections, venues });
  const table = new CommandTable();
  table.register(stopCommand(phases));
  setup.commands?.(table, { world, venues });
  const steps = { isDueBy: (atUs: number) => dispatch.isDueBy(atUs), step: () => void dispatch.step() };
  const commands = new Commands(world, table, steps, state?.commands);
  // Named one by one: V8 gives objects that are spread together other shapes at first, and compiles for each.
  const engine: AssembledCore = {
    world,
    portfolio,
    root,
    venues,
    markets,
    executors,
    lanes,
    settlements,
    connections,
    orders,
    arbitrages,
    admission,
    phases,
    intents,
    commands,
    begin: () => begin(setup, engine),
    step: () => dispatch.step(),
    save: () => saveParts(engine),
  };
  connect(engine);
  if (state !== undefined) restoreParts(engine, state);
  return engine;
};

/** The venues by name: an object has its own idea of the order of names such as 7 and 10. */
const byName = ({ venues }: CoreSetup): readonly (readonly [venue: string, VenueSetup])[] =>
  Object.entries(venues).toSorted(([left], [right]) => compareText(left, right));

const groundOf = (setup: CoreSetup, state: CoreState | undefined): Ground => {
  const { frame, timeouts, faults, inspect, births, host = hostVenue } = setup;
  const setups = byName(setup);
  checkFaults(
    faults,
    setups.map(([venue]) => venue),
  );
  const late = { visibilityUs: timeouts.visibilityUs, recordUs: setup.arbitrages.recordUs };
  const world = new EngineWorld(frame.seed, late, state?.time, state?.underWay);
  const portfolio = new Portfolio(state?.portfolio);
  world.journal.consume((body) => portfolio.observe(body));
  const root = new Root(world, { inspect, births, saved: state?.engine });
  const hosted = setups.map(([venue, venueSetup]) => {
    const saved = state?.venues.find((each) => each.venue === venue);
    return [venue, host(world.ofVenues, venue, { ...venueSetup, faults }, saved?.simulator)] as const;
  });
  return { world, portfolio, root, venues: new Map(hosted), markets: new Markets(Object.values(setup.venues)) };
};

const venuePartsOf = (setup: CoreSetup, { world, root, venues }: Ground, state: CoreState | undefined): VenueParts => {
  const { timeouts } = setup;
  const setups = byName(setup);
  const onChain = setups.filter(([, { profile }]) => profile.settlement !== undefined).map(([venue]) => venue);
  const settlements = new Settlements(world, new Set(onChain), state?.settlements);
  const executors = new Executors(world, root.children, setup.births);
  const lanes = new Lanes(world, venues);
  const answerUs = timeouts.ackUs + timeouts.visibilityUs;
  const connections = new Connections({ world, lanes, settlements, venues, answerUs });
  for (const [venue, { lane }] of setups) {
    const saved = state?.venues.find((each) => each.venue === venue);
    const executor = executors.add(venue, saved?.executor);
    lanes.add({ ...lane, venue }, executor, saved?.lane);
    connections.add(venue, executor);
  }
  return { executors, lanes, settlements, connections };
};

const tradingPartsOf = (setup: CoreSetup, ground: Ground, venueParts: VenueParts): TradingParts => {
  const { timeouts } = setup;
  const { world, portfolio, root, venues, markets } = ground;
  const { lanes, connections, settlements, executors } = venueParts;
  const orders = new Orders({
    world,
    timeouts,
    parents: executors.parents,
    traffic: lanes,
    answers: connections,
    settlements,
    underWay: world.underWay,
    venues,
  });
  const options = { ...setup.arbitrages, settlementUs: timeouts.settlementUs };
  const parent = root.children;
  const arbitrages = new Arbitrages({
    world,
    options,
    parent,
    portfolio,
    markets,
    connections,
    settlements,
    orders,
    lanes,
  });
  return { orders, arbitrages };
};

const coursePartsOf = (
  setup: CoreSetup,
  { world, portfolio, root, venues }: Ground,
  { lanes, connections }: VenueParts,
  { orders, arbitrages }: TradingParts,
  state: CoreState | undefined,
): CourseParts => {
  const limits = setup.risk;
  const admission = new Admission({ world, limits, portfolio, lanes, arbitrages }, state?.admitted);
  const phases = new Phases({ world, root, limits, portfolio, venues, orders, arbitrages, admission });
  const ground = { world, portfolio, venues, connections, arbitrages, admission, phases };
  return { admission, phases, intents: setup.intents(ground, state?.intents) };
};

/** Each part reports to the one that stands on it: by an interface that the part itself declares. */
const connect = (parts: EngineParts): void => {
  const { root, executors, lanes, settlements, connections, orders, arbitrages, phases, intents } = parts;
  root.reportTo({
    stopIntents: () => intents.stop(),
    cancelEverything: () => arbitrages.stopAll('stopped'),
  });
  executors.reportTo({
    reconcile: (venue) => connections.reconcile(venue),
    pump: (venue) => lanes.pumpVenue(venue),
  });
  lanes.reportTo(orders);
  settlements.reportTo(orders);
  connections.reportTo(orders);
  orders.reportTo(arbitrages);
  arbitrages.reportTo(phases);
};

const begin = (setup: CoreSetup, { world, executors, phases }: EngineParts): void => {
  const venues = byName(setup).map(([venue, venueSetup]) => ({ ...venueSetup, venue }));
  writeFrame(world, { ...setup.frame, kind: 'run', epochMs: setup.epochMs?.() ?? 0 }, venues);
  executors.connectAll();
  phases.begin();
  world.settle();
};
