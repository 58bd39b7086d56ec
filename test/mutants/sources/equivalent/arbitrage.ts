// Mutants of src/arbitrage that no test can kill, each with the reason why.
import { mutantsOf, type EquivalentMutant } from './entry.ts';

const product = 'A product is the same in any order.';
const tie = 'Where both are equal, either is the same number.';
const least = 'A size of 0 or less is below every least size, so that nothing is ordered.';
const notNegative = 'Neither least value is negative, so that the larger of the two is the same.';

/** Why each of these mutants is the same program in other words. */
export const equivalentInArbitrage: readonly EquivalentMutant[] = [
  ...mutantsOf('src/arbitrage/plan-batch.ts', [
    ['spent.set(venue, (spent.get(venue) ?? 0n) + legCost(price, qty, worstFee));', 'price, qty → qty, price', product],
  ]),
  ...mutantsOf('src/arbitrage/plan.ts', [
    ['const cost = legCost(price, sets, worstFee);', 'price, sets → sets, price', product],
    [
      'const sets = draft.sets < 0n ? 0n : draft.sets - (draft.sets % step);',
      'draft.sets < 0n → draft.sets <= 0n',
      'Of 0 sets the rest by the step is 0, so that 0 is left.',
    ],
    [
      "const payout = isAtPar ? sets : divideRounded(payoutPerSet * sets, MICROS_PER_UNIT, 'floor');",
      "isAtPar ? sets : divideRounded(payoutPerSet * sets, MICROS_PER_UNIT, 'floor') → (divideRounded(payoutPerSet * sets, MICROS_PER_UNIT, 'floor'))",
      'At par a set pays one whole unit: the division gives the sets back. The branch only saves it.',
    ],
  ]),
  ...mutantsOf('src/arbitrage/plan-pair.ts', [
    [
      "venues: names.map((venue) => ({ venue, currency: legs.find(({ leg }) => leg.venue === venue)?.currency ?? '' })),",
      "legs.find(({ leg }) => leg.venue === venue)?.currency ?? '' → (legs.find(({ leg }) => leg.venue === venue)?.currency)",
      'The names are those of the legs, so that a leg is always found.',
    ],
    [
      'payoutPerSet: rates.reduce((least, rate) => (rate < least ? rate : least)),',
      'rate < least → rate <= least',
      tie,
    ],
    [
      'steps.reduce((common, step) => (common / greatestCommonDivisor(common, step)) * step, 1n);',
      'common, step → step, common',
      'The greatest common divisor is the same in any order.',
    ],
    [
      'const notionalMin = sizes.notionalMin.value ?? 0n;',
      'sizes.notionalMin.value ?? 0n → sizes.notionalMin.value',
      '`null` is larger than nothing, so that the other value is taken, which is 0 at least.',
    ],
    [
      'const notionalMin = sizes.notionalMin.value ?? 0n;',
      'sizes.notionalMin.value ?? 0n → sizes.notionalMin.value ?? (-1n)',
      notNegative,
    ],
    [
      'const marketableMin = sizes.marketableNotionalMin.value ?? 0n;',
      'sizes.marketableNotionalMin.value ?? 0n → sizes.marketableNotionalMin.value ?? (-1n)',
      notNegative,
    ],
    [
      'notionalMinPicos: (notionalMin > marketableMin ? notionalMin : marketableMin) * MICROS_PER_UNIT,',
      'notionalMin > marketableMin → notionalMin >= marketableMin',
      tie,
    ],
  ]),
  ...mutantsOf('src/arbitrage/work-off.ts', [
    [
      'if (instrument === undefined) continue;',
      'continue; → ;',
      'What is wanted is taken from the instruments themselves, so that each index has one.',
    ],
    [
      "const now = side === 'sell' && sellableQty < qty ? sellableQty : qty;",
      'sellableQty < qty → (sellableQty <= qty)',
      tie,
    ],
    ['const orderQty = floorToStep(now > 0n ? now : 0n, qtyStep);', 'now > 0n ? now : 0n → now', least],
    ['const orderQty = floorToStep(now > 0n ? now : 0n, qtyStep);', 'now > 0n → now >= 0n', least],
    ['let most = 0n;', '0n → (-1n)', 'Nothing negative is held at this place, so that the first quantity replaces it.'],
    ['if (heldQty > most) most = heldQty;', 'heldQty > most → heldQty >= most', tie],
    [
      "if (residueQty > 0n) leftovers.push({ instrument, side: 'sell', qty: residueQty });",
      'residueQty > 0n → residueQty >= 0n',
      least,
    ],
    [
      "else if (residueQty < 0n) leftovers.push({ instrument, side: 'buy', qty: -residueQty });",
      'residueQty < 0n → residueQty <= 0n',
      least,
    ],
  ]),
];
