// How each chart is walked by the tests that go everywhere: from which inputs, with which events, and what of a context
// makes another place of the same state. A key keeps apart only what guards ask about, or a walk would never end.
import type { AnyEventObject, AnyMachineSnapshot } from 'xstate';
import type { ArbitrageContext, ArbitrageLeg } from '../../machines/arbitrage.ts';
import { catalogue, type CataloguedChart } from '../../machines/catalogue.ts';
import type { EngineContext } from '../../machines/engine.ts';
import type { OrderContext } from '../../machines/order.ts';
import type { PersistenceContext } from '../../machines/persistence.ts';
import type { SettlementContext } from '../../machines/settlement.ts';
import type { VenueExecutorContext } from '../../machines/venue-executor.ts';
import { stateValueKey, textOf } from '../../src/xstate/graph.ts';
import { arbitrageInputs, arbitrageVariants } from './arbitrage-variants.ts';
import { engineInput, engineVariants } from './engine-variants.ts';
import { orderInput, orderVariants } from './order-variants.ts';
import { persistenceInput, persistenceVariants } from './persistence-variants.ts';
import { settlementInput, settlementVariants } from './settlement-variants.ts';
import { venueExecutorInput, venueExecutorVariants } from './venue-executor-variants.ts';

/** Everything a walk through one chart needs. */
export interface ChartWalk extends CataloguedChart {
  readonly inputs: readonly unknown[];
  readonly variants: readonly AnyEventObject[];
  readonly stateKey: (snapshot: AnyMachineSnapshot) => string;
  /** Transitions that no events can take, by name, with the reason: they stand in the chart against the impossible. */
  readonly unreachable: Readonly<Record<string, string>>;
}

type WalkOf = Pick<ChartWalk, 'inputs' | 'variants' | 'stateKey'> & Partial<Pick<ChartWalk, 'unreachable'>>;

const keyWith =
  <Context>(facts: (context: Context) => readonly unknown[]) =>
  (snapshot: AnyMachineSnapshot): string =>
    `${stateValueKey(snapshot)} ${textOf(facts(snapshot.context as Context))}`;

/** How an order of an arbitrage stands, in the few words that its guards tell apart. */
const legFacts = ({ released, status, cumQty, plannedQty, inDoubt, missingQty }: ArbitrageLeg): string => {
  if (!released) return 'kept';
  if (inDoubt || missingQty > 0n) return 'unsure';
  const isLive = status === 'pending' || status === 'submitted' || status === 'partial';
  return isLive ? 'live' : cumQty === plannedQty ? 'whole' : 'uneven';
};

const walks: Readonly<Record<string, WalkOf>> = {
  order: {
    inputs: [orderInput],
    variants: orderVariants,
    stateKey: keyWith<OrderContext>(({ matchedQty, orderQty, acked, endReason, trades }) => [
      matchedQty < orderQty,
      acked,
      endReason === 'unsent' || endReason === 'vanished',
      trades.find(({ tradeId }) => tradeId === 'T1')?.reportedQty ?? null,
      trades.some(({ tradeId, lastQty }) => tradeId === 'T1' && lastQty > 0n),
    ]),
  },
  settlement: {
    inputs: [settlementInput],
    variants: settlementVariants,
    stateKey: keyWith<SettlementContext>(({ transactionHash, isGhost }) => [transactionHash, isGhost]),
  },
  arbitrage: {
    inputs: arbitrageInputs,
    variants: arbitrageVariants,
    stateKey: keyWith<ArbitrageContext>(({ legs, assessmentCount, unwindAttempts, unwindAttemptsMax, verdict }) => [
      [...new Set(legs.map(legFacts))].toSorted(),
      legs.length,
      Math.min(assessmentCount, 2),
      unwindAttempts === unwindAttemptsMax,
      verdict === 'balanced',
    ]),
  },
  'venue-executor': {
    inputs: [venueExecutorInput],
    variants: venueExecutorVariants,
    stateKey: keyWith<VenueExecutorContext>(({ hasConnected, cancelsAllowed }) => [hasConnected, cancelsAllowed]),
  },
  persistence: {
    inputs: [persistenceInput],
    variants: persistenceVariants,
    stateKey: keyWith<PersistenceContext>(({ from, to, batchRows, step, isOutcomeUnknown, buffered }) => [
      to - from === 1,
      to === batchRows,
      step,
      isOutcomeUnknown,
      buffered > 0,
    ]),
  },
  engine: {
    inputs: [engineInput],
    variants: engineVariants,
    stateKey: keyWith<EngineContext>(({ durable, stops, killReason }) => [
      durable,
      Math.min(stops, 2),
      killReason === null,
    ]),
  },
};

/** One for each chart of the catalogue; a chart without one is a programmer's error. */
export const chartWalks: readonly ChartWalk[] = catalogue.map((chart) => {
  const walk = walks[chart.name];
  if (walk === undefined) throw new Error(`The chart '${chart.name}' has no walk in test/machines/walks.ts.`);
  return { ...chart, unreachable: {}, ...walk };
});
