// What an arbitrage does about its exposure: measures it in the portfolio, and turns what is to be traded into orders. What
// to trade is decided in arbitrage/work-off.ts; when, by the arbitrage's chart.
import { UNWINDS_MAX, type ArbitrageEvent } from '../../../machines/arbitrage.ts';
import type { Intent, IntentLeg } from '../../arbitrage/intent.ts';
import { planWork, type UnwindPolicy, type Work, type WorkedInstrument } from '../../arbitrage/work-off.ts';
import type { BookedArbitrage, BookedInstrument } from '../../accounting/booked-arbitrage.ts';
import type { Exposure } from '../../accounting/payoff.ts';
import { assert } from '../../kernel/assert.ts';
import { divideRounded } from '../../money/rounding.ts';
import { maxMicros, MICROS_PER_UNIT, minMicros } from '../../money/micros.ts';
import type { Portfolio } from '../../accounting/portfolio.ts';
import type { LiveOrder } from '../../orders/live-order.ts';
import type { Orders } from '../../orders/orders.ts';
import type { Settlements } from '../../orders/settlements.ts';
import type { Connections } from '../venues/connections.ts';
import { TICKETS_PER_ORDER } from '../venues/room.ts';
import type { Markets } from '../venues/markets.ts';
import { addOrder, addTickets, contextOf, ticketsAt, type LiveArbitrage } from './live-arbitrage.ts';

type Assessed = Extract<ArbitrageEvent, { type: 'exposure.assessed' }>;
type Placed = Extract<ArbitrageEvent, { type: 'unwind.placed' | 'unwind.refused' }>;

/** What unwinding stands on. */
export interface UnwindingSetup {
  readonly portfolio: Pick<Portfolio, 'arbitrageOf'>;
  readonly markets: Pick<Markets, 'of'>;
  readonly connections: Pick<Connections, 'stateOf'>;
  readonly settlements: Pick<Settlements, 'unsettledQty'>;
  readonly orders: Pick<Orders, 'create'>;
  readonly policy: UnwindPolicy;
}

/** Measures exposures, and places orders that lower them. */
export class Unwinding {
  private readonly setup: UnwindingSetup;

  constructor(setup: UnwindingSetup) {
    this.setup = setup;
  }

  /** The coarsest step of the legs' markets: what a sequential leg is floored to. */
  qtyStepOf({ legs }: Intent): bigint {
    let coarsest = 1n;
    for (const { venue, market } of legs) {
      const { qtyStep } = this.setup.markets.of(venue, market).terms;
      if (qtyStep > coarsest) coarsest = qtyStep;
    }
    return coarsest;
  }

  /** The exposure of an arbitrage whose orders have all ended, as its chart wants to hear it. */
  assess(arbitrage: LiveArbitrage): Assessed {
    const booked = this.setup.portfolio.arbitrageOf(arbitrage.number);
    const exposure = booked.exposure();
    const { assessmentCount, cause } = contextOf(arbitrage);
    return {
      type: 'exposure.assessed',
      assessment: assessmentCount,
      verdict: this.verdictOf(arbitrage, booked, exposure),
      residueQty: spreadOf(exposure),
      worstCase: exposure.worstCase,
      cause,
    };
  }

  /** Creates the orders that work the exposure off, if something can be traded. */
  place(arbitrage: LiveArbitrage): Placed {
    const booked = this.setup.portfolio.arbitrageOf(arbitrage.number);
    const work = this.workOf(arbitrage, booked, booked.exposure(), contextOf(arbitrage).unwindAttempts);
    if (work.kind !== 'orders')
      return {
        type: 'unwind.refused',
        reason: work.kind === 'dust' ? 'nothingToTrade' : work.reason,
      };
    const placed = [];
    // No more than its chart takes: the last one may be of one instrument where two are exposed.
    const room = UNWINDS_MAX - arbitrage.unwinds;
    for (const { instrument: index, side, qty, price } of work.orders.slice(0, room)) {
      const leg = this.plannedLegOf(arbitrage, booked.instruments[index]);
      const { venue, market, outcome, paysIn } = leg;
      const { account, fees } = this.setup.markets.of(venue, market);
      arbitrage.unwinds += 1;
      const clOrdId = `${arbitrage.number}.u${arbitrage.unwinds}`;
      const unwind = this.setup.orders.create({
        venue,
        account,
        ownerKind: 'unwind',
        ownerId: arbitrage.number,
        request: {
          clOrdId,
          market,
          outcome,
          side,
          orderQty: qty,
          price,
          timeInForce: 'GTC',
        },
        paysIn,
        worstFee: fees.worstFee({ qty, px: price }),
        tickets: takeTickets(arbitrage, leg),
      });
      addOrder(arbitrage, unwind);
      placed.push({ clOrdId, plannedQty: qty });
    }
    return { type: 'unwind.placed', orders: placed };
  }

