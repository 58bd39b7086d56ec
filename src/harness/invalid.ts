// What a user's own code can get wrong, as typed errors: each says in sentences what is wrong and what would be right.

/** One mistake, and where it stands. */
export interface OwnOmsProblem {
  /** Where, such as `account.opening` or `markets.FED.grid`; empty for the whole. */
  readonly key: string;
  /** One sentence. */
  readonly message: string;
}

/** The options of a venue are wrong: every mistake at once. */
export class InvalidVenueOptions extends Error {
  override readonly name = 'InvalidVenueOptions';
  readonly problems: readonly OwnOmsProblem[];

  constructor(problems: readonly OwnOmsProblem[]) {
    super(problems.map(({ key, message }) => (key === '' ? message : `${key}: ${message}`)).join('\n'));
    this.problems = problems;
  }
}

/** A request makes no sense at any venue, or a time has passed already; nothing was sent. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

/** What an order management system says it believes cannot be read; nothing was judged. */
export class InvalidBeliefs extends Error {
  override readonly name = 'InvalidBeliefs';
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}
