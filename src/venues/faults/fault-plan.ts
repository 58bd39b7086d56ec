// Which faults a run injects, as a scenario writes it, and how a description that makes no sense is refused.
// Descriptions come from users' files, so nothing of their declared types is taken for granted.
import { describeValue, InvalidDistribution } from '../../kernel/distributions/invalid-distribution.ts';
import { createSampler, type DistributionSpec } from '../../kernel/distributions/spec.ts';
import { basisPointsWhole, RandomStream } from '../../kernel/random/stream.ts';
import { faultCatalogue, faultNames, type FaultCard, type FaultName } from './catalogue.ts';

/** One fault at one venue. */
export interface FaultSpec {
  readonly fault: FaultName;
  readonly venue: string;
  /** How probably it strikes at each opportunity, in basis points. */
  readonly chanceBps: number;
  /** Virtual time in which it may strike: from `from` on, before `to`. Always, where it is left out. */
  readonly windowUs?: { readonly from: number; readonly to: number };
  /** The fault's delay: see its card. Required where the card has one, and refused where it has none. */
  readonly delayUs?: DistributionSpec;
  /** The most orders that it strikes. */
  readonly ordersMax?: number;
}

/** A description of a fault is wrong; `message` is a sentence, `key` the place, such as `windowUs.to`. */
export class InvalidFault extends Error {
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.name = 'InvalidFault';
    this.key = key;
  }
}

const specKeys = ['fault', 'venue', 'chanceBps', 'windowUs', 'delayUs', 'ordersMax'];

const isWhole = (value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): boolean =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refuse = (key: string, owner: string, wanted: string, value: unknown): never => {
  throw new InvalidFault(key, `${key} of ${owner} must be ${wanted}, but it is ${describeValue(value)}.`);
};

const refuseOtherKeys = (value: Readonly<Record<string, unknown>>, known: readonly string[], owner: string): void => {
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other !== undefined)
    throw new InvalidFault(other, `${other} is not a key of ${owner}: its keys are ${known.join(', ')}.`);
};

const checkWindow = (windowUs: unknown, owner: string): void => {
  if (windowUs === undefined) return;
  if (!isRecord(windowUs)) return refuse('windowUs', owner, 'an object with the keys from and to', windowUs);
  refuseOtherKeys(windowUs, ['from', 'to'], `windowUs of ${owner}`);
  const { from, to } = windowUs;
  if (!isWhole(from, 0)) refuse('windowUs.from', owner, 'a whole number of microseconds, at least 0', from);
  if (!isWhole(to, (from as number) + 1)) refuse('windowUs.to', owner, 'a whole number above windowUs.from', to);
};

const checkDelay = (delayUs: unknown, { delay }: FaultCard, owner: string): void => {
  if (delay === null) {
    if (delayUs !== undefined)
      throw new InvalidFault('delayUs', `delayUs is of no use to ${owner}: it takes no delay.`);
    return;
  }
  if (!isRecord(delayUs)) return refuse('delayUs', owner, `a distribution: ${delay}`, delayUs);
  try {
    createSampler(delayUs as unknown as DistributionSpec, RandomStream.fromSeed('0', 'unused'));
  } catch (error) {
    if (!(error instanceof InvalidDistribution)) throw error;
    throw new InvalidFault(`delayUs.${error.key}`, `delayUs of ${owner} is wrong: ${error.message}`);
  }
};

/** Refuses a description of a fault that makes no sense; throws `InvalidFault`. */
export const checkFault = (spec: unknown, venues: readonly string[]): void => {
  if (!isRecord(spec)) return refuse('fault', 'a fault', 'the name of a fault, in an object', spec);
  const { fault, venue, chanceBps, windowUs, delayUs, ordersMax } = spec;
  const name = faultNames.find((known) => known === fault);
  if (name === undefined) return refuse('fault', 'a fault', `one of ${faultNames.join(', ')}`, fault);
  refuseOtherKeys(spec, specKeys, name);
  if (!venues.includes(venue as string)) refuse('venue', name, `one of ${venues.join(', ')}`, venue);
  if (!isWhole(chanceBps, 0, basisPointsWhole))
    refuse('chanceBps', name, `a whole number from 0 to ${basisPointsWhole}`, chanceBps);
  checkWindow(windowUs, name);
  checkDelay(delayUs, faultCatalogue[name], name);
  if (ordersMax !== undefined && !isWhole(ordersMax, 1))
    refuse('ordersMax', name, 'a whole number, at least 1', ordersMax);
};

/** Refuses a list of faults of which one makes no sense, or stands there twice for a venue; throws `InvalidFault`. */
export const checkFaults = (specs: readonly FaultSpec[], venues: readonly string[]): void => {
  const seen = new Set<string>();
  for (const spec of specs) {
    checkFault(spec, venues);
    const place = `${spec.venue}.${spec.fault}`;
    if (seen.has(place))
      throw new InvalidFault('fault', `${spec.fault} stands twice for ${spec.venue}: a venue has each fault once.`);
    seen.add(place);
  }
};
