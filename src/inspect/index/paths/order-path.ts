// Where an order stands in its chart, read off the journal: a record has FIX's status, which is coarser than the chart,
// and the event, which tells the rest. A property of the tests holds this equal to the chart itself.

/** The states of the region `execution`, by number. */
export const executionPaths = [
  'execution.pending.queued',
  'execution.pending.inFlight',
  'execution.pending.inDoubt',
  'execution.submitted',
  'execution.partial',
  'execution.filled',
  'execution.cancelled',
  'execution.rejected',
] as const;

/** The states of the region `cancellation`, by number. */
export const cancellationPaths = [
  'cancellation.none',
  'cancellation.requested.held',
  'cancellation.requested.sent',
  'cancellation.done',
] as const;

/** The states of the region `replacement`, by number. */
export const replacementPaths = ['replacement.none', 'replacement.requested'] as const;

const [QUEUED, IN_FLIGHT, IN_DOUBT, SUBMITTED, PARTIAL, FILLED, CANCELLED, REJECTED] = [0, 1, 2, 3, 4, 5, 6, 7];

/** An order that has just been made. A path is a small number, so that millions of them fit. */
export const NEW_ORDER_PATH = 0;

/** The states of a path: one of each region. */
export const orderStatesOf = (path: number): readonly [string, string, string] => [
  executionPaths[path & 7]!,
  cancellationPaths[(path >> 3) & 3]!,
  replacementPaths[(path >> 5) & 1]!,
];

/** What is read of a record. */
export interface OrderStep {
  readonly event: string;
  readonly to: string;
  readonly cumQty: bigint;
  readonly missingQty?: bigint | undefined;
  readonly venueOrderId?: string | undefined;
  readonly anomaly?: string | undefined;
}

const executionByStatus: Readonly<Record<string, number>> = {
  new: SUBMITTED,
  partiallyFilled: PARTIAL,
  filled: FILLED,
  canceled: CANCELLED,
  rejected: REJECTED,
};

const isOver = (execution: number): boolean => execution >= FILLED;

const executionAfter = (execution: number, step: OrderStep): number => {
  const told = executionByStatus[step.to];
  if (told !== undefined) return told;
  // Behind `pendingCancel` and `pendingReplace` the execution continues, and behind `pendingNew` it is one of three.
  switch (step.event) {
    case 'order.sent':
      return execution === QUEUED ? IN_FLIGHT : execution;
    case 'ack.overdue':
    case 'venue.rejected':
      return execution === IN_FLIGHT ? IN_DOUBT : execution;
    case 'venue.acked':
      return execution <= IN_DOUBT ? SUBMITTED : execution;
    case 'venue.traded':
      return PARTIAL;
    case 'order.reconciled':
      if (step.to === 'pendingNew') return execution;
      if (execution <= SUBMITTED && (step.missingQty !== undefined || step.cumQty > 0n)) return PARTIAL;
      return execution <= IN_DOUBT ? SUBMITTED : execution;
    default:
      return execution;
  }
};

const cancellationAfter = (execution: number, to: string, isIdKnown: boolean): number => {
  if (execution === FILLED || execution === CANCELLED) return 3;
  if (to !== 'pendingCancel') return 0;
  return isIdKnown ? 2 : 1;
};

const replacementAfter = (before: number, execution: number, { event, to }: OrderStep): number => {
  if (isOver(execution) || event === 'venue.replaced' || event === 'venue.replaceRejected') return 0;
  if (to === 'pendingReplace') return 1;
  if (to !== 'pendingCancel') return 0;
  return event === 'replace.requested' ? 1 : before;
};

const refusals = new Set(['illegalMove', 'tradeConflict']);

/** Returns where the order stands after the event that it received. */
export const orderPathAfter = (path: number, step: OrderStep): number => {
  const isRefused = step.anomaly !== undefined && refusals.has(step.anomaly);
  const before = path & 7;
  const isIdKnown = (path & 64) !== 0 || (!isRefused && step.venueOrderId !== undefined);
  if (isRefused) return path;
  const execution = isOver(before) ? before : executionAfter(before, step);
  const cancellation = cancellationAfter(execution, step.to, isIdKnown);
  const replacement = replacementAfter((path >> 5) & 1, execution, step);
  return execution | (cancellation << 3) | (replacement << 5) | (isIdKnown ? 64 : 0);
};
