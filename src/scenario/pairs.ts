// The verified pairs of a scenario: legs that together pay 1 in every outcome of their event, and its fair prices.
import { isHedgingSet } from '../accounting/payoff.ts';
import type { PairLeg } from '../arbitrage/pair.ts';
import { printMicros } from '../money/decimal.ts';
import { MICROS_PER_UNIT } from '../money/micros.ts';
import { ceilToGrid, floorToGrid, isInBounds, isOnGrid } from '../venues/definitions/grid.ts';
import { legsMax } from './file/schema.ts';
import { pairFile, type PairFile } from './file/market.ts';
import { lookUpMarket } from './markets.ts';
import type { LegDraft, PairContext, Refuse } from './pair-context.ts';
import { reversed, reverseName } from './reverse-pairs.ts';
import { verifiedBy } from './settles.ts';
import { choicesText, quoted, type Path } from './problem.ts';
import { lookUp, UNREADABLE, type Entries } from './reader.ts';
import type { ScenarioPair } from './types.ts';

/** The pairs by their names; null where one is wrong. */
export const resolvePairs = (context: PairContext): Entries<ScenarioPair> => {
  const { reader } = context;
  const pairs = new Map<string, ScenarioPair | null>();
  const names = reader.names(['pairs'], true);
  if (names === null) return UNREADABLE;
  for (const pair of names) {
    const path = ['pairs', pair];
    const file = reader.one(path, pairFile);
    const resolved = file === undefined ? null : resolvePair(context, path, pair, file);
    pairs.set(pair, resolved);
    if (file?.ways !== 'both') continue;
    const reverse = reverseName(pair);
    if (names.includes(reverse)) reader.report([...path, 'ways'], `ways cannot be both: there is a pair ${reverse}.`);
    pairs.set(reverse, resolved === null ? null : reversed(context, path, resolved));
  }
  return pairs;
};

const resolvePair = (context: PairContext, path: Path, pair: string, file: PairFile): ScenarioPair | null => {
  const { reader } = context;
  let isSound = true;
  const refuse = (at: Path, message: string): void => {
    isSound = false;
    reader.report(at, message);
  };
  const { walk: walkPx, mispricing: mispricingPx } = file;
  const drafts = draftLegs(file, path, refuse);
  const verified = verifiedBy(context, file, drafts, path, pair, refuse);
  if (drafts === null) return null;
  const outcomes = file.outcomes ?? ['yes', 'no'];
  const twice = outcomes.findIndex((outcome, index) => outcomes.indexOf(outcome) < index);
  if (twice >= 0) refuse([...path, 'outcomes', twice], `${outcomes[twice]} stands twice among the outcomes.`);
  if (twice >= 0) return null;
  const legs = drafts.map((draft) => resolveLeg(context, draft, outcomes, refuse));
  checkSameLegs(drafts, refuse);
  const fairPx = fairOf(context, file, outcomes, path, refuse);
  const whole = legs.filter((leg) => leg !== null);
  if (whole.length < legs.length) return null;
  checkCover(whole, outcomes, path, pair, refuse);
  if (fairPx !== null && fairPx.length > 0 && isSound)
    whole.forEach((leg, index) => {
      const draft = drafts[index];
      if (draft !== undefined) checkFair(context, leg, fairPx, draft.path, refuse);
    });
  if (fairPx === null || verified === null || !isSound) return null;
  return { pair: { pair, outcomes, legs: whole, verified }, fairPx, walkPx, mispricingPx };
};

const draftLegs = (file: PairFile, path: Path, refuse: Refuse): readonly LegDraft[] | null => {
  const { legs, yes, no } = file;
  if (legs !== undefined && (yes !== undefined || no !== undefined)) {
    refuse([...path, yes === undefined ? 'no' : 'yes'], 'A pair has legs, or in short yes and no, and not both.');
    return null;
  }
  if (legs !== undefined) {
    if (legs.length < 2 || legs.length > legsMax) {
      refuse(
        [...path, 'legs'],
        `legs must be 2 to ${legsMax}, but there ${legs.length === 1 ? 'is' : 'are'} ${legs.length}.`,
      );
      return null;
    }
    return legs.map((leg, index) => {
      const at = [...path, 'legs', index];
      const isNamed = leg.paysIn !== undefined;
      return {
        ...leg,
        path: at,
        paysInPath: [...at, isNamed ? 'paysIn' : 'outcome'],
        paysIn: leg.paysIn ?? [leg.outcome],
      };
    });
  }
  if (yes === undefined || no === undefined) {
    refuse(path, 'A pair needs legs, or in short both yes and no, such as yes: polymarket/FED-DEC.');
    return null;
  }
  if (file.outcomes !== undefined) {
    refuse([...path, 'outcomes'], 'outcomes are yes and no where a pair is written in short: leave them out.');
    return null;
  }
  return [
    { ...yes, outcome: 'yes', paysIn: ['yes'], path: [...path, 'yes'], paysInPath: [...path, 'yes'] },
    { ...no, outcome: 'no', paysIn: ['no'], path: [...path, 'no'], paysInPath: [...path, 'no'] },
  ];
};

const placeOf = (path: Path, key: string): Path => (typeof path.at(-1) === 'number' ? [...path, key] : path);