  private verdictOf(arbitrage: LiveArbitrage, booked: BookedArbitrage, exposure: Exposure): Assessed['verdict'] {
    const { hedgedQty, residueQty } = exposure;
    if (!booked.hasFilled) return 'nothing';
    // What the next attempt would trade: below every venue's minimum there is nothing to attempt.
    if (residueQty > 0n)
      return this.workOf(arbitrage, booked, exposure, contextOf(arbitrage).unwindAttempts + 1).kind === 'dust'
        ? 'dust'
        : 'exposed';
    if (hedgedQty === 0n) return 'flat';
    return hedgedQty === arbitrage.intent.sets ? 'complete' : 'balanced';
  }

  private workOf(arbitrage: LiveArbitrage, booked: BookedArbitrage, { residues }: Exposure, attempt: number): Work {
    const { intent } = arbitrage;
    const edgePerSet = divideRounded(intent.expectedEdge * MICROS_PER_UNIT, intent.sets, 'floor');
    const task = {
      policy: intent.policy,
      sets: intent.sets,
      edgePerSet,
      attempt,
      stepPx: this.setup.policy.stepPx,
    };
    const instruments = booked.instruments.map((instrument, index) =>
      this.workedOf(arbitrage, instrument, residues[index] ?? 0n),
    );
    return planWork(task, instruments);
  }

  private workedOf(arbitrage: LiveArbitrage, instrument: BookedInstrument, residueQty: bigint): WorkedInstrument {
    const { holding, qty } = instrument;
    const { markets, connections, settlements } = this.setup;
    const { venue } = holding.accountKey;
    const { market, outcome } = holding;
    const { grid, qtyStep, orderQtyMin, state } = markets.of(venue, market).terms;
    let unsettledQty = 0n;
    for (const { clOrdId, request } of arbitrage.orders)
      if (request.side === 'buy' && request.market === market && request.outcome === outcome)
        unsettledQty += settlements.unsettledQty(clOrdId);
    return {
      heldQty: qty,
      residueQty,
      sellableQty: qty - unsettledQty,
      plannedPx: this.plannedLegOf(arbitrage, instrument).price,
      grid,
      qtyStep,
      orderQtyMin,
      isOpen: (connections.stateOf(venue, market) ?? state) === 'open',
    };
  }

  private plannedLegOf({ intent, number }: LiveArbitrage, instrument: BookedInstrument | undefined): IntentLeg {
    const leg = intent.legs.find((each) => instrument !== undefined && isOf(each, instrument));
    assert(leg !== undefined, () => `the arbitrage ${number} is to trade what was not planned`);
    return leg;
  }
}

const isOf = ({ venue, market, outcome }: IntentLeg, { holding }: BookedInstrument): boolean =>
  venue === holding.accountKey.venue && market === holding.market && outcome === holding.outcome;

/** What the best outcome pays more than the worst. */
const spreadOf = ({ payoffs }: Exposure): bigint =>
  payoffs.reduce((most, payoff) => maxMicros(most, payoff)) -
  payoffs.reduce((least, payoff) => minMicros(least, payoff));

/**
 * The room in its lane that an order takes over which works a leg off: that of an order of the leg, which has ended,
 * or that which was kept for the leg and never used.
 */
const takeTickets = (arbitrage: LiveArbitrage, { venue, market, outcome }: IntentLeg): number => {
  let roomiest: LiveOrder | undefined;
  for (const order of arbitrage.orders) {
    const { request } = order;
    if (order.venue !== venue || request.market !== market || request.outcome !== outcome) continue;
    if (roomiest === undefined || order.tickets > roomiest.tickets) roomiest = order;
  }
  const tickets = roomiest === undefined ? Math.min(TICKETS_PER_ORDER, ticketsAt(arbitrage, venue)) : roomiest.tickets;
  if (roomiest !== undefined) roomiest.tickets = 0;
  else addTickets(arbitrage, venue, -tickets);
  return tickets;
};
