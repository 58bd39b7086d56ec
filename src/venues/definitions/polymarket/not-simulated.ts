// Polymarket: what of its rules does not act in a simulation. Part of the configuration in rules.ts.
import { limitsAreTheLanes, neverSimulated, noSuchMessage } from '../not-simulated.ts';
import type { NotSimulated } from '../types.ts';

/** Facts of Polymarket's that are stated and do not act. */
export const polymarketNotSimulated: readonly NotSimulated[] = [
  ...neverSimulated,
  limitsAreTheLanes,
  {
    facts: 'timing.takerDelays.2',
    why: 'Only delays whose answer waits are simulated, where a scenario gives its market a `takerDelay`: this one answers at once.',
  },
  {
    facts: 'timing.heartbeat',
    why: 'A simulated client sends no beats, and an account that sends none is not watched.',
  },
  { facts: 'timing.durationsUs', why: noSuchMessage },
  {
    facts: 'fees.numbers.makerRebateShare',
    why: 'Rebates are paid daily out of the venue’s takings, not with a fill.',
  },
];
