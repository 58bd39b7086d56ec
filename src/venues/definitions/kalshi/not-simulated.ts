// Kalshi: what of its rules does not act in a simulation. Part of the configuration in rules.ts.
import { limitsAreTheLanes, neverSimulated, noSuchMessage } from '../not-simulated.ts';
import type { NotSimulated } from '../types.ts';

/** Facts of Kalshi's that are stated and do not act. */
export const kalshiNotSimulated: readonly NotSimulated[] = [
  ...neverSimulated,
  {
    facts: 'pauses',
    why: 'Virtual time has no weekday: a scenario states a pause by the state of a market, or as a fault.',
  },
  limitsAreTheLanes,
  { facts: 'timing.durationsUs', why: noSuchMessage },
];
