// Invariant 35: what an account exchanges at its venue is worth what it gets, and was its own.
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Findings } from '../findings.ts';
import type { AccountState, MarketState, VenueState } from '../state/venue.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Sets are split and merged at 1, shares are redeemed at their result, and NO is converted into YES of the other markets. */
export const positions: Invariant = {
  index: 34,
  name: 'positions',
  says: 'what an account splits, merges, converts or redeems is its own, and worth what it gets',
};

type Body = BodyOf<'position.changed'>;
type Rows = Body['gave'];

/** A row of shares, with the market that they are of and the place of their outcome. */
interface Shares {
  readonly market: MarketState;
  readonly index: number;
  readonly amount: bigint;
}

/** The money among rows, and the shares; null where a row is neither, or no amount, or stands twice. */
const read = (venue: VenueState, rows: Rows): { readonly cash: bigint; readonly shares: readonly Shares[] } | null => {
  let cash = 0n;
  const shares: Shares[] = [];
  if (new Set(rows.map(({ asset }) => asset)).size !== rows.length) return null;
  for (const { asset, amount } of rows) {
    if (amount <= 0n) return null;
    if (asset === venue.own.cash?.asset) {
      cash = amount;
      continue;
    }
    const colon = asset.lastIndexOf(':');
    const market = venue.markets.get(asset.slice(0, colon));
    const index = market?.outcomes.indexOf(asset.slice(colon + 1)) ?? -1;
    if (market === undefined || index < 0) return null;
    shares.push({ market, index, amount });
  }
  return { cash, shares };
};

type Read = NonNullable<ReturnType<typeof read>>;

const isMoney = ({ cash, shares }: Read): boolean => cash > 0n && shares.length === 0;

/** Whether these shares are one of each outcome of one market, so many sets of them, and no money. */
const isSet = ({ cash, shares }: Read, sets: bigint): boolean => {
  const [first] = shares;
  if (first === undefined || cash > 0n || shares.length !== first.market.outcomes.length) return false;
  return shares.every(({ market, amount }) => market === first.market && amount === sets);
};

const isRedeemed = (gave: Read, got: Read): boolean => {
  const paid = gave.shares.reduce(
    (sum, { market, index, amount }) => sum + (amount * (market.payouts?.[index] ?? 0n)) / MICROS_PER_UNIT,
    0n,
  );
  const isFinal = gave.shares.length > 0 && gave.shares.every(({ market }) => market.stage === 'final');
  return isFinal && gave.cash === 0n && got.shares.length === 0 && got.cash === paid;
};

/** NO of some markets of an event, as many of each, becomes YES of its others and a unit for each NO but the first. */
const isConverted = (gave: Read, got: Read): boolean => {
  const [first] = gave.shares;
  if (first === undefined || gave.cash > 0n) return false;
  const { amount: qty } = first;
  const all = [...gave.shares, ...got.shares];
  const isEach =
    gave.shares.every(({ index }) => index === 1) &&
    got.shares.every(({ index }) => index === 0) &&
    all.every(({ market, amount }) => amount === qty && market.outcomes.length === 2);
  const isOnce = new Set(all.map(({ market }) => market)).size === all.length;
  return isEach && isOnce && got.cash === qty * BigInt(gave.shares.length - 1);
};

const isWorth = (action: string, gave: Read, got: Read): boolean => {
  switch (action) {
    case 'split':
      return isMoney(gave) && isSet(got, gave.cash);
    case 'merge':
      return isMoney(got) && isSet(gave, got.cash);
    case 'redeem':
      return isRedeemed(gave, got);
    case 'convert':
      return isConverted(gave, got);
    default:
      return false;
  }
};

const hasAll = (account: AccountState, rows: Rows): boolean =>
  rows.every(({ asset, amount }) => account.assetOf(asset).venueAmount >= amount);

/** An account exchanges what it has; takes it in, for both sides: who asks for it knows it. */
export const judgePosition = (venue: VenueState, body: Body, findings: Findings): void => {
  const { action, gave, got } = body;
  const actor = `${body.account}@${body.venue}`;
  const account = venue.accountOf(body.account);
  if (findings.fails(positions, account !== undefined && account.cash !== null))
    findings.add(positions, actor, `has nothing to ${action}: it was never opened`);
  if (account === undefined) return;
  const [given, gotten] = [read(venue, gave), read(venue, got)];
  if (findings.fails(positions, given !== null && gotten !== null && isWorth(action, given, gotten)))
    findings.add(positions, actor, `to ${action} ${textOf(gave)} does not give ${textOf(got)}`);
  if (findings.fails(positions, hasAll(account, gave)))
    findings.add(positions, actor, `gives ${textOf(gave)}, which it does not have`);
  for (const [rows, sign] of [[gave, -1n] as const, [got, 1n] as const])
    for (const row of rows) {
      const asset = account.assetOf(row.asset);
      asset.venueAmount += sign * row.amount;
      asset.ledgerAmount += sign * row.amount;
    }
};

const textOf = (rows: Rows): string => rows.map(({ asset, amount }) => `${amount} ${asset}`).join(' and ') || 'nothing';
