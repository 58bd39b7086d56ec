// A scenario of one pair at two venues, taken by strategies of the test's own, for what stands on a scenario.
import { parseScenario } from '../../../src/scenario/parse.ts';
import type { Scenario } from '../../../src/scenario/types.ts';
import type { IntentDraft, MarketEvent, Quote, Strategy } from '../../../src/strategies/types.ts';
import { million } from '../fakes.ts';

/** The scenario; `strategies` by name with what is said of each: `generator` and `scanner` are built in. Pair OTHER is the other way round. */
export const smallScenario = (strategies: Readonly<Record<string, string>>, length = '{ intents: 2 }'): Scenario => {
  const lines = Object.entries(strategies).map(([name, more]) =>
    name === 'generator' || name === 'scanner'
      ? `  ${name}: { ${more} }`
      : `  ${name}: { module: ./${name}.ts, ${more} }`,
  );
  const text = `
name: small
length: ${length}
arrivals: { constant: { every: 2s } }
currency: USD
rates: [{ from: pUSD, to: USD, rate: 1 }]
venues: { polymarket: { opening: 1000 }, kalshi: { opening: 1000, tier: Premier } }
markets: { polymarket: { FED: { fees: { category: economics } } }, kalshi: { FED: {} } }
pairs:
  FED: { verified: all, yes: polymarket/FED, no: kalshi/FED, fair: 0.5 }
  OTHER: { verified: all, no: polymarket/FED, yes: kalshi/FED, fair: 0.5 }
strategies:
${lines.join('\n')}
`;
  const parsed = parseScenario(text, 'small.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
};

/** A strategy that counts its steps, and wants what the test says. */
export const strategyOf = (
  name: string,
  wants: (event: MarketEvent, step: number) => readonly IntentDraft[],
): readonly [string, Strategy<unknown>] => {
  const step: Strategy<number>['step'] = (count, event) => [count + 1, wants(event, count)];
  return [name, { name, start: () => 0, step } as Strategy<unknown>];
};

/** Ten sets of a pair at 40 and 45 cents: worth 15 cents a set, fees off. */
export const wanted: IntentDraft = { pair: 'FED', sets: 10n * million, prices: [400_000n, 450_000n] };

/** What is shown of an outcome. */
export const quote = (
  venue: string,
  askPx: bigint | null,
  askQty = 100n * million,
  changes: Partial<Quote> = {},
): Quote => ({
  ...{ venue, market: 'FED', outcome: venue === 'kalshi' ? 'no' : 'yes', bidPx: null, bidQty: 0n, askPx, askQty },
  ...changes,
});

/** A moment of the pair. */
export const moment = (pair = 'FED', atUs = 0): MarketEvent => ({
  ...{ type: 'quotes', pair, atUs },
  quotes: [quote('polymarket', 400_000n), quote('kalshi', 450_000n)],
});
