// Mutants of src/engine, src/orders and src/lanes that no test can kill, each with the reason why.
import { mutantsOf, type EquivalentMutant } from './entry.ts';

const shortcut = 'The line only saves a look into a map that is empty, in which nothing is found or deleted.';
const before = 'Virtual time is never below 0, and nothing that is not known lasts beyond it.';

/** Why each of these mutants is the same program in other words. */
export const equivalentInEngine: readonly EquivalentMutant[] = [
  ...mutantsOf('src/engine/venues/lanes.ts', [
    [
      'if (orders > 0) this.laneOf(legs[index]!.venue).lane.reserve(orders * ROOM_PER_LEG);',
      'orders > 0 → orders >= 0',
      'Of a venue whose legs are counted already no room is reserved, which changes nothing.',
    ],
  ]),
  ...mutantsOf('src/orders/settlements.ts', [
    ['if (this.trades.size === 0) return 0n;', 'this.trades.size === 0 → this.trades.size === (-1)', shortcut],
    ['if (this.trades.size === 0) return 0n;', 'return 0n; → ;', shortcut],
    [
      'if (this.trades.size > 0) this.trades.delete(clOrdId);',
      'this.trades.size > 0 → this.trades.size >= 0',
      shortcut,
    ],
    ['if (this.early.size > 0) this.early.delete(clOrdId);', 'this.early.size > 0 → this.early.size >= 0', shortcut],
  ]),
  ...mutantsOf('src/orders/under-way.ts', [
    [
      'return this.orders.size > 0 && (this.orders.get(clOrdId) ?? 0) > nowUs;',
      'this.orders.size > 0 → (this.orders.size >= 0)',
      shortcut,
    ],
    [
      'return this.orders.size > 0 && (this.orders.get(clOrdId) ?? 0) > nowUs;',
      'this.orders.get(clOrdId) ?? 0 → this.orders.get(clOrdId) ?? (-1)',
      before,
    ],
    [
      'return this.orders.size > 0 && (this.orders.get(clOrdId) ?? 0) > nowUs;',
      'this.orders.get(clOrdId) ?? 0 → (this.orders.get(clOrdId))',
      before,
    ],
    [
      "if (this.orders.size === 0 || (event.type !== 'arrive' && event.type !== 'release')) return;",
      'this.orders.size === 0 → this.orders.size === (-1)',
      shortcut,
    ],
    [
      'if (this.orders.size > 0) this.orders.delete(clOrdId);',
      'this.orders.size > 0 → this.orders.size >= 0',
      shortcut,
    ],
  ]),
];
