// What is written of a world before anything happens in it: what it was made from, its accounts, its markets.
import type { StatedRate } from '../accounting/currencies.ts';
import { JOURNAL_FORMAT } from '../journal/format.ts';
import type { Market } from '../venues/definitions/market.ts';
import { rulesHash } from '../venues/definitions/rules-hash.ts';
import type { VenueRules } from '../venues/definitions/types.ts';
import { ENGINE_VERSION } from './version.ts';
import { accountOpened } from '../venues/simulation/account-opened.ts';
import { marketListed } from '../venues/simulation/market-listed.ts';
import type { VenueAccountOptions } from '../venues/simulation/venue-account-state.ts';
import type { World } from './world.ts';

/** What a world is made from, as its first record says it. */
export interface WorldFrame {
  readonly name: string;
  readonly seed: string;
  readonly scenarioHash: string;
  /** In which limits, losses and results are counted, and what one unit of the others is worth in it. */
  readonly currency: string;
  readonly rates: readonly StatedRate[];
  /** The sha256 of the recording that is replayed, if one is. */
  readonly recording?: string;
  /** `verify` re-executes a run, and audits the journal of a user's own test. */
  readonly kind: 'run' | 'harness';
  /** The wall date of virtual time 0, in milliseconds since the Unix epoch. */
  readonly epochMs: number;
}

/** A venue with its accounts and its markets, as the frame says them. */
export interface FramedVenue {
  readonly venue: string;
  readonly rules: VenueRules;
  /** The first is the one that is meant where none is named. */
  readonly accounts: readonly VenueAccountOptions[];
  readonly markets: readonly Market[];
}

/** Writes the first records of a world. */
export const writeFrame = (
  world: Pick<World<never>, 'record'>,
  frame: WorldFrame,
  venues: Iterable<FramedVenue>,
): void => {
  const framed = [...venues];
  world.record({
    type: 'run.started',
    journalFormat: JOURNAL_FORMAT,
    engineVersion: ENGINE_VERSION,
    rulesHash: rulesHash(framed),
    ...frame,
  });
  for (const { venue, rules, accounts, markets } of framed) {
    for (const account of accounts) world.record(accountOpened(venue, rules, account));
    for (const market of markets) world.record(marketListed(market));
  }
};
