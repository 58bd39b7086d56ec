// The behaviour of a venue follows its own rules, and the plainest ones where it has none.
import { describe, expect, it } from 'vitest';
import { kalshiRules } from '../../../src/venues/definitions/kalshi/rules.ts';
import type { VenueRules } from '../../../src/venues/definitions/types.ts';
import { behaviourOf } from '../../../src/venues/simulation/venue-behaviour.ts';

/** The rules of a venue that takes amendments where Kalshi takes none, and the other way round. */
const contrary: VenueRules = {
  ...kalshiRules,
  trading: kalshiRules.trading.map((row) => ({ ...row, value: { ...row.value, amends: !row.value.amends } })),
};

describe('an amendment', () => {
  it.each(kalshiRules.trading.map(({ value }) => value))(
    'is taken as the rules have it: $state',
    ({ state, amends }) => {
      const isTaken = (rules: VenueRules): boolean => behaviourOf(rules).amendRefusal(state, ['price']) === null;
      expect([isTaken(kalshiRules), isTaken(contrary)]).toEqual([amends, !amends]);
    },
  );

  it('of what cannot be amended is refused as that, in any state', () => {
    const never: VenueRules = {
      ...kalshiRules,
      orders: {
        ...kalshiRules.orders,
        amend: {
          ...kalshiRules.orders.amend,
          value: { ...kalshiRules.orders.amend.value, changes: ['quantityDown'] },
        },
      },
    };
    expect(behaviourOf(never).amendRefusal('open', ['quantityDown', 'price'])).toBe('unsupportedAmend');
    expect(behaviourOf(never).amendRefusal('open', ['quantityDown'])).toBeNull();
  });
});
