// Options into the parts of a venue, or into every mistake in them. They are read by the readers of scenario files,
// so that a venue of one's own has the same words, the same defaults and the same sentences.
import { InvalidDistribution } from '../kernel/distributions/invalid-distribution.ts';
import { createSampler, type DistributionSpec } from '../kernel/distributions/spec.ts';
import { compareText } from '../kernel/compare-text.ts';
import { RandomStream } from '../kernel/random/stream.ts';
import { resolveMarkets } from '../scenario/markets.ts';
import { choicesText, keyText, quoted, type Path, type Report } from '../scenario/problem.ts';
import { createReader, lookUp } from '../scenario/reader.ts';
import type { ScenarioVenue } from '../scenario/types.ts';
import { resolveVenues } from '../scenario/venues.ts';
import { isVenueName, venueNames } from '../venues/definitions/catalogue.ts';
import { checkFaults, InvalidFault, type FaultSpec } from '../venues/faults/fault-plan.ts';
import type { Market } from '../venues/definitions/market.ts';
import type { SimulatedVenueProfile } from '../venues/simulation/stochastic-profile.ts';
import type { VenueAccountOptions } from '../venues/simulation/venue-account-state.ts';
import type { VenueName } from '../venues/definitions/words.ts';
import { InvalidVenueOptions, type OwnOmsProblem } from './invalid.ts';
import { isMap, refuseOthers, type Fields } from './option-tree.ts';
import { accountsIn, readAccounts, writtenAccounts } from './read-accounts.ts';
import { latencyKeys, marketsTree, venueTree } from './venue-tree.ts';
import type { OwnVenueOptions } from './options.ts';
import { OwnRecording } from './own-recording.ts';

/** The parts of a venue. */
export interface VenueParts {
  readonly seed: string;
  readonly venue: ScenarioVenue;
  /** At least one: the first is meant where none is named. */
  readonly accounts: readonly VenueAccountOptions[];
  readonly markets: readonly Market[];
  readonly faults: readonly FaultSpec[];
  /** What moves its books, where no synthetic market does. */
  readonly recording: OwnRecording | null;
}

const optionKeys = ['seed', 'account', 'accounts', 'markets', 'profile', 'book', 'pool', 'faults', 'rules'];

/** Reads the options of a venue; throws `InvalidVenueOptions`. */
export const readOptions = (name: string, options: OwnVenueOptions): VenueParts => {
  const problems: OwnOmsProblem[] = [];
  const written = writtenAccounts(options);
  const report: Report = (path, message) => {
    const key = keyOf(path, written.isList);
    // What cannot be read is missing to the next check: that is the same mistake.
    if (problems.every((problem) => problem.key !== key)) problems.push({ key, message });
  };
  const done = <T>(value: T | null): T => {
    if (problems.length > 0 || value === null) throw new InvalidVenueOptions(problems);
    return value;
  };
  if (!isVenueName(name))
    report(['name'], `${quoted(String(name))} is not a venue: ${choicesText(String(name), venueNames)}`);
  if (!isMap(options)) report([], 'the options of a venue must be an object with account and markets.');
  if (!isVenueName(name) || !isMap(options)) return done<VenueParts>(null);
  refuseOthers(options, optionKeys, [], report);
  const [first, ...others] = accountsIn(written, report);
  const recording = recordingOf(options['book'], report);
  const root = {
    venues: { [name]: venueTree(name, options, first, report) },
    markets: { [name]: marketsTree(name, options['markets'], report) },
  };
  const reader = createReader(root, report);
  const venues = resolveVenues(reader);
  const found = lookUp(resolveMarkets(reader, venues), name);
  const venue = ownVenue(venues.get(name) ?? null, options, recording, report);
  const faults = faultsOf(name, options['faults'], report);
  const seed = seedOf(options['seed'], report);
  const listed = found.kind === 'found' ? [...found.value.values()].flatMap((market) => market?.terms ?? []) : [];
  // By name, as a scenario's: the order of a list that has no meaning decides nothing.
  const markets = listed.toSorted((left, right) => compareText(left.market, right.market));
  const accounts = venue === null ? [] : readAccounts(name, options, venue, [first, ...others], markets, report);
  if (recording !== null && venue !== null) checkRecording(recording, venue, namedIn(options['markets']), report);
  return done(venue === null ? null : { seed, venue, accounts, markets, faults, recording });
};

/** The venue that was read, with what only options can say; null where it could not be read. */
const ownVenue = (
  venue: ScenarioVenue | null,
  options: Fields,
  recording: OwnRecording | null,
  report: Report,
): ScenarioVenue | null => {
  if (venue === null) return null;
  const { profile, book, pool } = venue;
  const written = options['profile'];
  const own = { ...venue, profile: profileOf(profile, written, report) };
  if (pool !== undefined) return { ...own, pool: profileOf(pool, written, report) };
  if (book === undefined) return own;
  if (book.flow === null && !isRecorded(options['book']))
    report(['book'], 'book needs a flow or a recording, which moves it.');
  if (book.flow !== null && recording !== null)
    report(['book'], 'book has a flow or a recording that moves it, and not both.');
  return { ...own, book: profileOf(book, written, report) };
};

