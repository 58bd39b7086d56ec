// The phases of a run, by the engine's chart: what it asks for is done here. Intents start, run out or are stopped; what
// lives then ends by itself, or is cancelled; when nothing moves any more, both sides say what they have.
import type { AnyActorRef } from 'xstate';
import { breachOfRun } from '../risk/check-limits.ts';
import type { LimitBreach, RiskLimits } from '../risk/limits.ts';
import { engineStatus, type EngineContext, type EngineEvent } from '../../machines/engine.ts';
import type { Core } from './core.ts';

/** The phases of one run. */
export class Phases {
  private readonly core: Core;
  private readonly engine: AnyActorRef;

  private readonly limits: RiskLimits;

  constructor(core: Core, engine: AnyActorRef, limits: RiskLimits) {
    this.core = core;
    this.engine = engine;
    this.limits = limits;
  }

  /** Where the run stands, in a word. */
  get status(): ReturnType<typeof engineStatus> {
    return engineStatus(this.engine.getSnapshot() as Parameters<typeof engineStatus>[0]);
  }

  /** Whether everything that could end has ended. */
  get isOver(): boolean {
    return this.status === 'stopped' || this.status === 'failed';
  }

  /** The core is there: the first intent becomes due. */
  begin(): void {
    this.tell({ type: 'boot.finished', durable: false });
    this.tell({ type: 'recovery.finished' });
  }

  /** There are no more moments of the market, or nobody is left to look at them. */
  exhausted(): void {
    this.core.defer(() => this.tell({ type: 'intents.exhausted' }));
  }

  /** A command from outside: no new intents. The second one cancels what lives. */
  stop(reason: string): void {
    this.core.record({ type: 'command.received', command: 'stop', reason });
    this.tell({ type: 'stop.requested', reason });
  }

  /** Something has ended: if a limit is broken at which the run stops, it stops. */
  watch(): void {
    const breach = breachOfRun(this.limits, this.core.parts.books);
    if (breach !== null) this.kill(breach);
  }

  private kill({ limit, value, max }: LimitBreach): void {
    if (this.context.killReason !== null) return;
    this.core.record({ type: 'risk.tripped', limit, value, max });
    this.core.defer(() => this.tell({ type: 'kill.switched', reason: limit }));
  }

  /** Nothing moves any more. */
  end(): void {
    const { books, orders, arbitrages, admission, venues } = this.core.parts;
    // A run that is stopped before its last moment has not exhausted its intents.
    this.tell({ type: 'orders.ended' });
    for (const [venue, simulator] of venues)
      for (const balance of simulator.balances()) this.core.record({ type: 'venue.balance', venue, ...balance });
    for (const balance of books.accounts.balances()) this.core.record({ type: 'ledger.balance', ...balance });
    const { killReason, stopReason } = this.context;
    this.core.record({
      type: 'run.ended',
      reason: killReason ?? stopReason ?? 'finished',
      intents: admission.total,
      orders: orders.createdCount,
      arbitrages: arbitrages.startedCount,
    });
  }

  /** What the chart asks for, by name. */
  static effects(core: Core): Readonly<Record<string, () => void>> {
    const nothing = (): void => undefined;
    return {
      startIntents: () => core.defer(() => core.calendar.schedule(core.nowUs, { kind: 'moment' })),
      stopIntents: () => core.defer(() => core.parts.intents.stop()),
      cancelEverything: () => core.defer(() => core.parts.arbitrages.stopAll('stopped')),
      // These are the shell's: a core alone has no database, and reports by its journal.
      migrate: nothing,
      recover: nothing,
      flushRows: nothing,
      holdCore: nothing,
      releaseCore: nothing,
      report: nothing,
    };
  }

  private get context(): EngineContext {
    return (this.engine.getSnapshot() as { readonly context: EngineContext }).context;
  }

  private tell(event: EngineEvent): void {
    this.engine.send(event);
  }
}
