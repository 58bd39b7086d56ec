// What a venue does with an order, and what the client receives of its settlements, record by record. They are many kinds
// for one order, and stand here so that the switch over all records stays short.
import type { Findings } from './findings.ts';
import { judgeOwed } from './invariants/accounts.ts';
import { judgeFees, judgeLiquidity } from './invariants/fees.ts';
import { judgeClosedFor, judgeOpenFor } from './invariants/markets.ts';
import { judgeOffered } from './invariants/offers.ts';
import { judgeSettled, judgeSettlementTold } from './invariants/settlements.ts';
import * as timesInForce from './invariants/time-in-force.ts';
import * as venueBooks from './invariants/venue-books.ts';
import * as venueNames from './invariants/venue-names.ts';
import { readAccepted, readEnded, readFilled, readReplaced, readSettled } from './read-order.ts';
import { tradeOf, type OrderState } from './state/order.ts';
import type { BodyOf } from './types.ts';

/** A record of one order at its venue. */
export type VenueRecord = BodyOf<
  'venue.filled' | 'venue.accepted' | 'venue.ended' | 'venue.replaced' | 'venue.settled' | 'settlement.moved'
>;

/** A record of what a venue did with an order: shown to its invariants, and taken in. */
export const judgeVenue = (order: OrderState, body: VenueRecord, instant: number, findings: Findings): void => {
  switch (body.type) {
    case 'venue.filled':
      venueBooks.judgeFilled(order, body, instant, findings);
      judgeOpenFor(order, 'filled', findings);
      judgeOffered(order, body, findings);
      judgeLiquidity(order, body, findings);
      venueNames.judgeTradeName(order, body, findings);
      timesInForce.judgeInstant(order, instant, findings);
      readFilled(order, body, instant);
      judgeFees(order, findings);
      return judgeOwed(order, findings);
    case 'venue.accepted':
      venueBooks.judgeAccepted(order, findings);
      judgeOpenFor(order, 'accepted', findings);
      venueNames.judgeOrderName(order, body, instant, findings);
      return readAccepted(order, body, instant);
    case 'venue.ended':
      venueBooks.judgeEnded(order, body, findings);
      venueBooks.judgeReason(order, body, findings);
      judgeClosedFor(order, body.reason, findings);
      timesInForce.judgeEnding(order, body, instant, findings);
      if (body.status === 'rejected') venueNames.readRefused(order, body.reason);
      return readEnded(order, body);
    case 'venue.replaced':
      venueBooks.judgeReplaced(order, body, findings);
      return readReplaced(order, body);
    case 'venue.settled': {
      const trade = tradeOf(order, body.tradeId);
      if (judgeSettled(trade, body, findings)) readSettled(order, trade, body);
      return undefined;
    }
    case 'settlement.moved':
      return judgeSettlementTold(tradeOf(order, body.tradeId), body, findings);
  }
};
