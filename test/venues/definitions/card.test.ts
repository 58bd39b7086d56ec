// Goal: the page of each venue says what its rules say, with every source and every doubt. Method: the pages in the
// venues' folders are compared with what is rendered now; `npm run cards` writes them anew.
import { describe, expect, it } from 'vitest';
import { renderCard } from '../../../src/venues/definitions/card.ts';
import { venueCatalogue, venueNames } from '../../../src/venues/definitions/catalogue.ts';
import { factsIn } from '../../../src/venues/definitions/fact.ts';

describe('the capability cards', () => {
  it.each(venueNames)('the README of %s is its card as the rules are now', async (name) => {
    await expect(renderCard(venueCatalogue[name])).toMatchFileSnapshot(
      `../../../src/venues/definitions/${name}/README.md`,
    );
  });

  it.each(venueNames)('the card of %s tells every source and every doubt', (name) => {
    const rules = venueCatalogue[name];
    const card = renderCard(rules);
    for (const { path, fact } of factsIn(rules)) {
      const mark = fact.value === null && fact.mark === 'INF' ? 'not known' : fact.mark;
      expect(card, path).toContain(`${mark}, ${fact.source}, ${fact.asOf}`);
      if (fact.since !== undefined) expect(card, path).toContain(`since ${fact.since}`);
      if (fact.doubtful !== undefined) expect(card, path).toContain(fact.doubtful);
    }
    for (const doubt of rules.fees.doubts) expect(card).toContain(doubt);
    for (const { value } of rules.answers.rejects) expect(card).toContain(value.body ?? value.reason);
  });

  it.each(venueNames)(
    'the card of %s has no note that nothing points to, and points to none that is missing',
    (name) => {
      const card = renderCard(venueCatalogue[name]);
      const doubts = new Set(factsIn(venueCatalogue[name]).flatMap(({ fact }) => fact.doubtful ?? []));
      const pointers = new Set([...card.matchAll(/\(\?(\d+)\)/g)].map(([, number]) => Number(number)));
      // The preamble explains the pointers by the example of the first.
      pointers.add(1);
      expect([...pointers].toSorted((left, right) => left - right)).toEqual(
        Array.from({ length: Math.max(doubts.size, 1) }, (_, at) => at + 1),
      );
    },
  );

  it('a rule that changes is a card that changes', () => {
    const { kalshi } = venueCatalogue;
    const changed = { ...kalshi, currency: { ...kalshi.currency, value: 'EUR', doubtful: 'It is dollars.' } };
    expect(renderCard(changed)).not.toBe(renderCard(kalshi));
    expect(renderCard(changed)).toContain('It is dollars.');
  });
});
