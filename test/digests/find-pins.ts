// Runs everything that is pinned.
import { byHand } from './by-hand.ts';
import type { Pin, Pins } from './pins.ts';
import { shippedRuns, type Pinnable } from './shipped.ts';
import { venueRuns } from './venues.ts';

/** All runs that are pinned. */
export const pinnables = (): readonly Pinnable[] => [...shippedRuns(), ...venueRuns(), byHand()];

/** What all of them come to, and the names of those that could not be run, because their recording is not there. */
export const findPins = async (): Promise<{ readonly pins: Pins; readonly leftOut: readonly string[] }> => {
  const pins: Record<string, Pin> = {};
  const leftOut: string[] = [];
  for (const { name, run } of pinnables())
    if (run === null) leftOut.push(name);
    else pins[name] = await run();
  return { pins, leftOut };
};
