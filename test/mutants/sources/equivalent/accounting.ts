// Mutants of src/accounting that no test can kill, each with the reason why.
import { mutantsOf, type EquivalentMutant } from './entry.ts';

const tie = 'Where both are equal, either is the same number.';
const shortcut = 'The branch only saves the division, which gives the same.';
const even = 'The weights are equal, whatever they are.';

/** Why each of these mutants is the same program in other words. */
export const equivalentInAccounting: readonly EquivalentMutant[] = [
  ...mutantsOf('src/accounting/accounts.ts', [
    [
      'const sums = new Array<bigint>(this.groupCount + 1).fill(0n);',
      'this.groupCount + 1 → this.groupCount + 2',
      'One place more stays 0, and no group is counted there.',
    ],
    [
      'for (let at = 0; at < this.moveCount; at += 1) if (this.movedOwned[at] === owned) net += this.movedAmount[at]!;',
      '0 → (-1)',
      'At -1 nothing was moved, and no account is compared with nothing.',
    ],
  ]),
  ...mutantsOf('src/accounting/average-cost.ts', [
    [
      'if (sum === 0n) return weights.length === 0 ? [] : apportion(total, new Array<bigint>(weights.length).fill(1n));',
      '1n → 2n',
      even,
    ],
  ]),
  ...mutantsOf('src/accounting/booked-arbitrage.ts', [
    ['if (least === null || payout < least) least = payout;', 'payout < least → (payout <= least)', tie],
    ['let worst = 0n;', '0n → (-1n)', 'No outcome loses less than 0, so that the first one replaces it.'],
  ]),
  ...mutantsOf('src/accounting/portfolio.ts', [
    [
      "if (hasEnded && to !== 'exposed') this.setWorstCase(arbitrage, 0n);",
      '0n → (-1n)',
      'A risk below 0 is counted as 0.',
    ],
  ]),
  ...mutantsOf('src/accounting/order-accounting.ts', [
    [
      "const exchanged = sets > 0n ? this.ledger.merge(set, sets, 'reported') : this.ledger.split(set, -sets, 'reported');",
      'sets > 0n → sets >= 0n',
      'The line before returns where no set is there.',
    ],
  ]),
  ...mutantsOf('src/accounting/payoff.ts', [
    [
      'return { residues: nothingIn(legs.length), hedgedQty: payoffs[0]! };',
      '0 → 1',
      'What is hedged pays the same in every outcome.',
    ],
    ['if (deficit <= 0n) return 0n;', 'deficit <= 0n → deficit < 0n', 'A deficit of 0 leaves a residue of 0.'],
    ['const residue = excess < qty ? excess : qty;', 'excess < qty → excess <= qty', tie],
  ]),
  ...mutantsOf('src/accounting/pnl.ts', [
    ['if (part === sets) return expected;', 'return expected; → ;', shortcut],
    [
      'return part === 0n ? 0n : plannedEdgeOf(this.plan, part);',
      'part === 0n ? 0n : plannedEdgeOf(this.plan, part) → (plannedEdgeOf(this.plan, part))',
      shortcut,
    ],
    ['const isIn = times > 0n;', 'times > 0n → times >= 0n', 'What is added counts 1 or -1 times, and never 0 times.'],
  ]),
  ...mutantsOf('src/accounting/positions.ts', [
    ['into.map(() => 1n),', '1n → 2n', even],
    [
      'qty <= 0n || leaving === 0n ? 0n : cost - (leaving < qty ? nextCost(qty, cost, -leaving, 0n) : 0n);',
      'leaving < qty ? nextCost(qty, cost, -leaving, 0n) : 0n → (nextCost(qty, cost, -leaving, 0n))',
      'Where all of it leaves for no money, what is left has cost nothing either way.',
    ],
  ]),
  ...mutantsOf('src/accounting/step-queue.ts', [
    [
      "const PASSED: Step = { tradeKey: null, side: 'buy', qty: 0n, cash: 0n };",
      '0n → (-1n)',
      'A step that has passed is never read: it only stands in for the trade, which may go.',
    ],
    ['this.clearPassed();', 'this.clearPassed(); → ;', 'A step that has passed moves no shares and no money.'],
  ]),
];
