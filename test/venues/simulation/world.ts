// A whole venue alone in a calendar: its rules, two markets, an account, faults, and a client that sends what a plan
// says. It can be put down at any step and taken up again somewhere else.
import fc from 'fast-check';
import type { Side, TimeInForce } from '../../../machines/order/types.ts';
import type { RecordBody } from '../../../src/journal/records.ts';
import { assert } from '../../../src/kernel/assert.ts';
import { venueCatalogue, type FeeTerms } from '../../../src/venues/definitions/catalogue.ts';
import { faultCatalogue, faultNames } from '../../../src/venues/faults/catalogue.ts';
import type { FaultSpec } from '../../../src/venues/faults/fault-plan.ts';
import type { FaultyVenueState } from '../../../src/venues/faults/faulty-venue.ts';
import { usualTerms } from '../../../src/venues/definitions/admission.ts';
import type { MarketUpdate } from '../../../src/market-data/types.ts';
import type { BookProfile } from '../../../src/venues/simulation/book/book-profile.ts';
import type { Market, Resolution } from '../../../src/venues/definitions/market.ts';
import type { PoolProfile } from '../../../src/venues/simulation/pool/pool-profile.ts';
import type { VenueName } from '../../../src/venues/definitions/words.ts';
import type {
  SimulatedVenueProfile,
  SimulatedVenueState,
  StochasticProfile,
} from '../../../src/venues/simulation/stochastic-profile.ts';
import type { VenueNotice, VenueOrderRequest, VenueReport } from '../../../src/venues/simulation/types.ts';
import { hostVenue, type VenueEntry } from '../../../src/world/hosted-venue.ts';
import { World, type WorldState } from '../../../src/world/world.ts';
import type { SavedEntry, VenueAccountOptions } from '../../../src/venues/simulation/venue-account-state.ts';
import { createVenueContext } from '../../../src/venues/simulation/venue-context.ts';

/** What the client sends at an instant. */
export type Sending = { readonly atUs: number } & (
  | { readonly what: 'submit'; readonly order: VenueOrderRequest }
  | { readonly what: 'cancel' | 'query'; readonly clOrdId: string; readonly account?: string }
  | {
      readonly what: 'replace';
      readonly clOrdId: string;
      readonly orderQty: bigint;
      readonly price: bigint | undefined;
      readonly account?: string;
    }
  | { readonly what: 'open'; readonly account: VenueAccountOptions }
  /** Not the client's: the market outside moves. */
  | { readonly what: 'move'; readonly update: MarketUpdate }
);

/** A venue and its client in a few words. */
export interface Plan {
  readonly name: VenueName;
  readonly seed: string;
  readonly opening: bigint;
  /** The accounts beside the first one. */
  readonly others?: readonly VenueAccountOptions[];
  readonly closesAtUs: number | null;
  /** How the second market ends; left out, not within the plan. */
  readonly resolves?: Resolution;
  /** How long the second market holds a taker. */
  readonly takerDelayUs?: number;
  readonly profile: StochasticProfile;
  /** What makes it a venue with books. */
  readonly book?: Omit<BookProfile, keyof SimulatedVenueProfile>;
  /** What makes it a venue with a market maker. */
  readonly pool?: Omit<PoolProfile, keyof SimulatedVenueProfile>;
  readonly faults: readonly FaultSpec[];
  readonly sendings: readonly Sending[];
}

/** The venue's name in every plan. */
export const VENUE = 'here';
/** The account at it. */
export const ACCOUNT = 'main';

const feeTerms: Readonly<Record<VenueName, FeeTerms>> = {
  polymarket: { venue: 'polymarket', category: 'crypto' },
  kalshi: { venue: 'kalshi', membership: 'nonDirectMember' },
  manifold: { venue: 'manifold' },
  opinion: { venue: 'opinion' },
  gemini: { venue: 'gemini' },
  other: { venue: 'other', takerFeeBps: 37n },
};

/** The two markets of a plan: one stays open, the other closes when the plan says. */
export const marketsOf = ({
  name,
  closesAtUs,
  resolves,
  takerDelayUs = 0,
  pool,
}: Pick<Plan, 'name' | 'closesAtUs' | 'resolves' | 'takerDelayUs' | 'pool'>): readonly Market[] => {
  const terms = usualTerms(venueCatalogue[name]);
  const withPool = pool === undefined ? {} : { pool: { prob: 500_000n, liquidity: 60_000_000n } };
  const market = { venue: VENUE, outcomes: ['yes', 'no'], fees: feeTerms[name], ...terms, ...withPool };
  return [
    { ...market, market: 'FED', closesAtUs: null },
    { ...market, market: 'GAME', closesAtUs, takerDelayUs, ...(resolves === undefined ? {} : { resolves }) },
  ];
};

