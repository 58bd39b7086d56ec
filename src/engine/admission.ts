// How an intent comes into a run: it gets its number, is written down, and goes on as an arbitrage if it keeps inside
// the limits and all of its lanes have room. What is refused stays in the journal with who refused it and why.
import type { Intent } from '../arbitrage/intent.ts';
import type { RecordBody } from '../journal/records.ts';
import { breachOfIntent } from '../risk/check-limits.ts';
import type { RiskLimits } from '../risk/limits.ts';
import type { Core } from './core.ts';

/** An intent as it is written down, without its number. */
export type WantedIntent = Omit<Extract<RecordBody, { readonly type: 'intent.received' }>, 'type' | 'intent'>;

/** The way into a run. */
export class Admission {
  private readonly core: Core;
  private readonly limits: RiskLimits;
  private count: number;

  constructor(core: Core, limits: RiskLimits, count = 0) {
    this.core = core;
    this.limits = limits;
    this.count = count;
  }

  /** Intents so far. */
  get total(): number {
    return this.count;
  }

  /** An intent that planning refused: it is written down as it was wanted. */
  refuse(wanted: WantedIntent, reason: string): void {
    this.count += 1;
    this.core.record({
      type: 'intent.received',
      intent: this.count,
      ...wanted,
    });
    this.core.record({
      type: 'intent.refused',
      intent: this.count,
      by: 'plan',
      reason,
    });
  }

  /** An intent that is planned: it is begun, if it may be risked and there is room for it. */
  offer(planned: Intent): void {
    const { lanes, arbitrages, books } = this.core.parts;
    const { strategy, pair, sets, expectedEdge, roiBps, outcomes, mode, policy, legs } = planned;
    this.count += 1;
    const intent = this.count;
    this.core.record({
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
    const breach = breachOfIntent(this.limits, books, intent);
    if (breach !== null)
      return this.core.record({
        type: 'intent.refused',
        intent,
        by: 'risk',
        reason: breach.limit,
      });
    const refusal = lanes.admit(legs);
    if (refusal !== null)
      return this.core.record({
        type: 'intent.refused',
        intent,
        by: 'lane',
        ...refusal,
      });
    return arbitrages.start(intent, planned);
  }
}
