// The words of stories: what the journal's short names mean to a person.

const causes: Readonly<Record<string, string>> = {
  legShort: 'a leg ended short',
  legsUneven: 'the legs filled unevenly',
  legInDoubt: 'the doubt about a leg lasted too long',
  deadlineReached: 'the deadline has passed',
  bookStale: 'the books it rests on have grown old',
  quantityMoved: 'a fill came, or was undone, after the end',
  settlementFailed: 'a settlement failed',
  laneSaturated: 'a lane is full',
  laneClosed: 'a lane is closed',
  nothingToTrade: 'there was nothing to trade it away with',
  interrupted: 'the run was interrupted',
  stopped: 'the run was stopped',
  unsettled: 'what was bought had not settled, and could not be sold',
  noEdge: 'it is worth nothing after fees',
  edgeTooSmall: 'too little is left after fees',
  notFunded: 'not enough money in an account',
};

const reasons: Readonly<Record<string, string>> = {
  venueRefused: 'for no stated reason',
  insufficientFunds: 'not enough money in the account',
  insufficientShares: 'not enough shares in the account',
  rateLimited: 'too many requests',
  marketClosed: 'the market is closed',
  marketPaused: 'the market is paused',
  venueHalted: 'the venue is halted',
  priceOffTick: 'the price is off the tick',
  belowMinimumSize: 'below the minimum size',
  fokUnfilled: 'it could not be filled whole',
  iocRemainder: 'the rest was not there at once',
  iocUnmatched: 'nothing was there at once',
  requested: 'as asked',
  expired: 'its time is over',
};

/** `marketNotOpen` as `market not open`. */
const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Why an arbitrage left its plan. */
export const causeText = (cause: string): string => causes[cause] ?? spaced(cause);

/** Why a venue refused or ended something. */
export const reasonText = (reason: string): string => reasons[reason] ?? spaced(reason);

/** `YES`, `NO`, and every other outcome by its own name. */
export const outcomeText = (outcome: string): string => (/^(yes|no)$/.test(outcome) ? outcome.toUpperCase() : outcome);

/** `a`, `a and b`, `a, b and c`. */
export const listText = (items: readonly string[]): string => {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
};
