// Invariants 22 to 25: cash and shares are conserved, to the micro, on both sides.
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import { payOutAtEnd } from './payouts.ts';
import { sharesOf, type AssetState, type VenueState } from '../state/venue.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** An account is opened once, after the start and before anything is traded, in a currency that the run can count. */
export const accounts: Invariant = {
  index: 21,
  name: 'accounts',
  says: 'a venue has one account, opened before anything begins, in a currency with a stated rate',
};

/** What a venue says an account has is its opening and all trades that the venue made. */
export const venueBalances: Invariant = {
  index: 22,
  name: 'venue-balances',
  says: "a venue's balances are the openings and all that its trades come to, to the micro",
};

/** What our ledger says an account has is its opening and all trades that were told. */
export const ledgerBalances: Invariant = {
  index: 23,
  name: 'ledger-balances',
  says: "the ledger's balances are the openings and all that the trades told come to, to the micro",
};

/** Both sides say the same. */
export const balancesAgree: Invariant = {
  index: 24,
  name: 'balances-agree',
  says: 'when nothing moves any more, the venue and our ledger state the same balances',
};

/** The run's own currency, and what others are worth in it, in micros. */
export interface Currencies {
  currency: string;
  readonly rates: Map<string, bigint>;
}

/** Takes in what the run counts in. */
export const readCurrencies = (known: Currencies, { currency, rates }: BodyOf<'run.started'>): void => {
  known.currency = currency;
  for (const { from, to, rate } of rates) if (to === currency) known.rates.set(from, rate);
};

/** What one unit of the venue's currency is worth in the run's, in micros; 1 where there is no account. */
export const rateAt = ({ currency, rates }: Currencies, venue: VenueState): bigint => {
  if (venue.cash === null || venue.cash.asset === currency) return MICROS_PER_UNIT;
  return rates.get(venue.cash.asset) ?? MICROS_PER_UNIT;
};

const nameOf = ({ account, venue }: VenueState): string => `${account ?? 'no account'}@${venue}`;

/** An account opens; takes it in. */
export const judgeOpened = (
  venue: VenueState,
  body: BodyOf<'account.opened'>,
  currencies: Currencies,
  isBegun: boolean,
  findings: Findings,
): void => {
  const { account, currency, amount } = body;
  const actor = `${account}@${body.venue}`;
  if (findings.fails(accounts, venue.cash === null)) findings.add(accounts, actor, 'a second account is opened there');
  if (findings.fails(accounts, !isBegun)) findings.add(accounts, actor, 'is opened when the run has begun');
  if (findings.fails(accounts, currency === currencies.currency || currencies.rates.has(currency)))
    findings.add(accounts, actor, `nothing states what ${currency} is worth in ${currencies.currency}`);
  if (findings.fails(accounts, amount >= 0n)) findings.add(accounts, actor, `begins with ${amount}`);
  if (venue.cash !== null) return;
  const cash = venue.assetOf(currency);
  cash.venueAmount += amount;
  cash.ledgerAmount += amount;
  venue.account = account;
  venue.cash = cash;
  venue.isNetting = body.sets === 'netted';
  venue.isEscrowed = body.escrow === 'worstCase';
};

/** Takes in a stated balance, which is of an account that is there, and stated once. */
export const judgeStated = (
  venue: VenueState,
  body: BodyOf<'venue.balance'> | BodyOf<'ledger.balance'>,
  findings: Findings,
): void => {
  const { account, amount } = body;
  const isVenues = body.type === 'venue.balance';
  const invariant = isVenues ? venueBalances : ledgerBalances;
  if (findings.fails(invariant, venue.cash !== null && venue.account === account))
    findings.add(invariant, `${account}@${body.venue}`, 'has a balance, and was never opened');
  const asset = venue.assetOf(body.asset);
  if (findings.fails(invariant, (isVenues ? asset.venueStated : asset.ledgerStated) === null))
    findings.add(invariant, `${account}@${body.venue}`, `states its ${body.asset} twice`);
  if (isVenues) asset.venueStated = amount;
  else asset.ledgerStated = amount;
};

