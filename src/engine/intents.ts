// Where a run's intents come from: at each moment of the market the strategies are told, and what they want is
// planned. What can be planned is offered to the run; what cannot is written down with the reason.
import { createRates } from '../accounting/currencies.ts';
import type { Pair } from '../arbitrage/pair.ts';
import { createPlanning, type Planning } from '../arbitrage/plan-batch.ts';
import type { PlanContext } from '../arbitrage/plan.ts';
import type { Scenario, ScenarioStrategy } from '../scenario/types.ts';
import { createFeed, type Feed, type FeedState } from '../strategies/feed.ts';
import { createGenerator } from '../strategies/generator.ts';
import { createRunner, type RunnerState, type StrategyFault, type StrategyRunner } from '../strategies/runner.ts';
import type { IntentDraft, Strategy } from '../strategies/types.ts';
import type { WantedIntent } from './admission.ts';
import type { Core } from './core.ts';
import type { IntentSource } from './intent-source.ts';

/** The source of intents at rest: plain data. */
export interface IntentsState {
  readonly feed: FeedState;
  readonly runners: readonly RunnerState[];
  readonly isStopped: boolean;
}

interface Desk {
  readonly options: ScenarioStrategy;
  readonly runner: StrategyRunner;
  readonly planning: Planning;
  readonly pairs: ReadonlyMap<string, Pair>;
}

/** The source of a scenario's intents. */
export class Intents implements IntentSource {
  private readonly core: Core;
  private readonly feed: Feed;
  private readonly desks: readonly Desk[];
  private readonly context: PlanContext;
  private isStopped: boolean;
  private momentCount: number;

  /** `modules`: the strategies that are not built in, by the names that the scenario gives them. */
  constructor(core: Core, scenario: Scenario, modules: ReadonlyMap<string, Strategy<unknown>>, state?: IntentsState) {
    this.core = core;
    this.isStopped = state?.isStopped ?? false;
    this.momentCount = state?.feed.moments ?? 0;
    this.feed = createFeed(scenario, core.streams, state?.feed);
    const markets = scenario.markets.map(({ terms }) => terms);
    const world = {
      markets,
      venues: scenario.venues,
      rates: createRates(scenario.rates),
      currency: scenario.currency,
    };
    this.desks = scenario.strategies.map((options, index) => {
      const pairs = scenario.pairs.map(({ pair }) => pair).filter(({ pair }) => options.pairs.includes(pair));
      const strategy = modules.get(options.strategy) ?? createGenerator(options.strategy);
      const setup = { options, pairs, markets };
      return {
        options,
        runner: createRunner({ strategy, setup, streams: core.streams }, state?.runners[index]),
        planning: createPlanning(pairs, options, world),
        pairs: new Map(pairs.map((pair) => [pair.pair, pair])),
      };
    });
    this.context = {
      get nowUs() {
        return core.nowUs;
      },
      fundsOf: (venue) => core.parts.books.accounts.fundsOf(venue),
      stateOf: ({ venue, market, state: first }) => core.parts.connections.stateOf(venue, market) ?? first,
    };
  }

  get moments(): number {
    return this.momentCount;
  }

  stop(): void {
    this.isStopped = true;
  }

  moment(): void {
    if (this.momentCount === 0) this.noticeStillborn();
    if (this.isStopped) return;
    const moment = this.feed.next(this.core.nowUs);
    if (moment === null) return this.core.parts.phases.exhausted();
    this.momentCount += 1;
    for (const desk of this.desks) {
      if (desk.runner.fault !== null || !desk.pairs.has(moment.event.pair)) continue;
      const { drafts, fault } = desk.runner.step(moment.event);
      if (fault !== null) this.faulted(fault);
      for (const draft of drafts) this.wanted(desk, draft);
    }
    if (moment.nextInUs === null) return this.core.parts.phases.exhausted();
    this.core.calendar.schedule(this.core.nowUs + moment.nextInUs, {
      kind: 'moment',
    });
    return undefined;
  }

  save(): IntentsState {
    return {
      feed: this.feed.save(),
      runners: this.desks.map(({ runner }) => runner.save()),
      isStopped: this.isStopped,
    };
  }

  /** A strategy may fail before its first step. */
  private noticeStillborn(): void {
    for (const { runner } of this.desks) if (runner.fault !== null) this.faulted(runner.fault);
  }

  private faulted({ strategy, sentence }: StrategyFault): void {
    this.core.record({ type: 'strategy.faulted', strategy, reason: sentence });
    if (this.desks.every(({ runner }) => runner.fault !== null)) this.core.parts.phases.stop('strategyFaulted');
  }

  private wanted(desk: Desk, draft: IntentDraft): void {
    const { admission } = this.core.parts;
    const planned = desk.planning.planIntent(draft, this.context);
    if (planned.ok) admission.offer(planned.intent);
    else admission.refuse(asWanted(desk, draft), planned.refusal.reason);
  }
}

const asWanted = ({ options, pairs }: Desk, draft: IntentDraft): WantedIntent => {
  const { sets, prices } = draft;
  const pair = pairs.get(draft.pair);
  return {
    strategy: options.strategy,
    pair: draft.pair,
    sets,
    expectedEdge: 0n,
    roiBps: 0,
    outcomes: pair?.outcomes.length ?? 0,
    mode: draft.mode ?? options.mode,
    policy: draft.policy ?? options.policy,
    legs: (pair?.legs ?? []).map(({ venue, market, outcome, paysIn }, index) => ({
      venue,
      market,
      outcome,
      paysIn,
      side: 'buy',
      price: prices[index] ?? 0n,
      qty: sets,
      worstFee: 0n,
    })),
  };
};
