// What the naive order remembers, and how it looks from outside.
import { ANOMALIES_MAX, type Anomaly } from '../../../machines/anomalies.ts';
import type { OrderContext, OrderEvent, OrderInput } from '../../../machines/order.ts';
import { sumsOf, writtenTrades, type ModelTrade } from './model-book.ts';

/** What can be wrong. */
export type Kind = OrderContext['anomalies'][number]['kind'];

/** Where the order is, without regions. */
export type Execution =
  'queued' | 'inFlight' | 'inDoubt' | 'submitted' | 'partial' | 'filled' | 'cancelled' | 'rejected';

/** What the order looks like from outside, in the chart's own words. */
export interface OrderView {
  readonly value: {
    readonly execution: string | { readonly pending: string };
    readonly cancellation: string | { readonly requested: string };
    readonly replacement: string;
  };
  readonly context: OrderContext;
}

/** Everything the model remembers. */
export interface Memory {
  execution: Execution;
  cancellation: 'none' | 'held' | 'sent' | 'done';
  replacement: 'none' | 'requested';
  orderQty: bigint;
  price: bigint;
  venueOrderId: string | null;
  acked: boolean;
  missingQty: bigint;
  requestedQty: bigint | null;
  requestedPx: bigint | null;
  endReason: string | null;
  ignored: number;
  trades: ModelTrade[];
  anomalies: Anomaly<Kind>[];
}

/** What an order knows at its birth. */
export const freshMemory = ({ orderQty, price }: OrderInput): Memory => ({
  execution: 'queued',
  cancellation: 'none',
  replacement: 'none',
  orderQty,
  price,
  venueOrderId: null,
  acked: false,
  missingQty: 0n,
  requestedQty: null,
  requestedPx: null,
  endReason: null,
  ignored: 0,
  trades: [],
  anomalies: [],
});

/** A copy that goes its own way. */
export const twinMemory = (memory: Memory): Memory => ({
  ...memory,
  trades: memory.trades.map((trade) => ({ ...trade })),
  anomalies: [...memory.anomalies],
});

/** An event as an anomaly, with whatever of it can be read: it may be malformed. */
export const anomalyOf = (kind: Kind, event: OrderEvent): Anomaly<Kind> => {
  const { tradeId, venueOrderId, lastQty, lastPx } = event as unknown as Readonly<Record<string, unknown>>;
  const id = tradeId ?? venueOrderId;
  return {
    kind,
    event: event.type,
    ...(typeof id === 'string' && { id }),
    ...(typeof lastQty === 'bigint' && { qty: lastQty }),
    ...(typeof lastPx === 'bigint' && { px: lastPx }),
  };
};

/** Writes an anomaly down. */
export const write = (memory: Memory, anomaly: Anomaly<Kind>): void => {
  memory.anomalies.push(anomaly);
};

/** Counts what is legal and changes nothing. */
export const countIgnored = (memory: Memory): void => {
  memory.ignored += 1;
};

/** Whether it is filled, cancelled or rejected. */
export const hasEnded = ({ execution }: Memory): boolean => ['filled', 'cancelled', 'rejected'].includes(execution);

/** What it may reach before it is filled, and beyond which it is overfilled. */
export const limitOf = ({ orderQty, requestedQty }: Memory): bigint =>
  requestedQty !== null && requestedQty > orderQty ? requestedQty : orderQty;

/** The order as the chart would show it. */
export const viewOf = (input: OrderInput, memory: Memory): OrderView => {
  const { execution, cancellation, replacement, trades, anomalies, ...rest } = memory;
  const isPending = execution === 'queued' || execution === 'inFlight' || execution === 'inDoubt';
  const isAsked = cancellation === 'held' || cancellation === 'sent';
  return {
    value: {
      execution: isPending ? { pending: execution } : execution,
      cancellation: isAsked ? { requested: cancellation } : cancellation,
      replacement,
    },
    context: {
      ...input,
      ...rest,
      ...sumsOf(trades),
      trades: writtenTrades(trades),
      anomalies: anomalies.slice(0, ANOMALIES_MAX),
      anomalyCount: anomalies.length,
    },
  };
};
