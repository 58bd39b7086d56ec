// The other sides of every entry. No owner of an account may be called like one of them.

/**
 * The other sides: `market` the counterparties of trades, `fees` the venue's takings, `issuance` where shares are
 * made and unmade against their collateral, `opening` where the portfolio began, `transfers` the world outside.
 */
export const counterAccounts = ['market', 'fees', 'issuance', 'opening', 'transfers'] as const;

/** The name of a counter-account. */
export type CounterAccount = (typeof counterAccounts)[number];

/** Whether a name is taken by a counter-account, and cannot be an owner's. */
export const isCounterAccount = (name: string): name is CounterAccount =>
  (counterAccounts as readonly string[]).includes(name);
