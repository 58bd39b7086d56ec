// The library: what a user's own code may build on. Everything else may move.
export { arbitrageMachine } from '../machines/arbitrage.ts';
export { engineMachine } from '../machines/engine.ts';
export {
  isInDoubt,
  isTerminal,
  leavesQty,
  orderEffects,
  orderMachine,
  orderStatus,
  ordStatus,
  type OrderContext,
  type OrderEvent,
  type OrderInput,
  type OrderStatus,
  type OrdStatus,
} from '../machines/order.ts';
export { persistenceMachine } from '../machines/persistence.ts';
export { settlementMachine } from '../machines/settlement.ts';
export { venueExecutorMachine } from '../machines/venue-executor.ts';
export { parseMicros, printMicros } from './money/decimal.ts';
export * from './money/errors.ts';
export * from './money/micros.ts';
export { divideRounded, type Rounding } from './money/rounding.ts';
export * from './money/scaled.ts';
export { parseScenario, type ParsedScenario } from './scenario/parse.ts';
export type { Problem } from './scenario/problem.ts';
export type * from './scenario/types.ts';
export { defineStrategy, InvalidStrategy } from './strategies/define.ts';
export type * from './strategies/types.ts';
export { compile, UnsupportedChart, type CompiledLogic } from './xstate/compile.ts';
