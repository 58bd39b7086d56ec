// Goal: a scenario says how a recording is its own, and pairs only what settles on the same event. Negative cases: the pairs
// that others matched by their words alone; they are skipped loudly where they are not beside the checkout.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { problemsOf } from './problems-of.ts';

const samples = fileURLToPath(
  new URL('../../../shared/data/kalshi-polymarket-matched-samples/live_history.jsonl', import.meta.url),
);
if (!existsSync(samples))
  process.stderr.write(`\nSKIPPED: ${samples} is not there, and no matched pair of others is refused.\n`);

interface Parts {
  readonly data?: string;
  readonly polymarket?: string;
  readonly kalshi?: string;
  readonly pair?: string;
  readonly venue?: string;
  readonly strategy?: string;
}

const textOf = ({
  data = 'data: {}',
  polymarket = '{}',
  kalshi = '{}',
  pair = 'verified: compared on 2026-11-02',
  venue = 'book: {}',
  strategy = 'module: scanner',
}: Parts): string => `name: small
currency: USD
rates: [{ from: pUSD, to: USD, rate: 1 }]
${data}
venues:
  polymarket: { opening: 1000, ${venue} }
  kalshi: { opening: 1000, book: {} }
markets:
  polymarket: { FED: ${polymarket} }
  kalshi: { KXFED: ${kalshi} }
pairs:
  FED: { ${pair}, yes: polymarket/FED, no: kalshi/KXFED }
strategies:
  mine: { ${strategy} }
`;

