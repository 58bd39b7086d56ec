// The context an order is born with.
import { noAnomalies } from '../anomalies.ts';
import type { OrderContext, OrderInput } from './types.ts';

/** A new order: nothing sent, nothing filled. */
export const initialContext = (input: OrderInput): OrderContext => ({
  clOrdId: input.clOrdId,
  venue: input.venue,
  instrument: input.instrument,
  side: input.side,
  orderQty: input.orderQty,
  price: input.price,
  timeInForce: input.timeInForce,
  venueOrderId: null,
  acked: false,
  cumQty: 0n,
  matchedQty: 0n,
  grossPicos: 0n,
  avgPx: 0n,
  feesPaid: 0n,
  missingQty: 0n,
  requestedQty: null,
  requestedPx: null,
  trades: [],
  endReason: null,
  ignored: 0,
  anomalies: noAnomalies.anomalies,
  anomalyCount: noAnomalies.anomalyCount,
});
