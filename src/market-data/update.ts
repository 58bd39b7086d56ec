// A change and what it is of, put together. Written out by kind: a spread of objects of many shapes costs ten times as
// much, and a recording has millions of them.
import { unreachable } from '../kernel/assert.ts';
import type { MarketChange, MarketUpdate } from './types.ts';

const bare = (change: MarketChange, atUs: number, venue: string, market: string): MarketUpdate => {
  const { what } = change;
  switch (what) {
    case 'level':
      return { atUs, venue, market, what, side: change.side, px: change.px, qty: change.qty };
    case 'snapshot':
      return { atUs, venue, market, what, bids: change.bids, asks: change.asks };
    case 'trade':
      return { atUs, venue, market, what, px: change.px, qty: change.qty, takerSide: change.takerSide };
    case 'tick':
      return { atUs, venue, market, what, tickPx: change.tickPx };
    case 'gap':
      return { atUs, venue, market, what, missed: change.missed };
    default:
      return unreachable(what);
  }
};

/** The update that a change of a market at an instant is; `receivedUs` null where nobody wrote it down. */
export const updateOf = (
  change: MarketChange,
  atUs: number,
  venue: string,
  market: string,
  receivedUs: number | null,
): MarketUpdate => {
  const update = bare(change, atUs, venue, market);
  return receivedUs === null ? update : { ...update, receivedUs };
};
