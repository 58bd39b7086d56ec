// The naive twin of the portfolio: everything counted anew from the orders' own charts, by enumeration and without any
// running sum.
import {
  contextOf,
  hasEnded,
  opened,
  rateAt,
  venueOf,
  type Model,
  type ModelArbitrage,
  type ModelOrder,
} from './journals.ts';

const unit = 1_000_000n;
const attosPerMicro = unit * unit;

export const floor = (value: bigint, by: bigint): bigint =>
  value >= 0n || value % by === 0n ? value / by : value / by - 1n;
export const ceil = (value: bigint, by: bigint): bigint => -floor(-value, by);
const most = (left: bigint, right: bigint): bigint => (left > right ? left : right);
const sum = (values: readonly bigint[]): bigint => values.reduce((left, right) => left + right, 0n);

/** What an order has brought, from the trades that stand: shares, money with fees, and the fees alone. */
export const flowOf = (order: ModelOrder): { shares: bigint; cash: bigint; fees: bigint } => {
  const isBuy = order.created.side === 'buy';
  let [shares, cash, fees] = [0n, 0n, 0n];
  for (const { state, lastQty, lastPx, fee } of contextOf(order).trades) {
    if (state !== 'booked' && state !== 'corrected') continue;
    shares += isBuy ? lastQty : -lastQty;
    cash += isBuy ? -ceil(lastQty * lastPx, unit) : floor(lastQty * lastPx, unit);
    fees += fee ?? 0n;
  }
  return { shares, cash: cash - fees, fees };
};

/** The most that an order may still fill. */
export const openQtyOf = (order: ModelOrder): bigint => {
  const { orderQty, matchedQty, missingQty, cumQty } = contextOf(order);
  if (order.isZombie) return most(missingQty, orderQty - cumQty);
  return hasEnded(order) ? missingQty : most(missingQty, orderQty - matchedQty);
};

export const feesLeftOf = (order: ModelOrder): bigint => most(0n, (order.created.worstFee ?? 0n) - flowOf(order).fees);

/** Every order of which a venue may still speak, or of all there ever were. */
export const ordersOf = ({ arbitrages }: Model, isAll: boolean): ModelOrder[] =>
  [...arbitrages.values()].filter(({ isForgotten }) => isAll || !isForgotten).flatMap(({ orders }) => orders);

/** What every account has but what is 0, by venue and asset. */
export const balancesOf = (model: Model, venues: readonly string[]): Map<string, bigint> => {
  const balances = new Map(venues.map((venue) => [venue, opened]));
  for (const order of ordersOf(model, true)) {
    const { venue, market, outcome } = order.created;
    const { shares, cash } = flowOf(order);
    balances.set(venue, (balances.get(venue) ?? 0n) + cash);
    const share = `${venue} ${market}:${outcome}`;
    balances.set(share, (balances.get(share) ?? 0n) + shares);
  }
  return new Map([...balances].filter(([, amount]) => amount !== 0n));
};

/** The money that open orders tie up at a venue. */
export const tiedUpAt = (model: Model, venue: string): bigint =>
  venueOf(venue) === 'manifold'
    ? 0n
    : sum(
        ordersOf(model, false)
          .filter((order) => order.created.venue === venue && order.created.side === 'buy' && openQtyOf(order) > 0n)
          .map((order) => ceil(order.created.price * openQtyOf(order), unit) + feesLeftOf(order)),
      );

const paysIn = ({ intent }: ModelArbitrage, { created }: ModelOrder, outcome: number): boolean => {
  const leg = intent.legs.find(
    ({ venue, market, outcome: name }) =>
      venue === created.venue && market === created.market && name === created.outcome,
  )!;
  return (leg.paysIn & (1 << outcome)) !== 0;
};

const outcomesOf = ({ intent }: ModelArbitrage): number[] =>
  Array.from({ length: intent.outcomes }, (_, outcome) => outcome);

/** The least that what is held pays in any outcome. */
export const lockedPayoutOf = (arbitrage: ModelArbitrage): bigint => {
  const payouts = outcomesOf(arbitrage).map((outcome) =>
    sum(
      arbitrage.orders.map((order) =>
        paysIn(arbitrage, order, outcome) ? flowOf(order).shares * rateAt(order.created.venue) : 0n,
      ),
    ),
  );
  return floor(
    payouts.reduce((left, right) => (left < right ? left : right)),
    unit,
  );
};

/** The shares that pay, for each outcome. */
export const payoffsOf = (arbitrage: ModelArbitrage): bigint[] =>
  outcomesOf(arbitrage).map((outcome) =>
    sum(arbitrage.orders.map((order) => (paysIn(arbitrage, order, outcome) ? flowOf(order).shares : 0n))),
  );

/** The largest loss over every outcome and every choice of open orders that fill; each may cost its fee. */
export const worstCaseOf = (arbitrage: ModelArbitrage): bigint => {
  const open = arbitrage.orders.filter((order) => openQtyOf(order) > 0n);
  let worst: bigint | null = null;
  for (const outcome of outcomesOf(arbitrage))
    for (let filled = 0; filled < 1 << open.length; filled += 1) {
      let attos = 0n;
      for (const order of arbitrage.orders) {
        const { shares, cash } = flowOf(order);
        const pays = paysIn(arbitrage, order, outcome) ? unit : 0n;
        attos -= (cash * unit + shares * pays) * rateAt(order.created.venue);
      }
      open.forEach((order, index) => {
        const { venue, side, price } = order.created;
        attos += feesLeftOf(order) * unit * rateAt(venue);
        if ((filled & (1 << index)) === 0) return;
        const gain = ((paysIn(arbitrage, order, outcome) ? unit : 0n) - price) * openQtyOf(order);
        attos -= (side === 'buy' ? gain : -gain) * rateAt(venue);
      });
      if (worst === null || attos > worst) worst = attos;
    }
  return ceil(worst ?? 0n, attosPerMicro);
};

/** The money that has come in, and the payout that is locked. */
export const realisedOf = (arbitrage: ModelArbitrage): bigint =>
  floor(
    sum(arbitrage.orders.map((order) => flowOf(order).cash * rateAt(order.created.venue))) +
      lockedPayoutOf(arbitrage) * unit,
    unit,
  );

/** What the plan was to make. */
export const expectedOf = ({ intent: { legs, sets, outcomes } }: ModelArbitrage): bigint => {
  const payouts = Array.from({ length: outcomes }, (_, outcome) =>
    sum(
      legs.map(({ venue, side, paysIn: bits }) =>
        (bits & (1 << outcome)) === 0 ? 0n : side === 'buy' ? rateAt(venue) : -rateAt(venue),
      ),
    ),
  );
  const payout = payouts.reduce((left, right) => (left < right ? left : right));
  const cost = sum(legs.map(({ venue, side, price }) => (side === 'buy' ? price : -price) * rateAt(venue)));
  const fees = ceil(sum(legs.map(({ venue, worstFee }) => worstFee * rateAt(venue))), unit);
  return floor((payout * unit - cost) * sets - fees * attosPerMicro, attosPerMicro);
};
