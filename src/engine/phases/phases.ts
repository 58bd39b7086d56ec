// The phases of a run: intents start, run out or are stopped; what lives then ends by itself, or is cancelled; when nothing
// moves any more, both sides say what they have.
import type { Portfolio } from '../../accounting/portfolio.ts';
import type { Orders } from '../../orders/orders.ts';
import { breachOfRun } from '../../risk/check-limits.ts';
import type { LimitBreach, RiskLimits } from '../../risk/limits.ts';
import type { VenueSimulator } from '../../venues/simulation/types.ts';
import type { World } from '../../world/world.ts';
import type { Arbitrages } from '../arbitrages/arbitrages.ts';
import type { Root } from './root.ts';

/** What the phases of a run stand on. */
export interface PhasesSetup {
  readonly world: Pick<World<never>, 'record' | 'defer'>;
  readonly root: Pick<Root, 'status' | 'context' | 'tell'>;
  readonly limits: RiskLimits;
  readonly portfolio: Pick<Portfolio, 'drawdown' | 'accounts'>;
  readonly venues: ReadonlyMap<string, Pick<VenueSimulator, 'balances'>>;
  readonly orders: Pick<Orders, 'createdCount'>;
  readonly arbitrages: Pick<Arbitrages, 'startedCount'>;
  /** Intents so far. */
  readonly admission: { readonly total: number };
}

/** The phases of one run. */
export class Phases {
  private readonly setup: PhasesSetup;

  constructor(setup: PhasesSetup) {
    this.setup = setup;
  }

  /** Where the run stands, in a word. */
  get status(): Root['status'] {
    return this.setup.root.status;
  }

  /** Whether everything that could end has ended. */
  get isOver(): boolean {
    return this.status === 'stopped' || this.status === 'failed';
  }

  /** The engine is assembled: the first intent becomes due. */
  begin(): void {
    const { root } = this.setup;
    root.tell({ type: 'boot.finished', durable: false });
    root.tell({ type: 'recovery.finished' });
  }

  /** There are no more moments of the market, or nobody is left to look at them. */
  exhausted(): void {
    const { world, root } = this.setup;
    world.defer(() => root.tell({ type: 'intents.exhausted' }));
  }

  /** The engine stops by itself, as if by a command: but nobody gave it, so that it has no payload, and is not repeated. */
  stop(reason: string): void {
    this.setup.world.record({ type: 'command.received', command: 'stop', reason });
    this.stopRequested(reason);
  }

  /** No new intents. The second time, what lives is cancelled. */
  stopRequested(reason: string): void {
    this.setup.root.tell({ type: 'stop.requested', reason });
  }

  /** An arbitrage has ended: if a limit is broken at which the run stops, it stops. */
  arbitrageEnded(): void {
    const breach = breachOfRun(this.setup.limits, this.setup.portfolio);
    if (breach !== null) this.kill(breach);
  }

  /** Nothing moves any more. */
  end(): void {
    const { world, root, portfolio, venues, orders, arbitrages, admission } = this.setup;
    // A run that is stopped before its last moment has not exhausted its intents.
    root.tell({ type: 'orders.ended' });
    for (const [venue, simulator] of venues)
      for (const balance of simulator.balances()) world.record({ type: 'venue.balance', venue, ...balance });
    for (const balance of portfolio.accounts.balances()) world.record({ type: 'ledger.balance', ...balance });
    const { killReason, stopReason } = root.context;
    world.record({
      type: 'run.ended',
      reason: killReason ?? stopReason ?? 'finished',
      intents: admission.total,
      orders: orders.createdCount,
      arbitrages: arbitrages.startedCount,
    });
  }

  private kill({ limit, value, max }: LimitBreach): void {
    const { world, root } = this.setup;
    if (root.context.killReason !== null) return;
    world.record({ type: 'risk.tripped', limit, value, max });
    world.defer(() => root.tell({ type: 'kill.switched', reason: limit }));
  }
}
