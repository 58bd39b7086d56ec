// How a description of a distribution is refused: with a typed error that names the key and says what would be
// right. Descriptions come from users' files, so nothing of their declared types is taken for granted.

/** A description of a distribution is wrong; `message` is a sentence, `key` the place, such as `points[2].valueUs`. */
export class InvalidDistribution extends Error {
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.name = 'InvalidDistribution';
    this.key = key;
  }
}

/** What a number is allowed to be; a bound that is left out does not bind. */
export interface NumberLimits {
  readonly atLeast?: number;
  readonly above?: number;
  readonly atMost?: number;
  readonly below?: number;
}

/** A value as a sentence mentions it. */
export const describeValue = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
};

const describeLimits = (limits: NumberLimits): string => {
  if (limits.atLeast !== undefined && limits.atLeast === limits.atMost) return `equal to ${limits.atLeast}`;
  const parts: string[] = [];
  if (limits.above !== undefined) parts.push(`above ${limits.above}`);
  if (limits.atLeast !== undefined) parts.push(`at least ${limits.atLeast}`);
  if (limits.below !== undefined) parts.push(`below ${limits.below}`);
  if (limits.atMost !== undefined) parts.push(`at most ${limits.atMost}`);
  return parts.join(' and ');
};

const isWithin = (value: number, limits: NumberLimits): boolean =>
  value > (limits.above ?? -Infinity) &&
  value >= (limits.atLeast ?? -Infinity) &&
  value < (limits.below ?? Infinity) &&
  value <= (limits.atMost ?? Infinity);

/** Refuses a value that is not a number within its limits. `owner` is what the key belongs to, with its article. */
export const requireNumber = (owner: string, key: string, value: unknown, limits: NumberLimits): void => {
  if (typeof value === 'number' && Number.isFinite(value) && isWithin(value, limits)) return;
  const wanted = describeLimits(limits);
  throw new InvalidDistribution(
    key,
    `${key} of ${owner} must be a number ${wanted}, but it is ${describeValue(value)}.`,
  );
};

/** Refuses a key that is not known: a misspelt optional key would otherwise be ignored without a word. */
export const requireKnownKeys = (owner: string, value: object, known: readonly string[], prefix = ''): void => {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const key = `${prefix}${unknown}`;
  throw new InvalidDistribution(key, `${key} is not a key of ${owner}: its keys are ${known.join(', ')}.`);
};
