// Invariants 22 to 25: cash and shares are conserved, to the micro, on both sides.
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import { payOutAtEnd } from './payouts.ts';
import type { AssetState } from '../state/asset.ts';
import { accountName, AccountState, type HeldMarket, type VenueState } from '../state/venue.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** An account is opened once, at any time, in a currency that the run can count and that all accounts there have. */
export const accounts: Invariant = {
  index: 21,
  name: 'accounts',
  says: 'an account is opened once, in the one currency of its venue, which has a stated rate, and a market is listed once',
};

/** What a venue says an account has is its opening and all trades that the venue made. */
export const venueBalances: Invariant = {
  index: 22,
  name: 'venue-balances',
  says: "a venue's balances are the openings and all that its trades come to, to the micro",
};

/** What our ledger says an account has is its opening and all trades that the client received. */
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
  const { cash } = venue.own;
  if (cash === null || cash.asset === currency) return MICROS_PER_UNIT;
  return rates.get(cash.asset) ?? MICROS_PER_UNIT;
};

/** An account opens; takes it in. */
export const judgeOpened = (
  venue: VenueState,
  body: BodyOf<'account.opened'>,
  currencies: Currencies,
  findings: Findings,
): void => {
  const { account, currency, amount, holdings = [] } = body;
  const { own } = venue;
  const actor = `${account}@${body.venue}`;
  const isNew = own.account === null || venue.accountOf(account) === undefined;
  if (findings.fails(accounts, isNew)) findings.add(accounts, actor, 'is opened a second time');
  if (findings.fails(accounts, own.cash === null || own.cash.asset === currency))
    findings.add(accounts, actor, `is in ${currency}, and ${own.account} there in ${own.cash?.asset}`);
  if (findings.fails(accounts, currency === currencies.currency || currencies.rates.has(currency)))
    findings.add(accounts, actor, `nothing states what ${currency} is worth in ${currencies.currency}`);
  if (findings.fails(accounts, amount >= 0n)) findings.add(accounts, actor, `begins with ${amount}`);
  const isSound = holdings.every(({ asset, amount: qty }) => qty > 0n && isShare(venue, asset));
  if (findings.fails(accounts, isSound && new Set(holdings.map(({ asset }) => asset)).size === holdings.length))
    findings.add(accounts, actor, `begins with ${holdings.map((row) => `${row.amount} ${row.asset}`).join(', ')}`);
  if (!isNew) return;
  const opened = own.account === null ? own : new AccountState(venue);
  if (opened !== own) venue.others.set(account, opened);
  opened.account = account;
  opened.cash = opened.assetOf(currency);
  opened.isNetting = body.sets === 'netted';
  opened.isEscrowed = body.escrow === 'worstCase';
  for (const row of [{ asset: currency, amount }, ...holdings]) {
    const asset = opened.assetOf(row.asset);
    asset.venueAmount += row.amount;
    asset.ledgerAmount += row.amount;
  }
};

/** Whether an asset names an outcome of a market, of one that is listed, or of one that may be yet. */
const isShare = ({ markets }: VenueState, asset: string): boolean => {
  const colon = asset.lastIndexOf(':');
  const outcomes = markets.get(asset.slice(0, colon))?.outcomes ?? [];
  return colon > 0 && (outcomes.length === 0 || outcomes.includes(asset.slice(colon + 1)));
};

/** Takes in a stated balance, which is of an existing account, and stated once. */
export const judgeStated = (
  venue: VenueState,
  body: BodyOf<'venue.balance'> | BodyOf<'ledger.balance'>,
  findings: Findings,
): void => {
  const { amount } = body;
  const actor = `${body.account}@${body.venue}`;
  const account = venue.accountOf(body.account);
  const isVenues = body.type === 'venue.balance';
  const invariant = isVenues ? venueBalances : ledgerBalances;
  if (findings.fails(invariant, account !== undefined && account.cash !== null))
    findings.add(invariant, actor, 'has a balance, and was never opened');
  const asset = (account ?? venue.own).assetOf(body.asset);
  if (findings.fails(invariant, (isVenues ? asset.venueStated : asset.ledgerStated) === null))
    findings.add(invariant, actor, `states its ${body.asset} twice`);
  if (isVenues) asset.venueStated = amount;
  else asset.ledgerStated = amount;
};

