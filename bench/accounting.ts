// What the portfolio costs: a fill posted to the ledger, followed by its position, and taken off its order's reservation,
// with as many trades held open as a run has; the exposure of an arbitrage; its profit and loss; a checkpoint.
import type { Side } from '../machines/order/types.ts';
import { againstTheTrader, Holdings, type Holding, type VenueTerms } from '../src/accounting/holdings.ts';
import { Ledger } from '../src/accounting/ledger.ts';
import { assessExposure, noOf, yesOf, type PayoffLeg } from '../src/accounting/payoff.ts';
import { ArbitragePnl, type ArbitragePlan } from '../src/accounting/pnl.ts';
import { Positions } from '../src/accounting/positions.ts';
import { Reservations } from '../src/accounting/reservations.ts';
import type { BookedTrade } from '../src/accounting/transactions.ts';
import { assert } from '../src/kernel/assert.ts';
import { arbitrageInBooksNs } from './portfolio.ts';
import { formatNs, medianNs, type Figure } from './measure.ts';

const FILLS = 100_000;
/** Trades that the venue may still bust, at any time. */
const HELD = 2_000;
const MARKETS = 100;

const venues: readonly VenueTerms[] = ['polymarket', 'kalshi'].map((venue) => ({
  venue,
  currency: venue === 'kalshi' ? 'USD' : 'pUSD',
  cashRounding: againstTheTrader,
  escrow: 'worstCase',
}));

interface Trade {
  readonly tradeKey: string;
  readonly holding: Holding;
  readonly side: Side;
  readonly qty: bigint;
  readonly px: bigint;
  readonly fee: bigint;
}

// Three buys and a sell, over 200 holdings, at prices and sizes from strides that share no factor with their range.
const tradesOver = (holdings: Holdings): Trade[] =>
  Array.from({ length: FILLS }, (_, index) => ({
    tradeKey: `C${index}/T${index}`,
    holding: holdings.of('main', index % 2 === 0 ? 'polymarket' : 'kalshi', `M${index % MARKETS}`, 'yes'),
    side: index % 4 === 3 ? 'sell' : 'buy',
    qty: 1_000_000n + ((BigInt(index) * 104_729_131n) % 199_000_000n),
    px: 10_000n + ((BigInt(index) * 7_919n) % 980_001n),
    fee: BigInt(index % 7) * 10_000n,
  }));

/** A trade comes, and the oldest of those that are held may go. */
type Work = (trade: Trade, isOldestDone: boolean) => void;

const fillNs = (open: (ledger: Ledger, positions: Positions, reservations: Reservations) => Work): number => {
  const trades = tradesOver(new Holdings(venues));
  return medianNs(FILLS, () => {
    const ledger = new Ledger();
    const work = open(ledger, new Positions(), new Reservations(ledger));
    for (let index = 0; index < FILLS; index += 1) work(trades[index]!, index >= HELD);
  });
};

const book = (ledger: Ledger, positions: Positions | null): Work => {
  const booked: BookedTrade[] = [];
  let released = 0;
  return (trade, isOldestDone) => {
    const last = ledger.bookTrade(trade, 'reported');
    booked.push(last);
    positions?.apply(last);
    if (!isOldestDone) return;
    positions?.release(booked[released]!);
    released += 1;
  };
};

const everything = (ledger: Ledger, positions: Positions, reservations: Reservations): Work => {
  const post = book(ledger, positions);
  return (trade, isOldestDone) => {
    const { holding, side, px: price, qty } = trade;
    const order = { instrument: { holding }, side, price, openQty: qty, worstFee: 70_000n, reserved: 0n };
    reservations.reserve(order);
    post(trade, isOldestDone);
    order.openQty = 0n;
    reservations.reserve(order);
  };
};

const unit = 1_000_000n;

/** As many legs as outcomes, each held unevenly with an order still open. */
const legsOver = (outcomes: number): PayoffLeg[] =>
  Array.from({ length: outcomes }, (_, index) => ({
    pays: outcomes === 2 && index === 1 ? noOf(0, 2) : yesOf(index, outcomes),
    rate: unit,
    qty: BigInt(index + 8) * unit,
    paid: BigInt(index + 3) * unit,
    orders: [{ side: 'buy', price: 480_000n, openQty: BigInt(index) * unit, worstFee: 20_000n }],
  }));

const ASSESSMENTS = 50_000;

const exposureNs = (outcomes: number): number => {
  const legs = legsOver(outcomes);
  const { worstCase } = assessExposure(outcomes, legs);
  return medianNs(ASSESSMENTS, () => {
    for (let index = 0; index < ASSESSMENTS; index += 1)
      assert(assessExposure(outcomes, legs).worstCase === worstCase, 'the same legs are as exposed each time');
  });
};

const plan: ArbitragePlan = {
  sets: 10n * unit,
  legs: [
    { side: 'buy', price: 450_000n, rate: unit },
    { side: 'buy', price: 500_000n, rate: unit },
  ],
  payoutPerSet: unit,
  fees: 200_000n,
};

const pnlNs = (): number =>
  medianNs(ASSESSMENTS, () => {
    for (let index = 0; index < ASSESSMENTS; index += 1) {
      const pnl = new ArbitragePnl(plan);
      for (let leg = 0; leg < 2; leg += 1) {
        pnl.book({ leg, qty: 4n * unit, px: 460_000n, cash: 1_840_000n, fee: 40_000n });
        pnl.book({ leg, qty: 6n * unit, px: 450_000n, cash: 2_700_000n, fee: 60_000n });
      }
      assert(pnl.report(10n * unit).expected === 300_000n, 'the plan is the plan');
    }
  });

const HELD_AT_CHECKPOINT = 20_000;

const checkpointNs = (): number => {
  const holdings = new Holdings(venues);
  const [ledger, positions] = [new Ledger(), new Positions()];
  for (const trade of tradesOver(holdings).slice(0, HELD_AT_CHECKPOINT))
    positions.apply(ledger.bookTrade(trade, 'reported'));
  const roundTrip = (): void => {
    const reopened = new Holdings(venues);
    Ledger.restore(ledger.save());
    Positions.restore(reopened, positions.save());
  };
  return medianNs(1, roundTrip);
};

/** What accounting adds to a fill, to an arbitrage and to a checkpoint. */
export const accountingFigures = (): Figure[] => {
  const ledgerNs = fillNs((ledger) => book(ledger, null));
  const positionNs = fillNs((ledger, positions) => book(ledger, positions));
  const everythingNs = fillNs(everything);
  const arbitrageNs = arbitrageInBooksNs();
  return [
    {
      name: 'accounting: a fill in the ledger, and released',
      value: formatNs(ledgerNs),
      must: 'well under 2 µs',
      holds: ledgerNs < 2_000,
    },
    { name: 'accounting: and in its position', value: formatNs(positionNs) },
    { name: 'accounting: and in its order’s reservation', value: formatNs(everythingNs) },
    {
      name: 'books: an arbitrage of two legs, records observed',
      value: formatNs(arbitrageNs),
      must: 'at most 6 µs',
      holds: arbitrageNs <= 6_000,
    },
    { name: 'accounting: exposure, 2 legs, 2 outcomes', value: formatNs(exposureNs(2)) },
    { name: 'accounting: exposure, 8 legs, 8 outcomes', value: formatNs(exposureNs(8)) },
    { name: 'accounting: P&L of an arbitrage, 4 fills, report', value: formatNs(pnlNs()) },
    { name: 'accounting: 20,000 open trades, saved and restored', value: formatNs(checkpointNs()) },
  ];
};
