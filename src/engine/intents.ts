// Where the intents of a run with a seeded feed come from: at each moment of the market the strategies are told of it, as
// the venues show it that have a market of their own.
import type { Scenario } from '../scenario/types.ts';
import { createFeed, type Feed, type FeedState } from '../strategies/feed.ts';
import type { RunnerState } from '../strategies/runner.ts';
import type { Strategy } from '../strategies/types.ts';
import type { Core } from './core.ts';
import { Desks } from './desks.ts';
import type { IntentSource } from './intent-source.ts';
import { asShown } from './shown-quotes.ts';

/** The source of intents at rest: plain data. */
export interface IntentsState {
  readonly feed: FeedState;
  readonly runners: readonly RunnerState[];
  readonly isStopped: boolean;
}

/** The source of a scenario's intents. */
export class Intents implements IntentSource {
  private readonly core: Core;
  private readonly feed: Feed;
  private readonly desks: Desks;
  private readonly marketPositionMax: bigint | null;
  private isStopped: boolean;
  private momentCount: number;

  /** `modules`: the strategies that are not built in, by the names that the scenario gives them. */
  constructor(core: Core, scenario: Scenario, modules: ReadonlyMap<string, Strategy<unknown>>, state?: IntentsState) {
    this.core = core;
    this.isStopped = state?.isStopped ?? false;
    this.momentCount = state?.feed.moments ?? 0;
    this.marketPositionMax = scenario.risk.marketPositionMax;
    this.feed = createFeed(scenario, core.streams, state?.feed);
    this.desks = new Desks(core, scenario, modules, state?.runners);
  }

  get moments(): number {
    return this.momentCount;
  }

  stop(): void {
    this.isStopped = true;
  }

  moment(): void {
    if (this.momentCount === 0) this.desks.noticeStillborn();
    if (this.isStopped) return;
    const moment = this.feed.next(this.core.nowUs);
    if (moment === null) return this.core.parts.phases.exhausted();
    this.momentCount += 1;
    this.desks.tell(asShown(moment.event, this.core, this.marketPositionMax), 0);
    if (moment.nextInUs === null) return this.core.parts.phases.exhausted();
    this.core.calendar.schedule(this.core.nowUs + moment.nextInUs, {
      kind: 'moment',
    });
    return undefined;
  }

  save(): IntentsState {
    return { feed: this.feed.save(), runners: this.desks.save(), isStopped: this.isStopped };
  }
}