const recordingOf = (book: unknown, report: Report): OwnRecording | null => {
  const recording = isMap(book) ? book['recording'] : undefined;
  if (recording === undefined || recording instanceof OwnRecording) return recording ?? null;
  report(['venues', '', 'book', 'recording'], 'recording must be what readOwnRecording has read.');
  return null;
};

/** Whether it names a recording, be it one or not: what is wrong with that is said of the recording. */
const isRecorded = (book: unknown): boolean => isMap(book) && book['recording'] !== undefined;

/** The markets by name, those too of which something else is wrong; none where they are no list. */
const namedIn = (markets: unknown): readonly string[] =>
  (Array.isArray(markets) ? markets : []).flatMap((entry: unknown) => {
    const name = isMap(entry) ? entry['market'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });

/** A recording that moves nothing here was probably meant for other names. */
const checkRecording = (
  recording: OwnRecording,
  { rules }: ScenarioVenue,
  named: readonly string[],
  report: Report,
): void => {
  const wanted = named.map((market) => `${rules.venue}/${market}`);
  const there = recording.markets;
  // Where no market could be read, that is the mistake, and the recording has none.
  if (wanted.length === 0 || wanted.some((name) => there.includes(name))) return;
  const said = there.length === 0 ? 'it tells of no market' : `it tells of ${there.slice(0, 5).join(', ')}`;
  report(['venues', '', 'book', 'recording'], `recording says nothing of ${wanted.join(', ')}: ${said}.`);
};

const keyOf = (path: Path, isList: boolean): string => {
  const [part, , ...rest] = path;
  if (part === 'markets' && path.length > 1) return keyText(['markets', ...rest]);
  if (part !== 'venues') return keyText(path);
  if (rest[0] === 'opening') return isList ? 'accounts[0].opening' : 'account.opening';
  if (rest[0] === 'account') return isList ? 'accounts[0].name' : 'account.name';
  const isOwnKey = rest.length === 0 || ['rules', 'book', 'pool'].includes(rest[0] as string);
  return keyText(isOwnKey ? rest : ['profile', ...rest]);
};

/** Latencies that are distributions take the place of those that were read. */
const profileOf = <T extends SimulatedVenueProfile>(read: T, written: unknown, report: Report): T => {
  const fields: Fields = isMap(written) ? written : {};
  const own = Object.fromEntries(
    latencyKeys.flatMap((key) => {
      const spec = latencyOf(fields[key], ['profile', key], report);
      return spec === null ? [] : [[key, spec]];
    }),
  ) as Partial<SimulatedVenueProfile>;
  if (read.settlement === undefined) return { ...read, ...own };
  const settlement: unknown = fields['settlement'];
  const latency = isMap(settlement)
    ? latencyOf(settlement['latency'], ['profile', 'settlement', 'latency'], report)
    : null;
  return { ...read, ...own, settlement: latency === null ? read.settlement : { ...read.settlement, latency } };
};

const latencyOf = (value: unknown, path: Path, report: Report): DistributionSpec | null => {
  if (value === undefined || typeof value === 'string') return null;
  if (!isMap(value)) {
    report(
      path,
      `${keyText(path)} must be a duration such as "40ms", or a distribution such as { kind: "constant", valueUs: 40000 }.`,
    );
    return null;
  }
  const spec = value as unknown as DistributionSpec;
  try {
    createSampler(spec, RandomStream.fromSeed('0', 'unused'));
    return spec;
  } catch (error) {
    if (!(error instanceof InvalidDistribution)) throw error;
    report([...path, error.key], error.message);
    return null;
  }
};

const faultsOf = (venue: VenueName, faults: unknown, report: Report): readonly FaultSpec[] => {
  if (faults === undefined) return [];
  if (!Array.isArray(faults)) {
    report(['faults'], 'faults must be a list, such as [{ fault: "ackLost", chanceBps: 500 }].');
    return [];
  }
  const specs = faults.map((fault: unknown) => (isMap(fault) ? { ...fault, venue } : fault)) as FaultSpec[];
  try {
    checkFaults(specs, [venue]);
    return specs.toSorted((left, right) => compareText(left.fault, right.fault));
  } catch (error) {
    if (!(error instanceof InvalidFault)) throw error;
    report(['faults', error.key], error.message);
    return [];
  }
};

const seedOf = (seed: unknown, report: Report): string => {
  if (seed === undefined) return '1';
  if (typeof seed === 'string' && seed !== '') return seed;
  report(['seed'], 'seed must be a text that is not empty, such as "7".');
  return '1';
};
