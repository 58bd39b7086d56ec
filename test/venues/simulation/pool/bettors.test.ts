// Goal: others who bet are drawn as the profile says. Method: many of them, and their bounds.
import { expect, it } from 'vitest';
import { RandomStream } from '../../../../src/kernel/random/stream.ts';
import { nextBettor } from '../../../../src/venues/simulation/pool/bettors.ts';

const profile = { spreadProb: 300_000n, purseUnitsMax: 20, gapUs: 1_000, endsAtUs: 1 };
const many = (beganAt: bigint) => {
  const stream = RandomStream.fromSeed('7', 'others');
  return Array.from({ length: 2_000 }, () => nextBettor(profile, beganAt, stream));
};

it('has an opinion within the spread, and none is surer than 98 percent', () => {
  const opinions = many(800_000n).map(({ opinionProb }) => Number(opinionProb));
  expect([Math.min(...opinions) < 510_000, Math.min(...opinions) >= 500_000]).toEqual([true, true]);
  expect(Math.max(...opinions)).toBe(980_000);
  expect(Math.min(...many(100_000n).map(({ opinionProb }) => Number(opinionProb)))).toBe(20_000);
});

it('has whole units in its purse, from one to the most, and comes after a while', () => {
  const bettors = many(500_000n);
  expect([...new Set(bettors.map(({ purse }) => purse))].toSorted((one, two) => Number(one - two))).toEqual(
    Array.from({ length: 20 }, (_, index) => BigInt(index + 1) * 1_000_000n),
  );
  const gapUs = bettors.reduce((sum, { nextInUs }) => sum + nextInUs, 0) / bettors.length;
  expect(bettors.every(({ nextInUs }) => nextInUs >= 1)).toBe(true);
  expect(gapUs > 900 && gapUs < 1_100).toBe(true);
});

it('draws as many numbers whatever it comes to', () => {
  const [one, other] = [RandomStream.fromSeed('7', 'others'), RandomStream.fromSeed('7', 'others')];
  nextBettor(profile, 100_000n, one);
  nextBettor({ ...profile, purseUnitsMax: 5_000, spreadProb: 10_000n }, 900_000n, other);
  expect(one.save()).toEqual(other.save());
});
