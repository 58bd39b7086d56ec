// The options of a venue: what is left out is what its rules say, and what is wrong is said in sentences, all at once.
import { describe, expect, it } from 'vitest';
import { createVenue } from '../../src/harness/create-venue.ts';
import { InvalidVenueOptions, type OwnOmsProblem } from '../../src/harness/invalid.ts';
import type { OwnVenueName, OwnVenueOptions } from '../../src/harness/options.ts';
import { readOptions } from '../../src/harness/read-options.ts';
import { venueCatalogue, venueNames } from '../../src/venues/definitions/catalogue.ts';

const plain: OwnVenueOptions = { account: { opening: '1000' }, markets: [{ market: 'FED-DEC' }] };

const problemsOf = (options: unknown, name = 'kalshi'): readonly OwnOmsProblem[] => {
  try {
    createVenue(name as OwnVenueName, options as OwnVenueOptions);
  } catch (error) {
    if (error instanceof InvalidVenueOptions) return error.problems;
    throw error;
  }
  return [];
};

describe('the options of a venue', () => {
  it.each(venueNames)('are an account and a market, and the rules of %s say the rest', (name) => {
    const { venue, markets, faults, seed } = readOptions(name, plain);
    const rules = venueCatalogue[name];
    expect(venue).toMatchObject({ account: 'main', currency: rules.currency.value, opening: 1_000_000_000n });
    expect(venue.profile.settlement !== undefined).toBe(rules.settlement.value.kind === 'onChain');
    expect(markets).toMatchObject([{ market: 'FED-DEC', outcomes: ['yes', 'no'], state: 'open', closesAtUs: null }]);
    expect(markets[0]?.grid).toEqual(rules.grids[rules.usualGrid.value]?.value);
    expect([faults, seed]).toEqual([[], '1']);
  });

  it('take micros and decimal texts, durations and distributions', () => {
    const spec = { kind: 'lognormal', medianUs: 5_000, sigma: 0.3 } as const;
    const { venue } = readOptions('kalshi', {
      ...plain,
      account: { name: 'desk', opening: 2_500_000n },
      profile: { ackLatency: '40ms', fillLatency: spec, partialBps: 500 },
    });
    expect(venue).toMatchObject({ account: 'desk', opening: 2_500_000n });
    expect(venue.profile).toMatchObject({
      ackLatency: { kind: 'constant', valueUs: 40_000 },
      fillLatency: spec,
      partialBps: 500,
    });
  });

  it('give a venue of the kind other its own rules', () => {
    const rules = { currency: 'EUR', settlement: 'onChain', takerFeeBps: 10 };
    const { venue } = readOptions('other', { ...plain, rules });
    expect(venue.currency).toBe('EUR');
    expect(venue.profile.settlement).toBeDefined();
  });

  it.each<[unknown, string, string]>([
    [
      { ...plain, account: {} },
      'account.opening',
      'opening is missing: it must be an amount of up to 6 decimals, at least 0 and at most 1000000000.',
    ],
    [
      { ...plain, account: { opening: 0.1 } },
      'account.opening',
      'opening is a floating-point number: write it as a text such as "0.5".',
    ],
    [{ ...plain, account: { opening: '1', nam: 'x' } }, 'account.nam', 'nam is not known here: did you mean name?'],
    [{ ...plain, market: [] }, 'market', 'market is not known here: did you mean markets?'],
    [
      { ...plain, markets: [] },
      'markets',
      'markets must be a list of at least one market, such as [{ market: "FED-DEC" }].',
    ],
    [{ ...plain, markets: [{ market: 'A' }, { market: 'A' }] }, 'markets.A', '"A" stands twice.'],
    [{ ...plain, markets: [{ market: 'A', grid: '0.3' }] }, 'markets.A.grid', 'grid cannot be "0.3":'],
    [
      { ...plain, markets: [{ market: 'A', outcomes: ['yes'] }] },
      'markets.A.outcomes',
      'outcomes has too few entries: it needs at least 2.',
    ],
    [
      { ...plain, profile: { rejectBps: 10_001 } },
      'profile.rejectBps',
      'rejectBps must be a whole number from 0 to 10,000, but it is 10001.',
    ],
    [
      { ...plain, profile: { ackLatency: 'soon' } },
      'profile.ackLatency',
      'ackLatency must be a duration such as 40ms, but it is "soon".',
    ],
    [{ ...plain, profile: { ackLatency: { kind: 'constant', valueUs: -1 } } }, 'profile.ackLatency.valueUs', 'valueUs'],
    [
      { ...plain, profile: { ackLatency: 5 } },
      'profile.ackLatency',
      'profile.ackLatency must be a duration such as "40ms"',
    ],
    [
      { ...plain, profile: { settlement: {} } },
      'profile.settlement',
      'settlement is of no use to kalshi: a fill there is final at the match.',
    ],
    [
      { ...plain, faults: [{ fault: 'ackLost' }] },
      'faults.chanceBps',
      'chanceBps of ackLost must be a whole number from 0 to 10000, but it is',
    ],
    [
      { ...plain, faults: [{ fault: 'ackGone', chanceBps: 1 }] },
      'faults.fault',
      'fault of a fault must be one of ackLost',
    ],
    [{ ...plain, seed: 7 }, 'seed', 'seed must be a text that is not empty, such as "7".'],
    [
      { ...plain, rules: { currency: 'EUR' } },
      'rules',
      'rules are for venues of the kind other: those of kalshi are its own.',
    ],
    [
      { ...plain, book: { flow: { middle: '0.5', lasts: '1s' } }, profile: { noFillBps: 5 } },
      'profile.noFillBps',
      'noFillBps is not known here:',
    ],
    [{ ...plain, book: {} }, 'book', 'book needs a flow or a recording, which moves it.'],
    [{ ...plain, book: { flow: { lasts: '1s' } } }, 'book.flow.middle', 'middle is missing:'],
    [
      { ...plain, book: { queue: 'last', flow: { middle: '0.5', lasts: '1s' } } },
      'book.queue',
      'queue cannot be "last":',
    ],
    [null, '', 'the options of a venue must be an object with account and markets.'],
  ])('are refused with a sentence and its place: %#', (options, key, sentence) => {
    const problems = problemsOf(options);
    expect(problems.map((problem) => problem.key)).toEqual([key]);
    expect(problems[0]?.message.startsWith(sentence), problems[0]?.message).toBe(true);
  });

  it('name the venue that was probably meant', () => {
    expect(problemsOf(plain, 'polymarkt')).toEqual([
      { key: 'name', message: '"polymarkt" is not a venue: did you mean polymarket?' },
    ]);
  });

  it('are refused with all mistakes at once', () => {
    const problems = problemsOf({ account: { opening: '-1' }, markets: [{ market: 'A', state: 'ajar' }], seed: '' });
    expect(problems.map(({ key }) => key).toSorted()).toEqual(['account.opening', 'markets.A.state', 'seed']);
  });
});
