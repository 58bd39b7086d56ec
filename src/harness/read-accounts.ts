// The accounts of a venue for a user's own order management system, as options say them: one `account`, or several
// `accounts`, of which the first is meant where none is named. What a scenario says of an account too is read by its readers.
import { keyText, quoted, type Path, type Report } from '../scenario/problem.ts';
import { createReader } from '../scenario/reader.ts';
import type { ScenarioVenue } from '../scenario/types.ts';
import { resolveVenues } from '../scenario/venues.ts';
import type { Market } from '../venues/definitions/market.ts';
import type { VenueName } from '../venues/definitions/words.ts';
import type { OpeningHolding, VenueAccountOptions } from '../venues/simulation/venue-account-state.ts';
import { AMOUNT_MAX, readAmount, shown } from './amount.ts';
import { InvalidVenueOptions, type OwnOmsProblem } from './invalid.ts';
import { fieldsOf, isMap, type Fields } from './option-tree.ts';
import type { Amount, OwnVenueOptions } from './options.ts';
import { venueTree } from './venue-tree.ts';

const accountKeys = ['name', 'opening', 'positions'];
const positionKeys = ['market', 'outcome', 'qty'];

/** What of an account a scenario says too. */
export type ReadAccount = Pick<VenueAccountOptions, 'account' | 'currency' | 'opening'>;

/** An account with the shares that its options give it. */
const withPositions = (
  read: ReadAccount,
  written: unknown,
  markets: readonly Market[],
  path: Path,
  report: Report,
): VenueAccountOptions => {
  const positions = isMap(written) ? written['positions'] : undefined;
  if (positions === undefined) return read;
  const at = [...path, 'positions'];
  if (!Array.isArray(positions)) {
    report(at, `${keyText(at)} must be a list, such as [{ market: "FED-DEC", outcome: "yes", qty: "100" }].`);
    return read;
  }
  const seen = new Set<string>();
  const holdings = positions.flatMap((position: unknown, index): OpeningHolding[] => {
    const holding = holdingOf(position, markets, [...at, index], report);
    if (holding === null) return [];
    const asset = `${holding.market}:${holding.outcome}`;
    if (seen.has(asset)) report([...at, index], `${quoted(asset)} stands twice.`);
    seen.add(asset);
    return [holding];
  });
  return holdings.length === 0 ? read : { ...read, holdings };
};

const holdingOf = (
  position: unknown,
  markets: readonly Market[],
  path: Path,
  report: Report,
): OpeningHolding | null => {
  const refuse = (key: string, sentence: string): null => {
    report([...path, key], `${keyText([...path, key])} ${sentence}`);
    return null;
  };
  if (!isMap(position) || Object.keys(position).some((key) => !positionKeys.includes(key))) {
    report(path, `${keyText(path)} must be an object with ${positionKeys.join(', ')}.`);
    return null;
  }
  const { market, outcome, qty } = position;
  const listed = markets.find((terms) => terms.market === market);
  if (listed === undefined) return refuse('market', `must be a market of the venue, but it is ${shown(market)}.`);
  if (typeof outcome !== 'string' || !listed.outcomes.includes(outcome))
    return refuse('outcome', `must be one of ${listed.outcomes.join(', ')}, but it is ${shown(outcome)}.`);
  const wrong: string[] = [];
  const amount = readAmountOr(qty as Amount, (wanted) => wrong.push(`must be ${wanted}, but it is ${shown(qty)}.`));
  for (const sentence of wrong) refuse('qty', sentence);
  return amount === null ? null : { market: listed.market, outcome, qty: amount };
};

class NoAmount extends Error {}

const readAmountOr = (value: Amount, refused: (wanted: string) => void): bigint | null => {
  try {
    return readAmount(value, 1n, AMOUNT_MAX, (wanted) => {
      refused(wanted);
      throw new NoAmount();
    });
  } catch (error) {
    if (error instanceof NoAmount) return null;
    throw error;
  }
};

