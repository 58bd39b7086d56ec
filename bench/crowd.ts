// A run with many live orders, for what is measured when it is saved and when it is resumed.
import { assembleCore, type AssembledCore } from '../src/engine/assemble.ts';
import type { CoreSetup } from '../src/engine/setup.ts';
import { SameIntent } from './same-intent.ts';
import { intent, workloadOf } from './workload.ts';

/** So many arbitrages at once, none of whose orders is filled before its deadline. */
export const crowdOf = (arbitrages: number): CoreSetup => {
  const setup = workloadOf(arbitrages);
  const venues = Object.entries(setup.venues).map(([name, venue]) => [
    name,
    {
      ...venue,
      profile: { ...venue.profile, rejectBps: 0, partialBps: 0, noFillBps: 10_000 },
      lane: {
        ...venue.lane,
        capacity: 16 * arbitrages,
        inFlightMax: 16 * arbitrages,
        rateLimit: { capacity: 1_000_000, refillPerSecond: 1_000_000 },
      },
    },
  ]);
  return {
    ...setup,
    venues: Object.fromEntries(venues) as CoreSetup['venues'],
    intents: (ground, left) =>
      new SameIntent(ground, { ...intent, deadlineUs: 60_000_000 }, (left as number | undefined) ?? arbitrages, 100),
  };
};

/** The run, come so far that all of them live and the acks are in. */
export const crowded = (setup: CoreSetup, arbitrages: number): AssembledCore => {
  const core = assembleCore(setup);
  core.begin();
  while (core.arbitrages.startedCount < arbitrages && core.step());
  const untilUs = core.world.nowUs + 1_000_000;
  while (core.world.nowUs < untilUs && core.step());
  return core;
};
