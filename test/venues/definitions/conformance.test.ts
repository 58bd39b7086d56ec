// Goal: every row of every venue's card is what the venue facts say, under a number, and what does not act in a simulation
// says why. Method: the rows of conformance/ were transcribed from the venue facts; rules and rows are compared one by
// one. How a rule acts is the business of the numbered tests of each venue (PM-01, KAL-01 and so on) and of the simulator.
import { describe, expect, it } from 'vitest';
import { venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import { factsIn } from '../../../src/venues/definitions/fact.ts';
import { renderCard } from '../../../src/venues/definitions/card.ts';
import type { VenueRules } from '../../../src/venues/definitions/types.ts';
import { geminiCard } from './conformance/gemini.ts';
import { kalshiCard } from './conformance/kalshi.ts';
import { manifoldCard } from './conformance/manifold.ts';
import { opinionCard } from './conformance/opinion.ts';
import { polymarketCard } from './conformance/polymarket.ts';
import { textOf, type ConformanceCard } from './conformance/text-of.ts';

const cards: readonly (readonly [VenueRules, ConformanceCard])[] = [
  [venueCatalogue.polymarket, polymarketCard],
  [venueCatalogue.kalshi, kalshiCard],
  [venueCatalogue.manifold, manifoldCard],
  [venueCatalogue.opinion, opinionCard],
  [venueCatalogue.gemini, geminiCard],
];

const factsOf = (rules: VenueRules): ReadonlyMap<string, unknown> =>
  new Map(factsIn(rules).map(({ path, fact }) => [path, fact.value]));

describe.each(cards.map(([rules, card]) => [rules.title, rules, card] as const))('%s', (_title, rules, card) => {
  const facts = factsOf(rules);

  it.each(Object.entries(card))('%s: each is as the venue facts have it', (_number, rows) => {
    for (const [path, text] of Object.entries(rows)) expect(textOf(facts.get(path)), path).toBe(text);
  });

  it('every fact stands in one numbered row, and every row is a fact', () => {
    const rows = Object.values(card).flatMap((group) => Object.keys(group));
    expect(rows.toSorted()).toEqual([...facts.keys()].toSorted());
    const numbers = Object.keys(card).map((title) => title.split(' ', 1)[0]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('what does not act in a simulation is a part of the rules, said once, with a sentence that the card shows', () => {
    const said = rules.notSimulated.map((each) => each.facts);
    expect(new Set(said).size).toBe(said.length);
    for (const { facts: path, why } of rules.notSimulated) {
      expect(
        [...facts.keys()].some((known) => known.startsWith(path)),
        path,
      ).toBe(true);
      expect(why).toMatch(/^[A-Z].*\.$/);
      expect(renderCard(rules)).toContain(why);
    }
  });
});

it('a row notices any change of its fact', () => {
  const changed = (value: unknown): unknown => {
    if (value === null) return 'something';
    if (typeof value === 'bigint') return value + 1n;
    if (typeof value === 'number') return value + 1;
    if (typeof value === 'string') return `${value}!`;
    if (Array.isArray(value)) return [...value, value.at(-1) ?? 'more'];
    const [[key, first] = ['', null]] = Object.entries(value as object);
    return { ...(value as object), [key]: changed(first) };
  };
  for (const [rules] of cards)
    for (const [path, value] of factsOf(rules))
      expect(textOf(changed(value)), `${rules.title} ${path}`).not.toBe(textOf(value));
});
