// Mutants of src/venues/simulation that no test can kill, each with the reason why.
import { mutantsOf, type EquivalentMutant } from './entry.ts';

const noRank = 'It stands for no rank, and any number above every rank does.';
const shortcut = 'The line only saves the search: behind the last word no group has a bit, so that it finds nothing.';
const halved = 'A quantity has 63 bits: after as many halvings nothing is left but what rounding up leaves.';
const noFlow = 'Where no market is synthetic, nobody asks when the synthetic ones end.';
const enough = 'Where enough is found, to look further finds no more than that: what is returned ends at the quantity.';
const aged = 'Nothing is taken of a level before it is shown, which sets it.';
const nobody = 'The pool is asked without orders of others, so that nobody is asked what he has.';
const fill = 'account?.fill(entry, tradeId, lastQty, settlesLater, matched)';

/** Why each of these mutants is the same program in other words. */
export const equivalentInSimulation: readonly EquivalentMutant[] = [
  ...mutantsOf('src/venues/simulation/book/book-half.ts', [
    ['agedQty: 0n,', '0n → 1n', aged],
    ['agedQty: 0n,', '0n → (-1n)', aged],
    [
      'tradedQty: 0n,',
      '0n → 1n',
      'A level that shows nothing has nothing left either way, and the first update of it sets this to 0.',
    ],
  ]),
  ...mutantsOf('src/venues/simulation/book/matching-book.ts', [
    [
      'for (let rank = half.best; rank <= reach && found < qty; rank = half.bestBehind(rank)) {',
      'found < qty → (found <= qty)',
      enough,
    ],
    [
      'for (let order = first; order !== null && found < qty; order = order.behind) {',
      'found < qty → (found <= qty)',
      enough,
    ],
    [
      'if (aheadQty >= offeredQty) return offeredQty;',
      'aheadQty >= offeredQty → aheadQty > offeredQty',
      'What is offered is whole steps, so that where both are equal nothing is rounded up.',
    ],
    [
      'order.aheadQty = order.aheadQty > qty ? order.aheadQty - qty : 0n;',
      'order.aheadQty > qty → order.aheadQty >= qty',
      'Where both are equal, 0 is left either way.',
    ],
  ]),
  ...mutantsOf('src/venues/simulation/book/book-markets.ts', [
    [
      'this.endsAtUs = profile.flow?.endsAtUs ?? 0;',
      'profile.flow?.endsAtUs ?? 0 → profile.flow?.endsAtUs ?? 1',
      noFlow,
    ],
    [
      'this.endsAtUs = profile.flow?.endsAtUs ?? 0;',
      'profile.flow?.endsAtUs ?? 0 → profile.flow?.endsAtUs ?? (-1)',
      noFlow,
    ],
  ]),
  ...mutantsOf('src/venues/simulation/book/market-outside.ts', [
    [
      'if (this.book.size === 0 || this.isCrossed) return filled;',
      'this.book.size === 0 → this.book.size === (-1)',
      'The first look at each side finds no own order either: it only saves looking.',
    ],
    [
      'if (at.takenQty > 0n) {',
      'at.takenQty > 0n → at.takenQty >= 0n',
      'Where nothing was taken, nothing of it is left by any model.',
    ],
  ]),
  ...mutantsOf('src/venues/simulation/book/refill-models.ts', [
    ['const HALVINGS_MAX = 128;', '128 → 127', halved],
    ['const HALVINGS_MAX = 128;', '128 → 129', halved],
  ]),
  ...mutantsOf('src/venues/simulation/book/rank-set.ts', [
    ['export const NO_RANK = 2 ** 30;', '2 ** 30 → 3 ** 30', noRank],
    ['export const NO_RANK = 2 ** 30;', '2 ** 30 → 2 ** 31', noRank],
    ['export const NO_RANK = 2 ** 30;', '2 ** 30 → 2 ** 29', noRank],
    ['if (startWord >= this.words.length) return NO_RANK;', 'return NO_RANK; → ;', shortcut],
    [
      'if (startWord >= this.words.length) return NO_RANK;',
      'startWord >= this.words.length → startWord > this.words.length',
      shortcut,
    ],
    ['if (group === this.summary.length) return NO_RANK;', 'return NO_RANK; → ;', shortcut],
  ]),
  ...mutantsOf('src/venues/simulation/book/unexplained.ts', [
    ['return 0n;', '0n → (-1n)', 'The only question that is asked of it is whether it is above 0.'],
  ]),
  ...mutantsOf('src/venues/simulation/pool/pool-market.ts', [
    ['const nobody: BalanceOf = () => 0n;', '0n → 1n', nobody],
    ['const nobody: BalanceOf = () => 0n;', '0n → (-1n)', nobody],
  ]),
  ...mutantsOf('src/venues/simulation/venue-account.ts', [
    [
      "const sharesLeft = this.isEscrowed && side === 'sell' ? entry.shares - covered : 0n;",
      "this.isEscrowed && side === 'sell' → this.isEscrowed || side === 'sell'",
      'A buy ties up no shares, of which none are covered; where nothing is tied up, the figure is not used.',
    ],
    [
      'if (entry.openQty === 0n) return;',
      'entry.openQty === 0n → entry.openQty === (-1n)',
      'Where nothing is open, nothing is tied up and every pair is merged already.',
    ],
  ]),
  ...mutantsOf('src/venues/simulation/order-entry.ts', [
    [
      'const booked = entry === null ? undefined : account?.fill(entry, tradeId, lastQty, settlesLater, matched);',
      `entry === null ? undefined : ${fill} → (${fill})`,
      'An order has no entry where there are no books, and there the fill is nothing either way.',
    ],
  ]),
  ...mutantsOf('src/venues/simulation/resolution-step.ts', [
    [
      "return { payouts: paying(payouts), next: { stage: 'final', afterUs: (disputedForUs ?? 0) + paysAfterUs } };",
      'disputedForUs ?? 0 → disputedForUs',
      'Only a result that says for how long is disputed.',
    ],
  ]),
  ...mutantsOf('src/venues/simulation/venue-behaviour.ts', [
    [
      "iocUnmatched: rules?.orders.endings.iocUnmatched.value ?? 'cancelled',",
      "rules?.orders.endings.iocUnmatched.value ?? 'cancelled' → (rules?.orders.endings.iocUnmatched.value)",
      'The only question that is asked of it is whether it is a rejection.',
    ],
  ]),
];
