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
export { createAudit, type Audit, type AuditOptions } from './audit/audit.ts';
export type { AuditReport, Violation } from './audit/types.ts';
export { openRecordingFor } from './run/open-recording.ts';
export { OtherRecording } from './engine/intents/replayed-intents.ts';
export { MisplacedInput, MisplacedStrategy } from './run/misplaced.ts';
export { createRun } from './run/create-run.ts';
export type { Run, RunProgress, RunState } from './run/run.ts';
export type { RunOptions } from './run/run-options.ts';
export { ReplayInput } from './market-data/replay/replay-input.ts';
export { decodeRecord, encodeRecord } from './journal/encode.ts';
export type { JournalConsumer } from './journal/journal.ts';
export type { JournalRecord, RecordBody, RecordOf, RecordType } from './journal/records.ts';
export type { BookQuote } from './market-data/quote.ts';
export type { Beliefs } from './harness/beliefs.ts';
export { createVenue } from './harness/create-venue.ts';
export type { OwnVenue } from './harness/own-venue.ts';
export * from './harness/invalid.ts';
export { findingKinds, type Finding } from './harness/judge/findings.ts';
export { judgeJournal } from './harness/judge-journal.ts';
export type * from './harness/messages.ts';
export type * from './harness/options.ts';
export { OwnRecording, readOwnRecording, type OwnRecordingOptions } from './harness/own-recording.ts';
export type * from './harness/requests.ts';
export { openStore, type Store } from './persistence/store/public-store.ts';
export { StoreError } from './persistence/store/store-error.ts';
export { summaryJson } from './report/summary-json.ts';
export type * from './report/summary-types.ts';
export { matchers, type Matched, type RunMatchers } from './run/testing/matchers.ts';
export { runScenario, type RunScenarioOptions, type ScenarioRun } from './run/testing/run-scenario.ts';
export { WrongInput } from './run/wrong-input.ts';
export { parseScenario, type ParsedScenario } from './scenario/parse.ts';
export type { Problem } from './scenario/problem.ts';
export type * from './scenario/types.ts';
export { UnknownOption } from './scenario/unknown-option.ts';
export { defineStrategy, InvalidStrategy } from './strategies/define.ts';
export type * from './strategies/types.ts';
export { compile, UnsupportedChart, type CompiledLogic } from './xstate/compile.ts';
