// Goal: what chance has in store is drawn by the profile's chances, the same numbers whatever comes of them.
import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../../src/kernel/random/stream.ts';
import { drawFillPlan } from '../../../src/venues/simulation/fill-plan.ts';
import { usualProfile } from './world.ts';

const profile = { ...usualProfile, rejectBps: 1, noFillBps: 2, partialBps: 3 };

/** A plan of a stream that says so to each chance, and the draws that were asked of it. */
const planOf = (answer: boolean, share: (below: number) => number) => {
  const asked: string[] = [];
  const stream = {
    chance: (bps: number) => {
      asked.push(`chance ${bps}`);
      return answer;
    },
    nextBelow: (below: number) => {
      asked.push(`below ${below}`);
      return share(below);
    },
  } as unknown as RandomStream;
  return { plan: drawFillPlan(stream, profile), asked };
};

describe('a fill plan', () => {
  it('has each fate by its own chance', () => {
    const fates = (answer: boolean) => ({ isRejected: answer, isNeverFilled: answer, isPartial: answer });
    for (const answer of [true, false]) {
      const { plan, asked } = planOf(answer, () => 0);
      expect(plan).toMatchObject(fates(answer));
      expect(asked).toEqual(['chance 1', 'chance 2', 'chance 3', 'below 8001']);
    }
  });

  it('fills from a tenth to nine tenths first', () => {
    expect(planOf(true, () => 0).plan.firstBps).toBe(1_000);
    expect(planOf(true, (below) => below - 1).plan.firstBps).toBe(9_000);
  });
});
