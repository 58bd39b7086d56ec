// Invariant 27: a market's result comes in order, and in the end its shares are money on both sides, to the micro.
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { Findings } from '../findings.ts';
import type { AssetState } from '../state/asset.ts';
import type { AccountState, HeldMarket, MarketState, VenueState } from '../state/venue.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** What is paid out is what was held, at what the result says, once the result is final. */
export const payouts: Invariant = {
  index: 26,
  name: 'payouts',
  says: 'a closed market is determined and then final, its outcomes pay 1 together, and every share is paid out at that',
};

const placeOf = ({ venue, market }: MarketState): string => `${venue.venue} ${market}`;

const mayFollow: Readonly<Record<string, readonly (string | null)[]>> = {
  determined: [null],
  disputed: ['determined'],
  final: ['determined', 'disputed'],
};

type Payouts = BodyOf<'venue.resolved'>['payouts'];

const isOfMarket = ({ outcomes }: MarketState, rows: Payouts): boolean =>
  rows.length === outcomes.length &&
  rows.every(({ outcome, payout }, index) => outcomes[index] === outcome && payout >= 0n) &&
  rows.reduce((sum, { payout }) => sum + payout, 0n) === MICROS_PER_UNIT;

/** The result of a market comes one stage further; takes it in. */
export const judgeResolved = (market: MarketState, body: BodyOf<'venue.resolved'>, findings: Findings): void => {
  const { stage } = body;
  if (findings.fails(payouts, mayFollow[stage]?.includes(market.stage) ?? false))
    findings.add(payouts, placeOf(market), `its result is ${stage} after ${market.stage ?? 'nothing'}`);
  if (findings.fails(payouts, market.state === 'closed' || market.state === 'resolved'))
    findings.add(payouts, placeOf(market), `has a result while it is ${market.state ?? 'open'}`);
  if (findings.fails(payouts, isOfMarket(market, body.payouts)))
    findings.add(payouts, placeOf(market), 'its result does not pay 1 over its outcomes');
  const rows = body.payouts.map(({ payout }) => payout);
  // Only a dispute changes a result, and it is about the one that there is.
  const isSame = market.payouts?.every((payout, index) => payout === rows[index]) === true;
  if (findings.fails(payouts, market.stage !== 'determined' || isSame))
    findings.add(payouts, placeOf(market), `its result is another when it is ${stage}, and nobody has disputed it`);
  market.stage = stage;
  market.payouts = rows;
};

/** Shares of each outcome that came with sets bought for what was sold and not held, where sets are netted. */
const splitFor = ({ account, set }: HeldMarket): bigint =>
  account.isNetting ? set.reduce((owed, { venueAmount }) => (-venueAmount > owed ? -venueAmount : owed), 0n) : 0n;

/** The venue pays shares out; takes it in. */
export const judgeRedeemed = (market: MarketState, body: BodyOf<'venue.redeemed'>, findings: Findings): void => {
  const { outcome, qty, payout, cash } = body;
  const account = market.venue.accountOf(body.account);
  const isDue = market.stage === 'final' && market.payouts?.[market.outcomes.indexOf(outcome)] === payout;
  if (findings.fails(payouts, isDue && account !== undefined && account.cash !== null))
    findings.add(payouts, placeOf(market), `${outcome} is paid out at ${payout}, which its result does not say`);
  if (account === undefined) return;
  const heldMarket = account.heldIn(market);
  const shares = heldMarket.sharesOf(outcome);
  const held = shares.venueAmount + splitFor(heldMarket);
  if (findings.fails(payouts, qty > 0n && qty <= held && cash === (qty * payout) / MICROS_PER_UNIT))
    findings.add(payouts, placeOf(market), `${qty} of ${held} ${outcome} at ${payout} are paid as ${cash}`);
  shares.venueAmount -= qty;
  if (account.cash !== null) account.cash.venueAmount += cash;
};

/** The client receives a final result: the one that the venue has, once. Takes it in. */
export const judgeTold = (market: MarketState, body: BodyOf<'resolution.told'>, findings: Findings): void => {
  const isTrue =
    market.stage === 'final' &&
    !market.isTold &&
    isOfMarket(market, body.payouts) &&
    body.payouts.every(({ payout }, index) => payout === market.payouts?.[index]);
  if (findings.fails(payouts, isTrue))
    findings.add(payouts, placeOf(market), `has a result reported that is not the venue's, or is reported twice`);
  market.isTold = true;
};

/** When nothing moves any more: sets that are netted have been; what is left is paid out, by the venue and in our ledger. */
export const payOutAtEnd = (venue: VenueState, findings: Findings): void => {
  for (const market of venue.markets.values()) {
    if (market.stage === null) continue;
    if (findings.fails(payouts, market.stage === 'final' && market.isTold))
      findings.add(
        payouts,
        placeOf(market),
        `its result is ${market.stage} in the end, or the client never received it`,
      );
    for (const account of venue.accounts())
      if (account.cash !== null) payOutOf(account, market, account.cash, findings);
  }
};

const payOutOf = (account: AccountState, market: MarketState, cash: AssetState, findings: Findings): void =>
  account.heldIn(market).set.forEach((shares, index) => {
    if (findings.fails(payouts, market.stage !== 'final' || shares.venueAmount === 0n))
      findings.add(payouts, placeOf(market), `${shares.venueAmount} ${shares.asset} are not paid out`);
    if (!market.isTold) return;
    cash.ledgerAmount += (shares.ledgerAmount * (market.payouts?.[index] ?? 0n)) / MICROS_PER_UNIT;
    shares.ledgerAmount = 0n;
  });
