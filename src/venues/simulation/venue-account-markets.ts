// The markets of a venue's account, with what is held of each outcome, and how shares are paid out in the end.
import { assert } from '../../kernel/assert.ts';
import { MICROS_PER_UNIT, multiplyMicros } from '../../money/micros.ts';
import { feesOf } from '../definitions/catalogue.ts';
import type { FeeModel } from '../definitions/fees.ts';
import type { Market } from '../definitions/market.ts';

/** The shares of one outcome in the account. */
export interface Slot {
  readonly market: BookedMarket;
  readonly outcome: string;
  held: bigint;
  reserved: bigint;
  /** Bought and not settled yet. */
  pending: bigint;
}

/** A market in the account. */
export interface BookedMarket {
  readonly market: string;
  readonly fees: FeeModel;
  /** Whether price × quantity is whole micros on its grids. */
  readonly isExact: boolean;
  readonly slots: readonly Slot[];
  /** What a share of each outcome pays, once that is final. */
  payouts: readonly bigint[] | null;
}

/** The names of a slot. */
export const namesOf = ({ market, outcome }: Slot) => ({ market: market.market, outcome });

/** A market with nothing in it. */
export const bookedMarketOf = ({ market, outcomes, grid, qtyStep, fees }: Market): BookedMarket => {
  const slots: Slot[] = [];
  const isExact = grid.ranges.every(
    ({ from, step }) => (from * qtyStep) % MICROS_PER_UNIT === 0n && (step * qtyStep) % MICROS_PER_UNIT === 0n,
  );
  const booked: BookedMarket = { market, fees: feesOf(fees), isExact, slots, payouts: null };
  for (const outcome of outcomes) slots.push({ market: booked, outcome, held: 0n, reserved: 0n, pending: 0n });
  return booked;
};

/** Shares that were paid out. Micros. */
export interface Redeemed {
  readonly market: string;
  readonly outcome: string;
  readonly qty: bigint;
  /** Of one share. */
  readonly payout: bigint;
  readonly cash: bigint;
}

/** Takes what has settled of a market's shares out of its slots, at what they pay; nothing before that is final. */
export const redeemSettled = ({ market, slots, payouts }: BookedMarket): readonly Redeemed[] => {
  if (payouts === null) return [];
  const redeemed: Redeemed[] = [];
  slots.forEach((slot, index) => {
    const { outcome, held, reserved, pending } = slot;
    assert(reserved === 0n, () => `${market} is paid out while an order ties ${outcome} up`);
    const payout = payouts[index] ?? 0n;
    const qty = held - pending;
    if (qty <= 0n) return;
    slot.held -= qty;
    redeemed.push({ market, outcome, qty, payout, cash: multiplyMicros(payout, qty, 'floor') });
  });
  return redeemed;
};

/** How many of so many shares are there to be sold. */
export const freeShares = ({ held, reserved, pending }: Slot, qty: bigint): bigint => {
  const free = held - reserved - pending;
  return free < qty ? (free > 0n ? free : 0n) : qty;
};
