// From a seed and a stream's name to the generator's whole state. The generator's own seeding spreads
// 32 bits over 128 and starts neighbouring seeds alike, so it is never used: sha256 fills every bit.

import { createHash } from 'node:crypto';
import { assert } from '../assert.ts';

/** What a run may be seeded with: `42`, `42n` and `'42'` are the same seed. */
export type Seed = number | bigint | string;

/** A generator's whole state: four signed 32-bit integers, not all zero. Plain data. */
export type StreamState = readonly [number, number, number, number];

/** The one text of a seed. A number that is not a safe integer and an empty text are programmers' errors. */
export const canonicalSeed = (seed: Seed): string => {
  if (typeof seed === 'number') assert(Number.isSafeInteger(seed), `a seed must be a safe integer, not ${seed}`);
  const text = String(seed);
  assert(text.length > 0, 'a seed must not be an empty text');
  return text;
};

/** Asserts that a state is one the generator can be in; zero in all four words would yield zeros for ever. */
export const assertStreamState = (state: StreamState): void => {
  assert(state.length === 4, `a stream state has four words, not ${state.length}`);
  for (const word of state)
    assert(word === (word | 0), () => `a word of a stream state is a 32-bit integer, not ${word}`);
  assert(
    state.some((word) => word !== 0),
    'a stream state must not be all zero',
  );
};

/** The first 16 of a digest's 32 bytes as a state; should they all be zero (1 in 2^128), the other 16. */
export const stateFromDigest = (digest: Uint8Array): StreamState => {
  assert(digest.length === 32, `a stream state comes from 32 bytes, not ${digest.length}`);
  const isZero = digest.subarray(0, 16).every((byte) => byte === 0);
  const from = isZero ? 16 : 0;
  const words = new DataView(digest.buffer, digest.byteOffset + from, 16);
  const state: StreamState = [
    words.getInt32(0, true),
    words.getInt32(4, true),
    words.getInt32(8, true),
    words.getInt32(12, true),
  ];
  assertStreamState(state);
  return state;
};

/** The state in which the stream `name` of a run with `seed` begins. */
export const initialStreamState = (seed: Seed, name: string): StreamState => {
  assert(name.length > 0, 'a stream must have a name');
  // JSON separates the parts without ambiguity, and the first one keeps this use of the seed apart from others.
  const text = JSON.stringify(['random stream', canonicalSeed(seed), name]);
  return stateFromDigest(createHash('sha256').update(text, 'utf8').digest());
};
