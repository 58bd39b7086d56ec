// Hosts the strategies of a run: passes them market events, and plans the intents that they draft. What can be planned is
// offered to the run; what cannot is written down with the reason. Knows no feed and no recording.
import { assert } from '../../kernel/assert.ts';
import { createRates } from '../../accounting/currencies.ts';
import type { Pair } from '../../arbitrage/pair.ts';
import { createPlanning, type Planning } from '../../arbitrage/plan-batch.ts';
import type { PlanContext } from '../../arbitrage/plan.ts';
import { STRATEGY_FAULTED } from '../../journal/command-record.ts';
import type { Scenario, ScenarioStrategy } from '../../scenario/types.ts';
import { createGenerator } from '../../strategies/generator.ts';
import {
  createRunner,
  noChecks,
  usualChecks,
  type RunnerState,
  type StrategyFault,
  type StrategyRunner,
} from '../../strategies/runner.ts';
import { createScanner } from '../../strategies/scanner.ts';
import type { IntentDraft, MarketEvent, Strategy } from '../../strategies/types.ts';
import type { Portfolio } from '../../accounting/portfolio.ts';
import type { World } from '../../world/world.ts';
import type { Phases } from '../phases/phases.ts';
import type { Connections } from '../venues/connections.ts';
import type { Admission, WantedIntent } from './admission.ts';

interface HostedStrategy {
  readonly options: ScenarioStrategy;
  readonly runner: StrategyRunner;
  readonly planning: Planning;
  readonly pairs: ReadonlyMap<string, Pair>;
}

/** The parts that strategies need. */
export interface StrategyHostSetup {
  readonly world: Pick<World<never>, 'nowUs' | 'record' | 'settle' | 'streams'>;
  readonly scenario: Scenario;
  /** The strategies that are not built in, by the names that the scenario gives them. */
  readonly modules: ReadonlyMap<string, Strategy<unknown>>;
  readonly portfolio: Pick<Portfolio, 'accounts'>;
  readonly connections: Pick<Connections, 'stateOf'>;
  readonly admission: Pick<Admission, 'offer' | 'refuse'>;
  readonly phases: Pick<Phases, 'stop'>;
}

/** All strategies of a run. */
export class StrategyHost {
  private readonly setup: StrategyHostSetup;
  private readonly strategies: readonly HostedStrategy[];
  private readonly context: PlanContext;
  private bookAgeUs = 0;

  /** The strategies at their beginning, or as they were saved. */
  constructor(setup: StrategyHostSetup, runners?: readonly RunnerState[]) {
    this.setup = setup;
    const { world, scenario, modules, portfolio, connections } = setup;
    const markets = scenario.markets.map(({ terms }) => terms);
    const planned = {
      markets,
      venues: scenario.venues,
      rates: createRates(scenario.rates),
      currency: scenario.currency,
    };
    this.strategies = scenario.strategies.map((options, index) => {
      const pairs = scenario.pairs.map(({ pair }) => pair).filter(({ pair }) => options.pairs.includes(pair));
      const traded = { options, pairs, markets };
      const own = modules.get(options.strategy);
      return {
        options,
        runner: createRunner(
          own === undefined
            ? { strategy: builtIn(options), setup: traded, streams: world.streams, checks: noChecks }
            : { strategy: own, setup: traded, streams: world.streams, checks: usualChecks },
          runners?.[index],
        ),
        planning: createPlanning(pairs, options, planned),
        pairs: new Map(pairs.map((pair) => [pair.pair, pair])),
      };
    });
    const ageUs = (): number => this.bookAgeUs;
    this.context = {
      get nowUs() {
        return world.nowUs;
      },
      get bookAgeUs() {
        return ageUs();
      },
      fundsOf: (venue) => portfolio.accounts.fundsOf(venue),
      stateOf: ({ venue, market, state: first }) => connections.stateOf(venue, market) ?? first,
    };
  }

  /** A strategy may fail before its first step: that is journaled with the first moment. */
  noticeStillborn(): void {
    for (const { runner } of this.strategies) if (runner.fault !== null) this.faulted(runner.fault);
  }

  /** The longest time for which a strategy with that pair takes its books as fresh; 0 where none has it. */
  stalenessUsOf(pair: string): number {
    return this.strategies.reduce(
      (most, { options, pairs }) => (pairs.has(pair) && options.stalenessUs > most ? options.stalenessUs : most),
      0,
    );
  }

  /** Passes an event to the strategies that trade its pair; its oldest book has that age. */
  tell(event: MarketEvent, bookAgeUs: number): void {
    this.bookAgeUs = bookAgeUs;
    for (const hosted of this.strategies) {
      if (hosted.runner.fault !== null || !hosted.pairs.has(event.pair)) continue;
      const { drafts, fault } = hosted.runner.step(event);
      if (fault !== null) this.faulted(fault);
      for (const draft of drafts) this.wanted(hosted, draft);
    }
  }

  /** The strategies as plain data. */
  save(): readonly RunnerState[] {
    return this.strategies.map(({ runner }) => runner.save());
  }

  private faulted({ strategy, sentence }: StrategyFault): void {
    this.setup.world.record({ type: 'strategy.faulted', strategy, reason: sentence });
    if (this.strategies.every(({ runner }) => runner.fault !== null)) this.setup.phases.stop(STRATEGY_FAULTED);
  }

  private wanted(hosted: HostedStrategy, draft: IntentDraft): void {
    const { admission, world } = this.setup;
    const planned = hosted.planning.planIntent(draft, this.context);
    if (!planned.ok) return admission.refuse(asWanted(hosted, draft), planned.refusal.reason);
    admission.offer(planned.intent);
    // Its orders hold their money before the next draft of this moment is planned: it would be promised twice.
    return world.settle();
  }
}

const builtIn = ({ strategy, scanner }: ScenarioStrategy): Strategy<unknown> =>
  scanner === undefined ? createGenerator(strategy) : createScanner(strategy, scanner);

const asWanted = ({ options, pairs }: HostedStrategy, draft: IntentDraft): WantedIntent => {
  const { sets, prices } = draft;
  const pair = pairs.get(draft.pair);
  assert(pair !== undefined, () => `${options.strategy} does not trade '${draft.pair}'`);
  return {
    strategy: options.strategy,
    pair: draft.pair,
    sets,
    expectedEdge: 0n,
    roiBps: 0,
    outcomes: pair.outcomes.length,
    mode: draft.mode ?? options.mode,
    policy: draft.policy ?? options.policy,
    legs: pair.legs.map(({ venue, market, outcome, paysIn }, index) => ({
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
