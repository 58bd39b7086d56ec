// What can go wrong with accounts that is not the program's fault. Each error is one sentence: what is wrong,
// and what would be right.

/** Which of the accounting errors it is, for code that switches instead of asking `instanceof`. */
export type AccountingErrorKind = 'overdraft' | 'missingRate' | 'badRate';

/** The base of every error that `accounting/` throws on purpose. */
export abstract class AccountingError extends Error {
  abstract readonly kind: AccountingErrorKind;
}

/** A transaction that may not overdraw an account would have left it below zero. Nothing of it was posted. */
export class Overdraft extends AccountingError {
  override readonly name = 'Overdraft';
  override readonly kind = 'overdraft';

  /** `balance` and `missing` are printed amounts of `asset`. */
  constructor(owner: string, venue: string, asset: string, balance: string, missing: string) {
    super(`${owner} has ${balance} ${asset} at ${venue}, but this takes ${missing} more than that: bring it in first.`);
  }
}

/** Amounts of two currencies were to be added, and nobody has stated what one is worth in the other. */
export class MissingRate extends AccountingError {
  override readonly name = 'MissingRate';
  override readonly kind = 'missingRate';

  constructor(from: string, to: string) {
    super(`${from} cannot be counted as ${to} without a stated rate: state what one ${from} is worth in ${to}.`);
  }
}

/** A stated rate that cannot be: not positive, stated twice, or of a currency to itself. */
export class BadRate extends AccountingError {
  override readonly name = 'BadRate';
  override readonly kind = 'badRate';

  /** `why` ends the sentence. */
  constructor(from: string, to: string, why: string) {
    super(`The rate from ${from} to ${to} ${why}.`);
  }
}
