// The venues of a scenario: each with the rules of its kind, the account there, and a lane by the account's tier.
import { otherRules, type OtherVenueOptions } from '../venues/definitions/other/rules.ts';
import { isVenueName, venueCatalogue, venueNames } from '../venues/definitions/catalogue.ts';
import type { RateLimit, VenueRules } from '../venues/definitions/types.ts';
import type { LaneOptions, MessageCosts } from '../lanes/lane.ts';
import { choicesText, quoted, type Path } from './problem.ts';
import { UNREADABLE, type Entries, type Reader } from './reader.ts';
import { resolveBook } from './books.ts';
import { resolvePool } from './pools.ts';
import { venueFile, type VenueFile } from './file/venue.ts';
import type { ScenarioVenue } from './types.ts';

/** The venues by their names; null where one is wrong. */
export const resolveVenues = (reader: Reader): Entries<ScenarioVenue> => {
  const venues = new Map<string, ScenarioVenue | null>();
  const names = reader.names(['venues'], true);
  if (names === null) return UNREADABLE;
  for (const venue of names) {
    const path = ['venues', venue];
    const file = reader.one(path, venueFile);
    venues.set(venue, file === undefined ? null : resolveVenue(reader, path, venue, file));
  }
  return venues;
};

const resolveVenue = (reader: Reader, path: Path, venue: string, file: VenueFile): ScenarioVenue | null => {
  if (venue.includes('/'))
    reader.report(path, `${venue} must be a name without '/', which separates it from a market.`);
  const kind = file.kind ?? (isVenueName(venue) ? venue : null);
  if (kind === null) {
    const near = choicesText(venue, venueNames);
    reader.report(
      path,
      `${venue} is not a venue that the engine knows, and no kind says whose rules it follows: ${near}`,
    );
    return null;
  }
  if (kind !== 'other' && file.rules !== undefined)
    reader.report([...path, 'rules'], `rules are for venues of the kind other: those of ${kind} are its own.`);
  const rules = kind === 'other' ? otherRules(otherOptionsOf(file)) : venueCatalogue[kind];
  if (file.settlement !== undefined && rules.settlement.value.kind !== 'onChain')
    reader.report([...path, 'settlement'], `settlement is of no use to ${venue}: a fill there is final at the match.`);
  const lane = resolveLane(reader, path, rules, file);
  if (lane === null) return null;
  const { ackLatency, fillLatency, reportLatency, cancelLatency, rejectBps, noFillBps, partialBps } = file;
  const chances = { ackLatency, fillLatency, reportLatency, cancelLatency, rejectBps, noFillBps, partialBps };
  const profile = file.settlement === undefined ? chances : { ...chances, settlement: file.settlement };
  const book =
    file.book === undefined ? undefined : resolveBook(reader.report, [...path, 'book'], rules, profile, file.book);
  const pool =
    file.pool === undefined ? undefined : resolvePool(reader.report, [...path, 'pool'], rules, profile, file.pool);
  if (book === null || pool === null) return null;
  return {
    venue,
    rules,
    ...(book === undefined ? {} : { book }),
    ...(pool === undefined ? {} : { pool }),
    account: file.account ?? 'main',
    currency: rules.currency.value,
    opening: file.opening,
    profile,
    lane,
  };
};

const otherOptionsOf = ({ rules = {} }: VenueFile): Partial<OtherVenueOptions> => {
  const { visibility, canAmend, makerFeeBps, takerFeeBps, ...same } = rules;
  const options = {
    ...same,
    visibilityUs: visibility,
    canAmend: canAmend === undefined ? undefined : canAmend === 'true',
    makerFeeBps: makerFeeBps === undefined ? undefined : BigInt(makerFeeBps),
    takerFeeBps: takerFeeBps === undefined ? undefined : BigInt(takerFeeBps),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
};

const resolveLane = (
  reader: Reader,
  path: Path,
  rules: VenueRules,
  { lane, tier }: VenueFile,
): Omit<LaneOptions, 'venue'> | null => {
  const standard = standardLimit(rules, tier);
  if (typeof standard === 'string') {
    reader.report([...path, 'tier'], `tier ${standard}`);
    return null;
  }
  // A limit of the user's own counts messages, unless they say what each costs.
  const costs: MessageCosts = { ...(lane.rateLimit === undefined ? standard.costs : ONE_EACH), ...present(lane.costs) };
  const rateLimit = lane.rateLimit ?? standard.rateLimit;
  const dear = Object.entries(costs).find(([, cost]) => cost > rateLimit.capacity);
  if (dear !== undefined) {
    const [kind, cost] = dear;
    reader.report(
      [...path, 'lane'],
      `lane cannot send a ${kind}: it costs ${cost} tokens, and the rate limit holds ${rateLimit.capacity} at most.`,
    );
    return null;
  }
  return { capacity: lane.capacity, inFlightMax: lane.inFlight, rateLimit, costs };
};

const present = (costs: VenueFile['lane']['costs']): Partial<MessageCosts> =>
  Object.fromEntries(Object.entries(costs).filter(([, cost]) => cost !== undefined));

const ONE_EACH: MessageCosts = { submit: 1, cancel: 1, replace: 1, query: 1 };

type Standard = Pick<LaneOptions, 'rateLimit' | 'costs'>;

/** Where the venue has written down no rate limit. */
const UNWRITTEN: Standard = { rateLimit: { capacity: 100, refillPerSecond: 100 }, costs: ONE_EACH };

/**
 * A lane has one bucket where some venues have several. It holds as few submits as the tightest of them and refills as
 * slowly as the slowest; a message that the venue counts elsewhere takes the share of it that it takes there, rounded up.
 */
const standardLimit = ({ venue, rateLimits }: VenueRules, tier: string | undefined): Standard | string => {
  const tiers = [...new Set(rateLimits.flatMap((limit) => limit.tiers.map((each) => each.tier)))];
  if (tier !== undefined && !tiers.includes(tier))
    return `cannot be ${quoted(tier)}: of the tiers of ${venue}, ${choicesText(tier, tiers)}`;
  const limitsOf = (kind: keyof MessageCosts) =>
    rateLimits
      .flatMap((limit) => {
        const cost = limit.costs.value[kind];
        return cost === undefined ? [] : [{ limit, cost, ...sizeOf(limit, tier) }];
      })
      .toSorted((left, right) => left.refillPerSecond / left.cost - right.refillPerSecond / right.cost);
  const submits = limitsOf('submit');
  const [slowest] = submits;
  if (slowest === undefined) return UNWRITTEN;
  const { refillPerSecond } = slowest;
  const submitsAtOnce = Math.min(...submits.map(({ capacity, cost }) => Math.floor(capacity / cost)));
  const costOf = (kind: keyof MessageCosts, otherwise: number): number => {
    const [own] = limitsOf(kind);
    if (own === undefined) return otherwise;
    return own.limit === slowest.limit ? own.cost : Math.ceil((own.cost * refillPerSecond) / own.refillPerSecond);
  };
  const cancel = costOf('cancel', slowest.cost);
  const costs = {
    submit: slowest.cost,
    cancel,
    replace: costOf('replace', slowest.cost + cancel),
    query: costOf('query', 1),
  };
  return { rateLimit: { capacity: submitsAtOnce * slowest.cost, refillPerSecond }, costs };
};

const sizeOf = ({ tiers }: RateLimit, tier: string | undefined): LaneOptions['rateLimit'] =>
  (tiers.find((each) => each.tier === tier) ?? tiers[0])?.size.value ?? UNWRITTEN.rateLimit;