type Entry = VenueEntry | { readonly kind: 'send'; readonly index: number };

/** A world at rest. */
export interface SavedWorld {
  readonly world: WorldState<Entry>;
  readonly venue: FaultyVenueState;
}

/** The world of a plan, from its beginning or from where it was saved. */
export const createWorld = (plan: Plan, saved?: SavedWorld) => {
  const world = new World<Entry>(plan.seed, saved?.world);
  const { calendar } = world;
  const truth: RecordBody[] = [];
  const told: (VenueReport | VenueNotice)[] = [];
  const log: unknown[] = [];
  world.journal.consume((body, _seq, atUs) => {
    truth.push(body);
    log.push([atUs, body]);
  });
  const rules = venueCatalogue[plan.name];
  const account = { account: ACCOUNT, currency: rules.currency.value, opening: plan.opening };
  const state = saved?.venue.venue as SimulatedVenueState | undefined;
  const context = createVenueContext(
    { rules, markets: marketsOf(plan), accounts: [account, ...(plan.others ?? [])] },
    state?.accounts ?? undefined,
  );
  const { profile, book, pool, faults } = plan;
  const setup = {
    profile,
    ...(book === undefined ? {} : { book: { ...profile, ...book } }),
    ...(pool === undefined ? {} : { pool: { ...profile, ...pool } }),
    context: () => context,
    faults,
  };
  const venue = hostVenue(world, VENUE, setup, saved?.venue);
  if (saved === undefined) plan.sendings.forEach(({ atUs }, index) => calendar.schedule(atUs, { kind: 'send', index }));

  const send = (sending: Sending): void => {
    switch (sending.what) {
      case 'submit':
        return venue.submit(sending.order);
      case 'cancel':
        return venue.cancel(sending.clOrdId, sending.account);
      case 'query':
        return venue.query(sending.clOrdId, sending.account);
      case 'replace':
        return venue.replace(sending.clOrdId, sending.orderQty, sending.price, sending.account);
      case 'open':
        return venue.openAccount(sending.account);
      case 'move':
        return venue.book?.apply(sending.update);
    }
  };
  /** Takes the next entry of the calendar; false if there is none. */
  const step = (): boolean => {
    const entry = calendar.next();
    if (entry === undefined) return false;
    if (entry.kind === 'venue') venue.handle(entry);
    else if (entry.kind === 'send') {
      const sending = plan.sendings[entry.index];
      assert(sending !== undefined, 'what is sent stands in the plan');
      send(sending);
    } else if (venue.isDelivered(entry)) {
      told.push(entry);
      log.push([calendar.nowUs, entry]);
    }
    return true;
  };
  /** Continues to the end, or for so many steps. Returns how many were taken. */
  const run = (stepsMax = 200_000, afterEach: () => void = () => {}): number => {
    let steps = 0;
    for (; steps < stepsMax && step(); steps += 1) afterEach();
    assert(steps < 200_000, 'the world comes to no end');
    return steps;
  };
  const save = (): SavedWorld => structuredClone({ world: world.save(), venue: venue.save() });
  /** The entries in the account of orders that have not ended. */
  const entries = (): readonly SavedEntry[] => {
    const { orders } = venue.save().venue as SimulatedVenueState;
    return orders.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  };
  return { venue, context, calendar, truth, told, log, run, send, save, entries };
};

const uniform = (maxUs: number) => ({ kind: 'uniform', minUs: 0, maxUs, burst: { rho: 0.3 } }) as const;

/** A profile of a venue that fills most of what it takes, in one or two pieces. */
export const usualProfile: StochasticProfile = {
  ackLatency: uniform(40_000),
  fillLatency: uniform(150_000),
  reportLatency: uniform(20_000),
  cancelLatency: uniform(40_000),
  rejectBps: 500,
  noFillBps: 2_000,
  partialBps: 5_000,
};

/** A book that a recording moves, by the models that a scenario has where it says nothing. */
export const usualBook = {
  queue: 'cancelsBehind',
  refill: 'whenGrown',
  printWithinUs: 1_000_000,
  levelPx: 100n,
  takerDelay: null,
  flow: null,
} as const satisfies Partial<BookProfile>;

