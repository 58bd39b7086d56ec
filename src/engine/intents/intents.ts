// Where the intents of a run with a seeded feed come from: at each moment of the market the strategies receive its
// quotes; those of venues that have a market of their own are as the venue shows them.
import { createFeed, type Feed, type FeedState } from '../../strategies/feed.ts';
import type { RunnerState } from '../../strategies/runner.ts';
import type { VenueSimulator } from '../../venues/simulation/types.ts';
import type { World } from '../../world/world.ts';
import type { Entry } from '../entries.ts';
import type { Phases } from '../phases/phases.ts';
import { StrategyHost, type StrategyHostSetup } from './strategy-host.ts';
import type { IntentSource } from './intent-source.ts';
import { asShown } from './shown-quotes.ts';

/** The source of intents at rest: plain data. */
export interface IntentsState {
  readonly feed: FeedState;
  readonly runners: readonly RunnerState[];
  readonly isStopped: boolean;
}

/** What a source of intents stands on. */
export interface IntentsSetup extends StrategyHostSetup {
  readonly world: StrategyHostSetup['world'] & Pick<World<Entry>, 'after'>;
  readonly phases: Pick<Phases, 'stop' | 'exhausted'>;
  readonly venues: ReadonlyMap<string, Pick<VenueSimulator, 'shown'>>;
}

/** The source of a scenario's intents. */
export class Intents implements IntentSource {
  private readonly setup: IntentsSetup;
  private readonly feed: Feed;
  private readonly strategies: StrategyHost;
  private readonly marketPositionMax: bigint | null;
  private isStopped: boolean;
  private momentCount: number;

  /** The source at its beginning, or as it was saved. */
  constructor(setup: IntentsSetup, state?: IntentsState) {
    this.setup = setup;
    const { world, scenario } = setup;
    this.isStopped = state?.isStopped ?? false;
    this.momentCount = state?.feed.moments ?? 0;
    this.marketPositionMax = scenario.risk.marketPositionMax;
    this.feed = createFeed(scenario, world.streams, state?.feed);
    this.strategies = new StrategyHost(setup, state?.runners);
  }

  get moments(): number {
    return this.momentCount;
  }

  stop(): void {
    this.isStopped = true;
  }

  moment(): void {
    if (this.momentCount === 0) this.strategies.noticeStillborn();
    if (this.isStopped) return;
    const { world, phases } = this.setup;
    const moment = this.feed.next(world.nowUs);
    if (moment === null) return phases.exhausted();
    this.momentCount += 1;
    this.strategies.tell(asShown(moment.event, this.setup, this.marketPositionMax), 0);
    if (moment.nextInUs === null) return phases.exhausted();
    world.after(moment.nextInUs, { kind: 'moment' });
    return undefined;
  }

  save(): IntentsState {
    return { feed: this.feed.save(), runners: this.strategies.save(), isStopped: this.isStopped };
  }
}