const resolveLeg = (
  context: PairContext,
  draft: LegDraft,
  outcomes: readonly string[],
  refuse: Refuse,
): PairLeg | null => {
  const { venue, market, outcome, path, paysInPath } = draft;
  const { venues, markets } = context;
  if (lookUp(venues, venue).kind === 'unknown') {
    refuse(
      placeOf(path, 'venue'),
      `${quoted(venue)} is not a venue of this scenario: ${choicesText(venue, venues.keys())}`,
    );
    return null;
  }
  const found = lookUpMarket(markets, venue, market);
  if (found.kind === 'unknown') {
    const there = choicesText(market, markets.get(venue)?.keys() ?? []);
    refuse(placeOf(path, 'market'), `${quoted(market)} is not a market of ${venue} in this scenario: ${there}`);
    return null;
  }
  if (found.kind !== 'found') return null;
  const { terms } = found.value;
  if (!terms.outcomes.includes(outcome)) {
    const there = choicesText(outcome, terms.outcomes);
    refuse(placeOf(path, 'outcome'), `${quoted(outcome)} is not an outcome of ${market} at ${venue}: ${there}`);
    return null;
  }
  let paysIn = 0;
  for (const name of draft.paysIn) {
    const bit = outcomes.indexOf(name);
    if (bit < 0) {
      const there = choicesText(name, outcomes);
      const hint = paysInPath.at(-1) === 'outcome' ? ' Say in paysIn in which a share pays.' : '';
      refuse(paysInPath, `${quoted(name)} is not an outcome of the pair's event: ${there}${hint}`);
      return null;
    }
    paysIn |= 1 << bit;
  }
  return { venue, market, outcome, paysIn };
};

const checkSameLegs = (drafts: readonly LegDraft[], refuse: Refuse): void => {
  const seen = new Set<string>();
  for (const { path, venue, market, outcome } of drafts) {
    const instrument = JSON.stringify([venue, market, outcome]);
    if (seen.has(instrument))
      refuse(path, `${outcome} of ${market} at ${venue} stands twice: the legs of a pair differ.`);
    seen.add(instrument);
  }
};

const checkCover = (
  legs: readonly PairLeg[],
  outcomes: readonly string[],
  path: Path,
  pair: string,
  refuse: Refuse,
): void => {
  const counts = outcomes.map((_, bit) => legs.filter(({ paysIn }) => (paysIn & (1 << bit)) !== 0).length);
  const payoffs = legs.map(({ paysIn }) => outcomes.map((_, bit) => (paysIn & (1 << bit)) !== 0));
  if (isHedgingSet(outcomes.length, payoffs) && counts[0] === 1) return;
  const parts = outcomes.flatMap((outcome, bit) => {
    const count = counts[bit] ?? 0;
    if (count === 1) return [];
    return count === 0 ? [`none pays in ${outcome}`] : [`${count} pay in ${outcome}`];
  });
  refuse(
    [...path, 'legs'].slice(0, 3),
    `The legs of ${pair} must pay in every outcome exactly once, but of them ${parts.join(', ')}.`,
  );
};

const fairOf = (
  { isRecorded }: PairContext,
  { fair }: PairFile,
  outcomes: readonly string[],
  path: Path,
  refuse: Refuse,
): readonly bigint[] | null => {
  const at = [...path, 'fair'];
  if (fair === undefined) {
    if (isRecorded) return [];
    refuse(
      at,
      'fair is missing: it is a price for each outcome, such as { yes: 0.6, no: 0.4 }, or of the first of two.',
    );
    return null;
  }
  if (fair.kind === 'first') {
    if (outcomes.length === 2) return [fair.px, MICROS_PER_UNIT - fair.px];
    refuse(at, `fair must have a price for each of ${outcomes.join(', ')}: one price is enough for two outcomes only.`);
    return null;
  }
  let isRight = true;
  for (const outcome of fair.px.keys()) {
    if (outcomes.includes(outcome)) continue;
    isRight = false;
    refuse(
      [...at, outcome],
      `${quoted(outcome)} is not an outcome of the pair's event: ${choicesText(outcome, outcomes)}`,
    );
  }
  const missing = outcomes.filter((outcome) => !fair.px.has(outcome));
  if (isRight && missing.length > 0)
    refuse(at, `fair must have a price for each outcome: ${missing.join(', ')} is missing.`);
  if (!isRight || missing.length > 0) return null;
  const prices = outcomes.map((outcome) => fair.px.get(outcome) ?? 0n);
  const sum = prices.reduce((total, px) => total + px, 0n);
  if (sum === MICROS_PER_UNIT) return prices;
  refuse(at, `fair must sum to 1, because exactly one outcome comes true, but it sums to ${printMicros(sum)}.`);
  return null;
};

/** What one share of a leg is worth at the fair prices. */
export const fairPxOf = (leg: PairLeg, fairPx: readonly bigint[]): bigint =>
  fairPx.reduce((sum, px, bit) => ((leg.paysIn & (1 << bit)) === 0 ? sum : sum + px), 0n);

const checkFair = (context: PairContext, leg: PairLeg, fairPx: readonly bigint[], path: Path, refuse: Refuse): void => {
  const found = lookUpMarket(context.markets, leg.venue, leg.market);
  if (found.kind !== 'found') return;
  const { grid } = found.value.terms;
  const px = fairPxOf(leg, fairPx);
  if (isOnGrid(grid, px)) return;
  const what = `The fair price of ${leg.outcome} of ${leg.market} at ${leg.venue} is ${printMicros(px)}`;
  if (!isInBounds(grid, px)) {
    refuse(path, `${what}, but prices there are from ${printMicros(grid.min)} to ${printMicros(grid.max)}.`);
    return;
  }
  const near = [floorToGrid(grid, px), ceilToGrid(grid, px)].flatMap((each) =>
    each === null ? [] : [printMicros(each)],
  );
  refuse(path, `${what}, which is off the tick: the nearest prices are ${near.join(' and ')}.`);
};