/** What an account has in every market of its venue. */
const heldBy = (account: AccountState): readonly HeldMarket[] =>
  [...account.venue.markets.values()].map((market) => account.heldIn(market));

/** Money for the sets that are whole; below 0 for those that were bought to sell some of them. */
const moneyForSets = (account: AccountState): bigint => {
  let money = 0n;
  for (const { set } of heldBy(account)) {
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
export const judgeOwed = ({ clOrdId, held: { account }, shares }: OrderState, findings: Findings): void => {
  const { cash, isEscrowed, isNetting } = account;
  if (cash === null || !isEscrowed) return;
  const isPaid = cash.venueAmount >= 0n || (isNetting && cash.venueAmount + moneyForSets(account) >= 0n);
  if (findings.fails(venueBalances, isPaid && (isNetting || shares.venueAmount >= 0n)))
    findings.add(
      venueBalances,
      clOrdId,
      `leaves its account with ${cash.venueAmount} ${cash.asset} and ${shares.venueAmount} ${shares.asset}`,
    );
};

/** Whether our ledger keeps an account: the first one of a venue, and any other of which it states something. */
const hasLedger = (account: AccountState): boolean =>
  account === account.venue.own || [...account.assets.values()].some(({ ledgerStated }) => ledgerStated !== null);

const judgeAsset = (account: AccountState, asset: AssetState, findings: Findings): void => {
  const name = accountName(account);
  const atVenue = asset.venueStated ?? 0n;
  if (findings.fails(venueBalances, atVenue === asset.venueAmount))
    findings.add(
      venueBalances,
      name,
      `the venue states ${atVenue} ${asset.asset}, its trades make ${asset.venueAmount}`,
    );
  if (!hasLedger(account)) return;
  const inLedger = asset.ledgerStated ?? 0n;
  if (findings.fails(ledgerBalances, inLedger === asset.ledgerAmount))
    findings.add(
      ledgerBalances,
      name,
      `the ledger states ${inLedger} ${asset.asset}, the trades told make ${asset.ledgerAmount}`,
    );
  if (findings.fails(balancesAgree, atVenue === inLedger))
    findings.add(balancesAgree, name, `${asset.asset}: the venue states ${atVenue}, the ledger ${inLedger}`);
};

/** Where sets are netted, whole ones are money on both sides, and shares that are owed belong to sets that were bought. */
const netSets = (account: AccountState, cash: AssetState): void => {
  for (const { set } of heldBy(account)) {
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

/** A market is listed, at any time: once, at a venue that has an account, with two outcomes or more; takes it in. */
export const judgeListed = (
  venue: VenueState,
  { market, outcomes, tick, qtyMin, qtyStep, makerFees }: BodyOf<'market.listed'>,
  findings: Findings,
): void => {
  const listed = venue.marketOf(market);
  const isSound = venue.own.cash !== null && listed.outcomes.length === 0 && outcomes.length >= 2;
  if (findings.fails(accounts, isSound))
    findings.add(accounts, accountName(venue.own), `${market} is listed twice, or with ${outcomes.length} outcomes`);
  const steps = [tick, qtyMin, qtyStep].filter((step) => step !== undefined);
  if (findings.fails(accounts, steps.every((step) => step > 0n) && MICROS_PER_UNIT % (tick ?? 1n) === 0n))
    findings.add(accounts, accountName(venue.own), `${market} is listed with steps of ${steps.join(', ')}`);
  listed.outcomes = outcomes.map(({ outcome }) => outcome);
  listed.tick = tick ?? null;
  listed.qtyStep = qtyStep !== undefined && qtyStep > 0n ? qtyStep : 1n;
  listed.isFreeToMakers = makerFees === 'none';
};

/** Every balance is what it must be. A balance that is not stated is 0. */
export const judgeBalances = (venues: ReadonlyMap<string, VenueState>, findings: Findings): void => {
  for (const venue of venues.values()) {
    const opened = venue.accounts();
    for (const account of opened) if (account.isNetting && account.cash !== null) netSets(account, account.cash);
    if (opened.length > 0) payOutAtEnd(venue, findings);
    for (const account of opened) for (const asset of account.assets.values()) judgeAsset(account, asset, findings);
  }
};
