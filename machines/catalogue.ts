// The charts of the engine, by name: what is listed, drawn, compiled, walked and mutated without being named twice.
import type { AnyStateMachine } from 'xstate';
import { arbitrageEffects, arbitrageMachine } from './arbitrage.ts';
import { engineEffects, engineMachine } from './engine.ts';
import { orderEffects, orderMachine } from './order.ts';
import { persistenceEffects, persistenceMachine } from './persistence.ts';
import { settlementEffects, settlementMachine } from './settlement.ts';
import { venueExecutorEffects, venueExecutorMachine } from './venue-executor.ts';

/** A chart, and the names of the effects that it asks its owner for. */
export interface CataloguedChart {
  /** The name of the chart's file, which is its name everywhere. */
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly effects: readonly string[];
}

/** Every chart there is, from the smallest life to the largest. */
export const catalogue: readonly CataloguedChart[] = [
  { name: 'order', machine: orderMachine, effects: orderEffects },
  { name: 'settlement', machine: settlementMachine, effects: settlementEffects },
  { name: 'arbitrage', machine: arbitrageMachine, effects: arbitrageEffects },
  { name: 'venue-executor', machine: venueExecutorMachine, effects: venueExecutorEffects },
  { name: 'persistence', machine: persistenceMachine, effects: persistenceEffects },
  { name: 'engine', machine: engineMachine, effects: engineEffects },
];
