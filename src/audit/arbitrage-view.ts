// One arbitrage as the journal tells it: what was wanted, its orders, where it stands, and what its fills come to.
import { exposureOf, OUTCOMES_MAX, type Exposure, type Holding } from '../arbitrage/exposure.ts';
import { divideRounded } from '../money/rounding.ts';
import type { OrderView } from './order-view.ts';
import type { BodyOf } from './types.ts';

/** One arbitrage. */
export interface ArbitrageView {
  readonly number: number;
  readonly subject: string;
  readonly sets: bigint;
  /** Brought within what an event may have: the audit goes on whatever a journal says. */
  readonly outcomes: number;
  readonly legs: BodyOf<'intent.received'>['legs'];
  readonly orders: OrderView[];
  isRefused: boolean;
  state: string;
  stateBefore: string;
  verdict: string | undefined;
  verdictBefore: string | undefined;
  cause: string | undefined;
  causeBefore: string | undefined;
  /** What the last step wrote down, and the one before it. */
  residueQty: bigint | undefined;
  residueQtyBefore: bigint | undefined;
  worstCase: bigint | undefined;
  worstCaseBefore: bigint | undefined;
  /** When the journal last spoke of it, and whether it waits to be forgotten. */
  lastAtUs: number;
  isQueued: boolean;
  /** Whether its fills were held against its end, and none has moved since. */
  isJudged: boolean;
}

const ends = new Set(['completed', 'partial', 'cancelled', 'failed', 'exposed']);

/** Whether that state is an end. */
export const isEnd = (state: string): boolean => ends.has(state);

/** A new arbitrage: its intent has been received. */
export const createArbitrageView = (body: BodyOf<'intent.received'>): ArbitrageView => ({
  number: body.intent,
  subject: `arb:${body.intent}`,
  sets: body.sets,
  outcomes: Math.min(Math.max(body.outcomes, 2), OUTCOMES_MAX),
  legs: body.legs,
  orders: [],
  isRefused: false,
  state: 'planning',
  stateBefore: 'planning',
  verdict: undefined,
  verdictBefore: undefined,
  cause: undefined,
  causeBefore: undefined,
  residueQty: undefined,
  residueQtyBefore: undefined,
  worstCase: undefined,
  worstCaseBefore: undefined,
  lastAtUs: 0,
  isQueued: false,
  isJudged: false,
});

/** Takes in a step of the arbitrage. */
export const readStep = (arbitrage: ArbitrageView, body: BodyOf<'arbitrage.moved'>): void => {
  arbitrage.isJudged = false;
  arbitrage.stateBefore = arbitrage.state;
  arbitrage.verdictBefore = arbitrage.verdict;
  arbitrage.causeBefore = arbitrage.cause;
  arbitrage.residueQtyBefore = arbitrage.residueQty;
  arbitrage.worstCaseBefore = arbitrage.worstCase;
  arbitrage.state = body.to;
  arbitrage.verdict = body.verdict;
  arbitrage.cause = body.cause;
  arbitrage.residueQty = body.residueQty;
  arbitrage.worstCase = body.worstCase;
};

/** What its fills come to. Micros. */
export interface Holdings extends Exposure {
  readonly filledQty: bigint;
}

/** What the fills of an arbitrage come to, from the trades that the journal shows. */
export const holdingsOf = ({ orders, outcomes }: ArbitrageView): Holdings => {
  let filledQty = 0n;
  const holdings: Holding[] = [];
  for (const { cumQty, sign, paysIn } of orders) {
    if (cumQty === 0n) continue;
    filledQty += cumQty;
    holdings.push({ paysIn, qty: sign * cumQty });
  }
  const { hedgedQty, residueQty, worstOutcome } = exposureOf(holdings, outcomes);
  return { hedgedQty, residueQty, worstOutcome, filledQty };
};

const MICROS = 1_000_000n;

/** The largest loss over all outcomes; below 0 it is a gain in each. Rounded up: a loss is never understated. */
export const worstCaseOf = ({ orders }: ArbitrageView, { hedgedQty }: Holdings): bigint => {
  let paidPicos = 0n;
  let fees = 0n;
  for (const order of orders) {
    paidPicos += order.sign * order.paidPicos;
    fees += order.feesPaid;
  }
  return divideRounded(paidPicos, MICROS, 'ceil') + fees - hedgedQty;
};

/** Whether its legs, all filled, pay the same in every outcome: equal shares that cover the event. */
export const isHedgeWanted = ({ legs, outcomes, sets }: ArbitrageView): boolean => {
  const holdings = legs.map(({ paysIn, side, qty }) => ({ paysIn, qty: side === 'buy' ? qty : -qty }));
  return exposureOf(holdings, outcomes).residueQty === 0n && legs.every(({ qty }) => qty === sets);
};
