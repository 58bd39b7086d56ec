// All random streams of a run, by name. Each starts from (seed, name) alone, never from another stream, so one
// more draw in one of them moves no other, and the order in which they are first asked for does not matter.

import { assert } from '../assert.ts';
import { canonicalSeed } from './seed.ts';
import type { Seed, StreamState } from './seed.ts';
import { RandomStream } from './stream.ts';

/** How many streams a run may have. A stream is named after a use, never after an order, so this is plenty. */
export const streamCountMax = 4_096;

/** All streams as plain data: the seed, and each stream that was used, in the order of their names. */
export interface RandomStreamsState {
  readonly seed: string;
  readonly streams: readonly { readonly name: string; readonly state: StreamState }[];
}

/** The named random streams of one run. */
export class RandomStreams {
  /** The run's seed as canonical text. */
  readonly seed: string;
  private readonly streamByName = new Map<string, RandomStream>();

  constructor(seed: Seed) {
    this.seed = canonicalSeed(seed);
  }

  /** Returns streams that resume where `save` was called; those that were not used yet begin at their beginning. */
  static restore(saved: RandomStreamsState): RandomStreams {
    const streams = new RandomStreams(saved.seed);
    for (const { name, state } of saved.streams) {
      assert(!streams.streamByName.has(name), `the stream ${name} was saved twice`);
      streams.add(name, RandomStream.restore(state));
    }
    return streams;
  }

  /** The one stream of this name; the same object at every call. */
  stream(name: string): RandomStream {
    return this.streamByName.get(name) ?? this.add(name, RandomStream.fromSeed(this.seed, name));
  }

  /** Every stream used so far. Names are ordered by code unit, so that the order depends on no locale. */
  save(): RandomStreamsState {
    const names = [...this.streamByName.keys()].toSorted();
    return { seed: this.seed, streams: names.map((name) => ({ name, state: this.stream(name).save() })) };
  }

  private add(name: string, stream: RandomStream): RandomStream {
    assert(this.streamByName.size < streamCountMax, `a run has at most ${streamCountMax} random streams`);
    this.streamByName.set(name, stream);
    return stream;
  }
}
