// Transitions of the order chart that stand in more than one of its states, by name.
// Each `description` is the word on an odd row: the generated table in machines/README.md prints it.

/** A pair that the table does not hold: refused and written down. */
export const illegal = { actions: { type: 'recordAnomaly', params: { kind: 'illegalMove' } } } as const;
/** A pair that is legal and changes nothing: counted. */
export const ignored = { actions: 'countIgnored' } as const;
/** The anomaly of an order that lives at the venue and is dead to us. */
export const zombie = { type: 'recordAnomaly', params: { kind: 'zombie' } } as const;

/** Fills that the order had not ended for: it becomes partial, or filled when nothing is left. */
export const bookWhileLive = [
  { guard: 'isFillingTrade', target: '#order.execution.filled', actions: 'bookNewTrade' },
  { guard: 'isNewTrade', target: '#order.execution.partial', actions: 'bookNewTrade' },
] as const;

/** A fill that comes after the end: quantities move, the status stays (FIX J.1.b). */
export const bookWhenEnded = {
  guard: 'isNewTrade',
  actions: 'bookLateTrade',
  description: 'A fill the venue made is always booked, however late: quantities move, the status stays.',
} as const;

/** The ack that was waited for. */
export const ackedWhilePending = {
  guard: 'hasVenueId',
  target: '#order.execution.submitted',
  actions: 'recordAck',
} as const;

/** The venue did not take the order. */
export const rejectedByVenue = {
  guard: 'hasReason',
  target: '#order.execution.rejected',
  actions: 'recordEnd',
} as const;

/** A refused second copy of an order that we know to live. */
export const duplicateOfLive = {
  guard: 'isDuplicateReject',
  actions: 'countIgnored',
  description: 'The venue refused a second copy: the first one lives, as we knew.',
} as const;

/** An ack that other news of the order overtook. */
export const lateAck = [
  {
    guard: 'isFirstAck',
    actions: 'recordAck',
    description: 'An ack never lowers a status; it records the id.',
  },
  { guard: 'isAgreeingAck', ...ignored },
] as const;

/** The venue ended the order, on our request or on its own. */
export const cancelledByVenue = {
  guard: 'isSoundCancel',
  target: '#order.execution.cancelled',
  actions: ['recordEnd', 'noteMissingFills'],
} as const;

/** The answer to a query: filled. Its trades have come before it, or are missing. */
export const filledByQuery = {
  guard: { type: 'isThereAs', params: { status: 'filled' } },
  target: '#order.execution.filled',
  actions: 'noteMissingFills',
} as const;

/** The answer to a query: cancelled. */
export const cancelledByQuery = {
  guard: { type: 'isThereAs', params: { status: 'cancelled' } },
  target: '#order.execution.cancelled',
  actions: ['noteMissingFills', { type: 'recordEndAs', params: { reason: 'venue' } }],
} as const;

/** The answer to a query: rejected. */
export const rejectedByQuery = {
  guard: { type: 'isThereAs', params: { status: 'rejected' } },
  target: '#order.execution.rejected',
  actions: { type: 'recordEndAs', params: { reason: 'venue' } },
} as const;

/** The answer to a query: live and partly filled. */
export const partialByQuery = {
  guard: { type: 'isThereAs', params: { status: 'partial' } },
  target: '#order.execution.partial',
  actions: ['recordVenueId', 'noteMissingFills'],
} as const;

/** The answer to a query: the venue does not know an order that it had. */
export const vanishedByQuery = {
  guard: 'isNotThere',
  target: '#order.execution.cancelled',
  actions: [
    { type: 'recordEndAs', params: { reason: 'vanished' } },
    { type: 'recordAnomaly', params: { kind: 'vanished' } },
  ],
  description: 'The venue had it and no longer knows it, after its reads have caught up: it cannot fill any more.',
} as const;

/** What a query tells of an order that is as we knew it. */
export const notedAsLive = { actions: ['countIgnored', 'recordVenueId', 'noteMissingFills'] } as const;

/** The answer to a query: live, as we knew. */
export const foundAsKnown = { guard: 'isThereLive', ...notedAsLive } as const;

/** The answers to a query for an order that was sent and never acknowledged. */
export const reconciledWhilePending = [
  {
    guard: 'isNotThere',
    target: '#order.execution.rejected',
    actions: { type: 'recordEndAs', params: { reason: 'notFound' } },
    description: 'The submit was lost: the venue does not know the order after its reads have caught up.',
  },
  filledByQuery,
  cancelledByQuery,
  rejectedByQuery,
  partialByQuery,
  {
    guard: { type: 'isThereAs', params: { status: 'submitted' } },
    target: '#order.execution.submitted',
    actions: ['recordVenueId', 'noteMissingFills'],
  },
  foundAsKnown,
] as const;

/** A query finds live what we hold for dead. */
export const foundAlive = {
  actions: [zombie, 'recordVenueId', 'noteMissingFills', 'cancelZombie'],
  description: 'The venue has live what we hold for dead: cancel it first, and reserve its worst case.',
} as const;

/** The venue acknowledges what we hold for dead. */
export const ackedAlive = {
  ...foundAlive,
  guard: 'hasVenueId',
  actions: [zombie, 'recordAck', 'cancelZombie'],
} as const;

/** The answer to a query that tells nothing new of an order that has ended. */
export const agreedOrStale = {
  actions: ['countIgnored', 'noteMissingFills'],
  description: 'The end as we know it, or an answer from before it: reads lag writes. Its fills are real either way.',
} as const;

/** The answer to a query says that the order ended otherwise. */
export const endedElsewhere = {
  guard: 'isThereEnded',
  actions: ['noteMissingFills', illegal.actions],
  description: 'A contradiction, but its quantity is noted: the leg is not settled before those fills have come.',
} as const;

/** The venue cancels what has ended. */
export const cancelledAgain = { ...endedElsewhere, guard: 'isSoundCancel' } as const;

/** A refusal of a request that the end of the order has overtaken. */
export const lostRace = {
  ...ignored,
  description: 'The answer to a request that lost the race: legal, changes nothing.',
} as const;
