// Where an own order stands in a queue that is only known as a sum. A recording shows how much waits at a price, not
// who: what is cancelled there may have stood before us or behind. Trades move us in every model; these differ in what
// a cancel does. Pure functions over micros.

/** What disappeared at a level without a trade, and how we stood before. */
export interface QueueCancel {
  /** What stands before us. */
  readonly aheadQty: bigint;
  /** What has gone. */
  readonly goneQty: bigint;
  /** All that was there before it went. */
  readonly levelQty: bigint;
}

/** What stands before us after a cancel; whatever is said, it is never more than the level still shows. */
export type QueueModel = (cancel: QueueCancel) => bigint;

/** The queue models by name, the most careful first. */
export const queueModels = {
  /** Conservative: a cancelled order stood behind us. Only trades at our price, or through it, bring us forward. */
  cancelsBehind: ({ aheadQty }) => aheadQty,
  /** Cancels are spread evenly over the queue; what is not whole stays before us. */
  proportional: ({ aheadQty, goneQty, levelQty }) =>
    levelQty === 0n ? aheadQty : aheadQty - (goneQty * aheadQty) / levelQty,
  /** Optimistic: a cancelled order stood before us. */
  cancelsAhead: ({ aheadQty, goneQty }) => (goneQty < aheadQty ? aheadQty - goneQty : 0n),
} as const satisfies Readonly<Record<string, QueueModel>>;

/** The name of a queue model. */
export type QueueModelName = keyof typeof queueModels;
