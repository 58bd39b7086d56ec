// One arbitrage as the journal tells it: what was wanted, its orders, and where it stands.
import { OUTCOMES_MAX } from '../../accounting/payoff.ts';
import { isEnd, STATE } from '../codes.ts';
import type { BodyOf } from '../types.ts';
import { isAtRest, type OrderState } from './order.ts';

/** What an arbitrage is made from: the parts of its intent that are held. */
export type Wanted = Pick<
  BodyOf<'intent.received'>,
  'intent' | 'sets' | 'outcomes' | 'mode' | 'legs' | 'expectedEdge' | 'roiBps'
>;

const NO_ORDERS: readonly OrderState[] = [];

/** One arbitrage. */
export class ArbitrageState {
  readonly number: number;
  readonly sets: bigint;
  /** Brought within what an event may have: the audit continues, whatever a journal says. */
  readonly outcomes: number;
  readonly legs: BodyOf<'intent.received'>['legs'];
  readonly expectedEdge: bigint;
  readonly roiBps: number;
  /** Whether its legs go out together. */
  readonly isParallel: boolean;
  orders: readonly OrderState[] = NO_ORDERS;
  /** Orders that were made for its legs, and to work it off. */
  legCount = 0;
  unwindCount = 0;
  isRefused = false;
  state: number = STATE.planning;
  verdict: string | undefined = undefined;
  cause: string | undefined = undefined;
  /** What the last step wrote down. */
  residueQty: bigint | undefined = undefined;
  worstCase: bigint | undefined = undefined;
  /** When the journal last spoke of it, and whether it waits to be forgotten. */
  lastAtUs = 0;
  isQueued = false;
  /** Whether its fills were held against its end, and none has moved since. */
  isJudged = false;

  constructor(wanted: Wanted) {
    const { intent: number, sets, outcomes, mode, legs } = wanted;
    this.number = number;
    this.sets = sets;
    this.outcomes = Math.min(Math.max(outcomes, 2), OUTCOMES_MAX);
    this.legs = legs;
    this.isParallel = mode === 'parallel';
    this.expectedEdge = wanted.expectedEdge;
    this.roiBps = wanted.roiBps;
  }

  /** The outcomes, as bits, in which a share of one of its legs pays; 0 for what is no leg of it. */
  paysIn(market: string, outcome: string): number {
    for (const leg of this.legs) if (leg.outcome === outcome && leg.market === market) return leg.paysIn;
    return 0;
  }
}

/** How the audit calls an arbitrage. */
export const nameOf = ({ number }: ArbitrageState): string => `arb:${number}`;

/** Whether nothing more is to come of it, as far as the journal shows. */
export const isArbitrageAtRest = ({ state, isRefused, orders }: ArbitrageState): boolean => {
  if (!isEnd(state) && !isRefused) return false;
  for (const order of orders) if (!isAtRest(order)) return false;
  return true;
};