const scenarioOf = (parts: Parts): Scenario => {
  const parsed = parseScenario(textOf(parts), '/there/small.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
};

describe('a scenario over a recording', () => {
  it('needs no fair prices and no length, and names its markets as they were recorded', () => {
    const data =
      'data: { file: weeks.csv, markets: { kalshi: { KXFED: event }, polymarket: { FED: elsewhere/other } } }';
    const { data: found, length, strategies } = scenarioOf({ data });
    expect(length).toEqual({ intentsMax: null, durationUs: null });
    expect(found).toMatchObject({ file: '/there/weeks.csv', isNoInYesPrices: false, isBestChecked: true });
    expect(found?.markets).toEqual([
      { venue: 'kalshi', market: 'KXFED', recordedVenue: 'kalshi', recordedMarket: 'event' },
      { venue: 'polymarket', market: 'FED', recordedVenue: 'elsewhere', recordedMarket: 'other' },
    ]);
    expect(strategies[0]).toMatchObject({ module: null, scanner: { coolDownUs: 1_000_000 } });
  });

  it('is the same scenario wherever its recording is, for the recording has a hash of its own', () => {
    const hashOf = (data: string) => parseScenario(textOf({ data }), '/there/small.yaml');
    const [one, other, third] = [hashOf('data: { file: a.csv }'), hashOf('data: {}'), hashOf('data: { latency: 1ms }')];
    expect(one).toMatchObject({ ok: true, hash: (other as { hash: string }).hash });
    expect(third).not.toMatchObject({ hash: (other as { hash: string }).hash });
  });

  it.each<readonly [Parts, readonly string[]]>([
    [
      { data: 'data: { markets: { kalshy: { KXFED: event } } }' },
      ['data.markets.kalshy: kalshy is not a venue of this scenario: did you mean kalshi?'],
    ],
    [
      { data: 'data: { markets: { kalshi: { KXFEED: event } } }' },
      ['data.markets.kalshi.KXFEED: "KXFEED" is not a market of kalshi in this scenario: did you mean KXFED?'],
    ],
    [
      { data: 'data: { markets: { polymarket: { FED: event } } }', venue: 'tier: Gold' },
      [
        'data.markets.polymarket: polymarket needs book: {} without a flow: a recording moves the books of a venue, and only it does.',
      ],
    ],
    [
      { data: 'data: { tokens: { 123: FED } }' },
      ['data.tokens.123: 123 must be a market and one of its outcomes, such as FED-DEC/yes, but it is "FED".'],
    ],
    [{ data: 'data: { latency: soon }' }, ['data.latency: ']],
    [
      { strategy: 'coolDown: 5s' },
      ['strategies.mine.coolDown: coolDown is for module: scanner: other strategies keep their own.'],
    ],
    [
      { data: 'length: { intents: 5 }' },
      [
        'pairs.FED.fair: fair is missing: it is a price for each outcome, such as { yes: 0.6, no: 0.4 }, or of the first of two.',
      ],
    ],
  ])('says what is wrong with it: %j', (parts, problems) => {
    const found = problemsOf(textOf(parts));
    expect(found).toHaveLength(problems.length);
    problems.forEach((problem, index) => expect(found[index]).toContain(problem));
  });
});

describe('a pair of both ways', () => {
  it('is bought the other way round too, by each strategy that trades it', () => {
    const { pairs, strategies } = scenarioOf({
      pair: 'verified: yes indeed, ways: both',
      strategy: 'module: scanner, pairs: [FED]',
    });
    expect(pairs.map(({ pair }) => [pair.pair, pair.legs])).toEqual([
      [
        'FED',
        [
          { venue: 'polymarket', market: 'FED', outcome: 'yes', paysIn: 1 },
          { venue: 'kalshi', market: 'KXFED', outcome: 'no', paysIn: 2 },
        ],
      ],
      [
        'FED.reverse',
        [
          { venue: 'polymarket', market: 'FED', outcome: 'no', paysIn: 2 },
          { venue: 'kalshi', market: 'KXFED', outcome: 'yes', paysIn: 1 },
        ],
      ],
    ]);
    expect(strategies[0]?.pairs).toEqual(['FED', 'FED.reverse']);
  });

  it('has no other way round in a market of three outcomes', () => {
    const [problem] = problemsOf(
      textOf({ polymarket: '{ outcomes: [yes, no, void] }', pair: 'verified: so, ways: both' }),
    );
    expect(problem).toContain('ways cannot be both: FED has no other way round');
  });
});

const settles = (event: string, source = 'the Fed', date = '2025-12-10'): string =>
  `{ settles: { event: ${JSON.stringify(event)}, source: ${JSON.stringify(source)}, date: ${JSON.stringify(date)} } }`;

describe('what a pair settles on', () => {
  it('is enough to trade it, where its markets say the same', () => {
    const same = settles('no change in December');
    const { pairs } = scenarioOf({ polymarket: same, kalshi: same, pair: 'ways: one' });
    expect(pairs[0]?.pair.verified).toBe('no change in December, by the Fed, 2025-12-10');
    expect(problemsOf(textOf({ polymarket: same, pair: 'ways: one' }))[0]).toContain('FED is not verified');
  });

  it.each(['event', 'source', 'date'])('refuses it, with any signature, where the %s is not the same', (part) => {
    const parts = { event: 'no change', source: 'the Fed', date: '2025-12-10' };
    const other = { ...parts, [part]: 'something else' };
    const [problem] = problemsOf(
      textOf({
        polymarket: settles(parts.event, parts.source, parts.date),
        kalshi: settles(other.event, other.source, other.date),
      }),
    );
    expect(problem).toContain(`The markets of FED do not settle on the same event: the ${part} of polymarket/FED is`);
  });

  it.skipIf(!existsSync(samples))('refuses every pair that was matched by its words alone', () => {
    interface Matched {
      readonly kalshi: { readonly title: string; readonly id: string };
      readonly polymarket: { readonly title: string; readonly slug: string };
    }
    const matched = new Map<string, Matched>();
    for (const line of readFileSync(samples, 'utf8').trim().split('\n'))
      for (const pair of (JSON.parse(line) as { readonly cross_venue?: readonly Matched[] }).cross_venue ?? [])
        matched.set(`${pair.kalshi.title} | ${pair.polymarket.title}`, pair);
    expect(matched.size).toBeGreaterThan(0);
    for (const { kalshi, polymarket } of matched.values()) {
      // Even the same question is asked under the rules of each venue, until somebody has compared them.
      const both = {
        kalshi: settles(kalshi.title, `the rules of ${kalshi.id}`),
        polymarket: settles(polymarket.title, `the rules of ${polymarket.slug}`),
      };
      expect(problemsOf(textOf(both))[0]).toContain('do not settle on the same event');
      expect(problemsOf(textOf({ pair: 'ways: both' }))[0]).toContain('FED is not verified');
    }
  });
});
