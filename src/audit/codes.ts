// The words of a journal as small integers: sets of them are bits of one number, and comparing them costs nothing.
// A word that is not known has a code too: the audit continues, whatever a journal says.

/** FIX order statuses. */
export const STATUS = {
  pendingNew: 0,
  new: 1,
  partiallyFilled: 2,
  filled: 3,
  canceled: 4,
  rejected: 5,
  pendingCancel: 6,
  pendingReplace: 7,
  unknown: 8,
} as const;

/** The words of the statuses, by their codes. */
export const statusNames = [...Object.keys(STATUS)] as readonly string[];

/** The code of a FIX order status. */
export const statusOf = (word: string): number => {
  switch (word) {
    case 'pendingNew':
      return STATUS.pendingNew;
    case 'new':
      return STATUS.new;
    case 'partiallyFilled':
      return STATUS.partiallyFilled;
    case 'filled':
      return STATUS.filled;
    case 'canceled':
      return STATUS.canceled;
    case 'rejected':
      return STATUS.rejected;
    case 'pendingCancel':
      return STATUS.pendingCancel;
    case 'pendingReplace':
      return STATUS.pendingReplace;
    default:
      return STATUS.unknown;
  }
};

const progress = [0, 1, 2, 3, 3, 3, -1, -1, -1] as const;

/** How far a status is in the lifecycle, 3 for an end; -1 for the two that hide it. */
export const progressOf = (status: number): number => progress[status] ?? -1;

/** How long an order is good. */
export const TIME_IN_FORCE = { unknown: 0, GTC: 1, GTD: 2, IOC: 3, FOK: 4 } as const;

/** The code of a time in force. */
export const timeInForceOf = (word: string): number => {
  switch (word) {
    case 'GTC':
      return TIME_IN_FORCE.GTC;
    case 'GTD':
      return TIME_IN_FORCE.GTD;
    case 'IOC':
      return TIME_IN_FORCE.IOC;
    case 'FOK':
      return TIME_IN_FORCE.FOK;
    default:
      return TIME_IN_FORCE.unknown;
  }
};

/** Where a venue has an order. */
export const AT_VENUE = { unknown: 0, live: 1, filled: 2, cancelled: 3, rejected: 4 } as const;

/** The words of a venue's statuses, by their codes. */
export const atVenueNames = Object.keys(AT_VENUE) as readonly string[];

/** States of an arbitrage. The last five are its ends. */
export const STATE = {
  planning: 0,
  legging: 1,
  cancelling: 2,
  unwinding: 3,
  hedged: 4,
  completed: 5,
  partial: 6,
  cancelled: 7,
  failed: 8,
  exposed: 9,
  unknown: 10,
} as const;

/** The words of the states, by their codes. */
export const stateNames = Object.keys(STATE) as readonly string[];

/** The code of a state of an arbitrage. */
export const stateOf = (word: string): number => {
  switch (word) {
    case 'legging':
      return STATE.legging;
    case 'completed':
      return STATE.completed;
    case 'planning':
      return STATE.planning;
    case 'cancelling':
      return STATE.cancelling;
    case 'unwinding':
      return STATE.unwinding;
    case 'hedged':
      return STATE.hedged;
    case 'partial':
      return STATE.partial;
    case 'cancelled':
      return STATE.cancelled;
    case 'failed':
      return STATE.failed;
    case 'exposed':
      return STATE.exposed;
    default:
      return STATE.unknown;
  }
};

/** Whether that state is an end. */
export const isEnd = (state: number): boolean => state >= STATE.completed && state <= STATE.exposed;

/** How far a trade's settlement has come; `none` where nothing settles, or no report of it came. */
export const SETTLEMENT = { none: 0, matched: 1, mined: 2, retrying: 3, confirmed: 4, failed: 5, unknown: 6 } as const;

/** The words of settlement, by their codes. */
export const settlementNames = Object.keys(SETTLEMENT) as readonly string[];

/** The code of a settlement's status. */
export const settlementOf = (word: string): number => {
  const code = settlementNames.indexOf(word);
  return code <= 0 ? SETTLEMENT.unknown : code;
};

/** The codes as the bits of one number. */
export const bits = (...codes: readonly number[]): number => codes.reduce((mask, code) => mask | (1 << code), 0);

/** Whether the code's bit is set. */
export const hasBit = (mask: number, code: number): boolean => (mask & (1 << code)) !== 0;