/** The accounts as they are written: one, or a list of them. */
export const writtenAccounts = (options: unknown): { readonly isList: boolean; readonly fields: unknown } => {
  const fields = isMap(options) ? options : {};
  const isList = fields['accounts'] !== undefined;
  return { isList, fields: isList ? fields['accounts'] : fields['account'] };
};

/** The fields of each account, the first first; one that cannot be read is empty, and that has been said. */
export const accountsIn = (
  { isList, fields }: ReturnType<typeof writtenAccounts>,
  report: Report,
): readonly [first: Fields, ...others: Fields[]] => {
  if (!isList) return [fieldsOf(fields, accountKeys, ['account'], report)];
  if (!Array.isArray(fields) || fields.length === 0) {
    report(['accounts'], 'accounts must be a list of at least one, such as [{ name: "alice", opening: "100" }].');
    return [{}];
  }
  const [first, ...others] = fields.map((each: unknown, index) =>
    fieldsOf(each, accountKeys, ['accounts', index], report),
  );
  return [first ?? {}, ...others];
};

/** The accounts of a venue that was read with the first of them. */
export const readAccounts = (
  name: VenueName,
  options: Fields,
  venue: ScenarioVenue,
  written: readonly Fields[],
  markets: readonly Market[],
  report: Report,
): readonly VenueAccountOptions[] => {
  const isList = options['accounts'] !== undefined;
  if (isList && options['account'] !== undefined)
    report(['accounts'], 'accounts are written one by one as account, or all of them as accounts, and not both.');
  const names = new Set<string>();
  return written.flatMap((fields, index): VenueAccountOptions[] => {
    const path = isList ? ['accounts', index] : ['account'];
    if (index > 0 && fields['name'] === undefined)
      report([...path, 'name'], 'name is missing: only the first account may go without one.');
    const read = index === 0 ? venue : ownAccount(name, options, fields, path, report);
    if (read === null) return [];
    const { account, currency, opening } = read;
    if (names.has(account)) report([...path, 'name'], `${quoted(account)} stands twice.`);
    names.add(account);
    return [withPositions({ account, currency, opening }, fields, markets, path, report)];
  });
};

/** An account that opens later, read as those of the beginning; throws `InvalidVenueOptions`. */
export const readOneMore = (
  name: VenueName,
  options: OwnVenueOptions,
  written: unknown,
  open: readonly string[],
  markets: readonly Market[],
): VenueAccountOptions => {
  const problems: OwnOmsProblem[] = [];
  const report: Report = (path, message) => void problems.push({ key: keyText(path), message });
  const fields = fieldsOf(written, accountKeys, ['account'], report);
  if (fields['name'] === undefined && problems.length === 0)
    report(['account', 'name'], 'name is missing: only the first account may go without one.');
  const read = ownAccount(name, options as unknown as Fields, fields, ['account'], report);
  if (read !== null && open.includes(read.account))
    report(['account', 'name'], `${quoted(read.account)} is open already.`);
  if (problems.length > 0 || read === null) throw new InvalidVenueOptions(problems);
  const { account, currency, opening } = read;
  const opened = withPositions({ account, currency, opening }, fields, markets, ['account'], report);
  if (problems.length > 0) throw new InvalidVenueOptions(problems);
  return opened;
};

/** One more account of a venue, read as the first one; null where it cannot be read, and that has been said. */
const ownAccount = (
  name: VenueName,
  options: Fields,
  fields: Fields,
  path: Path,
  report: Report,
): Pick<ScenarioVenue, 'account' | 'currency' | 'opening'> | null => {
  let isWrong = false;
  const own: Report = ([, , key], message) => {
    if (key !== 'opening' && key !== 'account') return;
    isWrong = true;
    report([...path, key === 'account' ? 'name' : key], message);
  };
  const reader = createReader({ venues: { [name]: venueTree(name, options, fields, own) } }, own);
  const read = resolveVenues(reader).get(name);
  return isWrong || read === undefined ? null : read;
};
