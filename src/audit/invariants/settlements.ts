// Invariant 21: both sides tell the same settlement of every trade.
import { bits, hasBit, SETTLEMENT, settlementNames, settlementOf } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { OrderState, TradeState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** A trade settles step by step to an end that stays, the client receives no step that was not, and both end alike. */
export const settlements: Invariant = {
  index: 20,
  name: 'settlements',
  says: 'a trade that was made settles step by step to one end, which is reported, and a trade that fails is taken back',
};

const { none, matched, mined, retrying, confirmed, failed } = SETTLEMENT;

/** Where a settlement goes at the venue, as bits, by the status before: no step is left out there. */
const goesTo: readonly number[] = [
  bits(matched, mined, retrying, failed),
  bits(mined, retrying, failed),
  bits(confirmed, retrying, failed),
  bits(mined, failed),
  0,
  0,
  0,
];

/** Where it goes for the client, who may have missed a step. */
const isToldTo: readonly number[] = [
  0,
  bits(mined, retrying, confirmed, failed),
  bits(retrying, confirmed, failed),
  bits(mined, confirmed, failed),
  0,
  0,
  0,
];

/** The venue's settlement of a trade takes a next step, and was not over. */
export const judgeSettled = (
  trade: TradeState | undefined,
  { clOrdId, tradeId, status }: BodyOf<'venue.settled'>,
  findings: Findings,
): trade is TradeState => {
  const isKnown = trade !== undefined && trade.isMade;
  if (findings.fails(settlements, isKnown))
    findings.add(settlements, clOrdId, `${tradeId} settles, and was never made`);
  if (trade === undefined || !isKnown) return false;
  const before = trade.venueSettlement;
  if (findings.fails(settlements, hasBit(goesTo[before] ?? 0, settlementOf(status))))
    findings.add(settlements, clOrdId, `${tradeId} is ${status}, and was ${settlementNames[before]}`);
  return true;
};

/** The client received a step that the venue has taken, from where the client was. Takes it in. */
export const judgeSettlementTold = (
  trade: TradeState | undefined,
  { clOrdId, tradeId, from, to }: BodyOf<'settlement.moved'>,
  findings: Findings,
): void => {
  const isKnown = trade !== undefined && trade.isMade;
  if (findings.fails(settlements, isKnown))
    findings.add(settlements, clOrdId, `${tradeId} settles, and was never made`);
  if (trade === undefined || !isKnown) return;
  const before = trade.clientSettlement === none ? matched : trade.clientSettlement;
  const after = settlementOf(to);
  const isStep = settlementOf(from) === before && hasBit(isToldTo[before] ?? 0, after);
  if (findings.fails(settlements, isStep))
    findings.add(
      settlements,
      clOrdId,
      `${tradeId} is reported to go from ${from} to ${to}, and was ${settlementNames[before]}`,
    );
  if (findings.fails(settlements, hasBit(trade.venueSteps, after)))
    findings.add(settlements, clOrdId, `${tradeId} is reported ${to}, which it never was`);
  trade.clientSettlement = after;
};

/** When all is quiet, both sides tell the same end, and what failed is out of the client's portfolio. */
export const judgeSettlementAtEnd = (order: OrderState, findings: Findings): void => {
  const { clOrdId, trades, market } = order;
  if (!market.venue.settles) return;
  for (const { tradeId, venueSettlement, clientSettlement, isMade, isBooked, isBusted } of trades) {
    if (!isMade) continue;
    const isOver = venueSettlement === confirmed || venueSettlement === failed;
    if (findings.fails(settlements, isOver && clientSettlement === venueSettlement))
      findings.add(
        settlements,
        clOrdId,
        `${tradeId} is ${settlementNames[venueSettlement]}, and ${settlementNames[clientSettlement]} for the client`,
      );
    if (findings.fails(settlements, !isBooked || isBusted === (venueSettlement === failed)))
      findings.add(
        settlements,
        clOrdId,
        `${tradeId} is ${settlementNames[venueSettlement]}, and ${isBusted ? '' : 'not '}taken back`,
      );
  }
};
