// Invariant 20: a market that is not open takes and fills nothing.
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { MarketState } from '../state/venue.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** No venue takes or fills an order in a market that it has closed, or while it stands still itself. */
export const markets: Invariant = {
  index: 19,
  name: 'markets',
  says: 'a market moves from where it was, and takes and fills orders only where it is open for that',
};

const placeOf = (market: MarketState): string =>
  market.market === '' ? market.venue.venue : `${market.venue.venue} ${market.market}`;

/** Each move starts where the one before it ended, and goes somewhere; takes the market's new state in. */
export const judgeMarket = (market: MarketState, body: BodyOf<'venue.market'>, findings: Findings): void => {
  const { from, to } = body;
  if (findings.fails(markets, from !== to && (market.state === null || from === market.state)))
    findings.add(markets, placeOf(market), `moves from ${from} to ${to}, and was ${market.state ?? from}`);
  market.state = to;
  market.takesOrders = to === 'open' || to === 'postOnly';
  market.fills = market.takesOrders || to === 'cancelOnly';
};

/** A market that is listed has another tick, which prices can have, or another status; takes that in. */
export const judgeChanged = (market: MarketState, body: BodyOf<'market.changed'>, findings: Findings): void => {
  const { tick, status } = body;
  const isTick = tick === undefined || (tick > 0n && MICROS_PER_UNIT % tick === 0n && tick !== market.tick);
  const isStatus = status === undefined || (status !== '' && status !== market.status);
  const isSomething = tick !== undefined || status !== undefined;
  if (findings.fails(markets, market.outcomes.length > 0 && isTick && isStatus && isSomething))
    findings.add(markets, placeOf(market), `changes to ${tick ?? status}, and was ${market.tick}, ${market.status}`);
  market.tick = tick ?? market.tick;
  market.status = status ?? market.status;
};

const stateAt = (market: MarketState): string => `${market.venue.whole.state ?? 'open'}, ${market.state ?? 'open'}`;

/** An order is taken only where orders are. */
export const judgeOpenFor = (order: OrderState, what: 'accepted' | 'filled', findings: Findings): void => {
  const { market } = order;
  const { whole } = market.venue;
  const isOpen = what === 'accepted' ? market.takesOrders && whole.takesOrders : market.fills && whole.fills;
  if (findings.fails(markets, isOpen))
    findings.add(markets, order.clOrdId, `is ${what} while ${placeOf(market)} is ${stateAt(market)}`);
};

/** An order that ended because its market closed ended in a closed market. */
export const judgeClosedFor = (order: OrderState, reason: string, findings: Findings): void => {
  if (reason !== 'marketClosed' && reason !== 'marketResolved') return;
  const { market } = order;
  const isClosed = isShut(market) || isShut(market.venue.whole);
  if (findings.fails(markets, isClosed))
    findings.add(markets, order.clOrdId, `ends as ${reason} while ${placeOf(market)} is ${stateAt(market)}`);
};

const isShut = ({ state }: MarketState): boolean => state === 'closed' || state === 'resolved';
