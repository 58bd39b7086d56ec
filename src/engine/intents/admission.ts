// How an intent comes into a run: it gets its number, is journaled, and becomes an arbitrage if it keeps inside the
// limits and all of its lanes have room. A refused intent stays in the journal with who refused it and why.
import type { Intent } from '../../arbitrage/intent.ts';
import type { RecordBody } from '../../journal/records.ts';
import { breachOfIntent } from '../../risk/check-limits.ts';
import type { RiskLimits } from '../../risk/limits.ts';
import type { Portfolio } from '../../accounting/portfolio.ts';
import type { World } from '../../world/world.ts';
import type { Arbitrages } from '../arbitrages/arbitrages.ts';
import type { Lanes } from '../venues/lanes.ts';

/** An intent as it is written down, without its number. */
export type WantedIntent = Omit<Extract<RecordBody, { readonly type: 'intent.received' }>, 'type' | 'intent'>;

/** What admission stands on. */
export interface AdmissionSetup {
  readonly world: Pick<World<never>, 'record'>;
  readonly limits: RiskLimits;
  readonly portfolio: Portfolio;
  readonly lanes: Pick<Lanes, 'admit'>;
  readonly arbitrages: Pick<Arbitrages, 'start'>;
}

/** The way into a run. */
export class Admission {
  private readonly setup: AdmissionSetup;
  private count: number;

  constructor(setup: AdmissionSetup, count = 0) {
    this.setup = setup;
    this.count = count;
  }

  /** Intents so far. */
  get total(): number {
    return this.count;
  }

  /** An intent that planning refused: it is written down as it was wanted. */
  refuse(wanted: WantedIntent, reason: string): void {
    this.count += 1;
    const { world } = this.setup;
    world.record({ type: 'intent.received', intent: this.count, ...wanted });
    world.record({ type: 'intent.refused', intent: this.count, by: 'plan', reason });
  }

  /** An intent that is planned: it is begun, if it may be risked and there is room for it. */
  offer(planned: Intent): void {
    const { world, limits, lanes, arbitrages, portfolio } = this.setup;
    const { strategy, pair, sets, expectedEdge, roiBps, outcomes, mode, policy, legs } = planned;
    this.count += 1;
    const intent = this.count;
    world.record({
      type: 'intent.received',
      intent,
      strategy,
      pair,
      sets,
      expectedEdge,
      roiBps,
      outcomes,
      mode,
      policy,
      legs,
    });
    const breach = breachOfIntent(limits, portfolio, intent);
    if (breach !== null)
      return world.record({
        type: 'intent.refused',
        intent,
        by: 'risk',
        reason: breach.limit,
      });
    const refusal = lanes.admit(legs);
    if (refusal !== null)
      return world.record({
        type: 'intent.refused',
        intent,
        by: 'lane',
        ...refusal,
      });
    return arbitrages.start(intent, planned);
  }
}