/** Money for the sets that are whole; below 0 for those that were bought to sell some of them. */
const moneyForSets = ({ markets }: VenueState): bigint => {
  let money = 0n;
  for (const { set } of markets.values()) {
    let least: bigint | null = null;
    for (const { venueAmount } of set) if (least === null || venueAmount < least) least = venueAmount;
    money += least ?? 0n;
  }
  return money;
};

/**
 * After a fill: where open orders tie up their worst case, an account never owes money or shares. Where sets are netted,
 * shares may be owed, and money comes back for sets that are whole.
 */
export const judgeOwed = ({ clOrdId, market, shares }: OrderState, findings: Findings): void => {
  const { cash, isEscrowed, isNetting } = market.venue;
  if (cash === null || !isEscrowed) return;
  const isPaid = cash.venueAmount >= 0n || (isNetting && cash.venueAmount + moneyForSets(market.venue) >= 0n);
  if (findings.fails(venueBalances, isPaid && (isNetting || shares.venueAmount >= 0n)))
    findings.add(
      venueBalances,
      clOrdId,
      `leaves its account with ${cash.venueAmount} ${cash.asset} and ${shares.venueAmount} ${shares.asset}`,
    );
};

const judgeAsset = (venue: VenueState, asset: AssetState, findings: Findings): void => {
  const atVenue = asset.venueStated ?? 0n;
  const inLedger = asset.ledgerStated ?? 0n;
  if (findings.fails(venueBalances, atVenue === asset.venueAmount))
    findings.add(
      venueBalances,
      nameOf(venue),
      `the venue states ${atVenue} ${asset.asset}, its trades make ${asset.venueAmount}`,
    );
  if (findings.fails(ledgerBalances, inLedger === asset.ledgerAmount))
    findings.add(
      ledgerBalances,
      nameOf(venue),
      `the ledger states ${inLedger} ${asset.asset}, the trades told make ${asset.ledgerAmount}`,
    );
  if (findings.fails(balancesAgree, atVenue === inLedger))
    findings.add(balancesAgree, nameOf(venue), `${asset.asset}: the venue states ${atVenue}, the ledger ${inLedger}`);
};

/** Where sets are netted, whole ones are money on both sides, and shares that are owed belong to sets that were bought. */
const netSets = (venue: VenueState, cash: AssetState): void => {
  for (const { set } of venue.markets.values()) {
    if (set.length === 0) continue;
    const atVenue = set.reduce(
      (least, { venueAmount }) => (venueAmount < least ? venueAmount : least),
      set[0]!.venueAmount,
    );
    const inLedger = set.reduce(
      (least, { ledgerAmount }) => (ledgerAmount < least ? ledgerAmount : least),
      set[0]!.ledgerAmount,
    );
    for (const shares of set) {
      shares.venueAmount -= atVenue;
      shares.ledgerAmount -= inLedger;
    }
    cash.venueAmount += atVenue;
    cash.ledgerAmount += inLedger;
  }
};

/** A market is listed: once, at a venue that has an account, with two outcomes or more; takes it in. */
export const judgeListed = (
  venue: VenueState,
  { market, outcomes }: BodyOf<'market.listed'>,
  isBegun: boolean,
  findings: Findings,
): void => {
  const listed = venue.marketOf(market);
  const isSound = venue.cash !== null && !isBegun && listed.set.length === 0 && outcomes.length >= 2;
  if (findings.fails(accounts, isSound))
    findings.add(accounts, nameOf(venue), `${market} is listed twice, late, or with ${outcomes.length} outcomes`);
  listed.set = outcomes.map(({ outcome }) => sharesOf(listed, outcome));
};

/** Every balance is what it must be. A balance that is not stated is 0. */
export const judgeBalances = (venues: ReadonlyMap<string, VenueState>, findings: Findings): void => {
  for (const venue of venues.values()) {
    if (venue.cash === null) continue;
    if (venue.isNetting) netSets(venue, venue.cash);
    payOutAtEnd(venue, venue.cash, findings);
    for (const asset of venue.assets.values()) judgeAsset(venue, asset, findings);
  }
};
