// What an order's quantities must be after a list of events, told without any state: trade by trade, from what was
// ever said of it. The first report counts, the last correction stands, a bust ends it; the most it ever was stays used.
import type { OrderEvent } from '../../../machines/order.ts';
import { averageOf } from './model-book.ts';
import { isEventSound } from './words.ts';

/** The sums of an order's trades. */
export interface Sums {
  readonly cumQty: bigint;
  readonly matchedQty: bigint;
  readonly grossPicos: bigint;
  readonly avgPx: bigint;
  readonly feesPaid: bigint;
}

type Word = Extract<OrderEvent, { readonly tradeId: string }>;

const none: Sums = { cumQty: 0n, matchedQty: 0n, grossPicos: 0n, avgPx: 0n, feesPaid: 0n };

const sumsOfTrade = (words: readonly Word[]): Sums => {
  const report = words.find((word) => word.type === 'venue.traded');
  if (report === undefined) return none;
  const bustAt = words.findIndex((word) => word.type === 'venue.tradeBusted');
  const corrections = (bustAt < 0 ? words : words.slice(0, bustAt)).filter(
    (word) => word.type === 'venue.tradeCorrected',
  );
  const matchedQty = corrections.reduce((most, { lastQty }) => (lastQty > most ? lastQty : most), report.lastQty);
  if (bustAt >= 0) return { ...none, matchedQty };
  const { lastQty, lastPx } = corrections.at(-1) ?? report;
  const fee = [report, ...corrections].findLast((word) => word.fee !== undefined)?.fee ?? 0n;
  return { cumQty: lastQty, matchedQty, grossPicos: lastQty * lastPx, avgPx: lastPx, feesPaid: fee };
};

/** The sums that follow from the events. */
export const expectedSums = (events: readonly OrderEvent[]): Sums => {
  const words = events.filter(
    (event): event is Word =>
      (event.type === 'venue.traded' || event.type === 'venue.tradeBusted' || event.type === 'venue.tradeCorrected') &&
      isEventSound(event as unknown as Readonly<Record<string, unknown>>),
  );
  const trades = [...new Set(words.map(({ tradeId }) => tradeId))].map((tradeId) =>
    sumsOfTrade(words.filter((word) => word.tradeId === tradeId)),
  );
  const total = (of: (sums: Sums) => bigint): bigint => trades.reduce((sum, trade) => sum + of(trade), 0n);
  const cumQty = total((trade) => trade.cumQty);
  const grossPicos = total((trade) => trade.grossPicos);
  return {
    cumQty,
    matchedQty: total((trade) => trade.matchedQty),
    grossPicos,
    avgPx: averageOf(grossPicos, cumQty),
    feesPaid: total((trade) => trade.feesPaid),
  };
};