const anyFault: fc.Arbitrary<FaultSpec> = fc
  .record({
    fault: fc.constantFrom(...faultNames),
    chanceBps: fc.integer({ min: 0, max: 3_000 }),
    maxUs: fc.constantFrom(500, 90_000),
  })
  .map(({ fault, chanceBps, maxUs }) => {
    const delayed: boolean = faultCatalogue[fault].delay !== null;
    return { fault, venue: VENUE, chanceBps, ...(delayed ? { delayUs: uniform(maxUs) } : {}) };
  });

/** What an order of a plan is drawn from; most are good, some are not. */
const anySending = (name: VenueName): fc.Arbitrary<Sending> => {
  const { qtyStep } = venueCatalogue[name].sizes;
  const step = qtyStep.value < 10_000n ? 250_001n : qtyStep.value;
  return fc
    .record({
      atUs: fc.integer({ min: 0, max: 1_500_000 }),
      id: fc.integer({ min: 0, max: 200 }),
      what: fc.constantFrom('submit', 'submit', 'submit', 'submit', 'cancel', 'query', 'replace'),
      market: fc.constantFrom('FED', 'FED', 'FED', 'FED', 'FED', 'GAME', 'GAME', 'GAME', 'NONE'),
      outcome: fc.constantFrom('yes', 'no'),
      side: fc.constantFrom<Side>('buy', 'buy', 'sell'),
      steps: fc.bigInt({ min: 0n, max: 40n }),
      cents: fc.integer({ min: 0, max: 1_000 }).map((thousandth) => BigInt(thousandth) / 10n),
      timeInForce: fc.constantFrom<TimeInForce>('GTC', 'GTC', 'GTC', 'GTC', 'IOC', 'FOK', 'GTD'),
      isPostOnly: fc.boolean(),
    })
    .map(({ atUs, id, what, market, outcome, side, steps, cents, timeInForce, isPostOnly }): Sending => {
      const clOrdId = `1.${id}`;
      const orderQty = 5_000_000n - (5_000_000n % step) + steps * step;
      const price = cents * 10_000n;
      if (what === 'cancel' || what === 'query') return { atUs, what, clOrdId };
      if (what === 'replace') return { atUs, what, clOrdId, orderQty, price: cents > 50n ? price : undefined };
      const kind = name === 'manifold' && timeInForce === 'IOC' ? 'market' : 'limit';
      const dated = timeInForce === 'GTD' ? { expireTimeUs: atUs + 181_000_000 } : {};
      const order = { clOrdId, market, outcome, side, orderQty, price, timeInForce, kind, ...dated } as const;
      return { atUs, what, order: isPostOnly && timeInForce === 'GTC' ? { ...order, isPostOnly } : order };
    });
};

const allNames: readonly VenueName[] = ['polymarket', 'kalshi', 'manifold', 'opinion', 'gemini', 'other'];

/** Any plan of one of those venues, with as many kinds of faults at once as that. */
export const anyPlan = (faultsMax: number, names = allNames): fc.Arbitrary<Plan> =>
  fc.constantFrom(...names).chain((name) =>
    fc.record({
      name: fc.constant(name),
      seed: fc.string({ minLength: 1, maxLength: 6 }),
      opening: fc.constantFrom(20_000_000n, 100_000_000n, 5_000_000_000n),
      closesAtUs: fc.constantFrom(null, 300_000, 900_000),
      profile: fc
        .record({
          rejectBps: fc.constantFrom(0, 2_000),
          noFillBps: fc.constantFrom(0, 3_000),
          partialBps: fc.constantFrom(0, 5_000, 10_000),
          failBps: fc.constantFrom(0, 3_000),
        })
        .map(({ failBps, ...chances }): StochasticProfile => {
          const settlement = { latency: uniform(200_000), failBps, retryBps: 2_000 };
          const settlesLater = venueCatalogue[name].settlement.value.kind === 'onChain';
          return { ...usualProfile, ...chances, ...(settlesLater ? { settlement } : {}) };
        }),
      faults: fc.uniqueArray(anyFault, { maxLength: faultsMax, selector: ({ fault }) => fault }),
      sendings: fc.array(anySending(name), { minLength: 5, maxLength: 90, size: 'max' }),
    }),
  );
