// The tables of the venues' own truth, whatever the client received of it: one row a record, as in record-tables.ts.
import { list, maybe, micros, recordTable, word, written } from './columns.ts';

/** `venue.accepted` */
export const venueAcceptances = recordTable(
  'venue_acceptances',
  {},
  { venue: word('venue'), clOrdId: written('cl_ord_id'), venueOrderId: written('venue_order_id') },
);

/** `venue.filled` */
export const fills = recordTable(
  'fills',
  {
    lastQty: micros('last_qty'),
    lastPx: micros('last_px'),
    fee: micros('fee'),
    leavesQty: micros('leaves_qty'),
    cash: maybe.micros('cash'),
    offeredQty: maybe.micros('offered_qty'),
    offeredPx: maybe.micros('offered_px'),
    bookMove: maybe.whole('book_move'),
  },
  {
    venue: word('venue'),
    account: maybe.word('account'),
    liquidity: maybe.word('liquidity'),
    clOrdId: written('cl_ord_id'),
    tradeId: written('trade_id'),
  },
);

/** `venue.ended` */
export const venueEnds = recordTable(
  'venue_ends',
  { cumQty: micros('cum_qty') },
  { venue: word('venue'), status: word('status'), reason: word('reason'), clOrdId: written('cl_ord_id') },
);

/** `venue.replaced` */
export const venueReplacements = recordTable(
  'venue_replacements',
  { orderQty: micros('order_qty'), price: micros('price') },
  { venue: word('venue'), clOrdId: written('cl_ord_id') },
);

/** `venue.settled` */
export const venueSettlements = recordTable(
  'venue_settlements',
  {},
  { venue: word('venue'), status: word('status'), clOrdId: written('cl_ord_id'), tradeId: written('trade_id') },
);

/** `venue.market` */
export const marketStates = recordTable(
  'market_states',
  {},
  { venue: word('venue'), market: word('market'), from: word('from_state'), to: word('to_state') },
);

/** `market.changed` */
export const marketChanges = recordTable(
  'market_changes',
  { tick: maybe.micros('tick') },
  { venue: word('venue'), market: word('market'), status: maybe.word('status') },
);

/** `position.changed` */
export const positionChanges = recordTable(
  'position_changes',
  {},
  { venue: word('venue'), account: word('account'), action: word('action'), gave: list('gave'), got: list('got') },
);

/** `venue.resolved` */
export const marketResults = recordTable(
  'market_results',
  {},
  { venue: word('venue'), market: word('market'), stage: word('stage'), payouts: list('payouts') },
);

/** `venue.redeemed` */
export const redemptions = recordTable(
  'redemptions',
  { qty: micros('qty'), payout: micros('payout'), cash: micros('cash') },
  { venue: word('venue'), account: word('account'), market: word('market'), outcome: word('outcome') },
);

/** `venue.balance` */
export const venueBalances = recordTable(
  'venue_balances',
  { amount: micros('amount') },
  { venue: word('venue'), account: word('account'), asset: word('asset') },
);
