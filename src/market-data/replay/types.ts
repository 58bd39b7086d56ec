// What a recording is once it is replayed: one item after the other, each due at its virtual time. Knows no files.
import type { FaultKind } from '../read/tally.ts';
import type { MarketUpdate } from '../types.ts';

/** What may be wrong with a recording as it is replayed: what its reader met, and updates that came too late to be sorted. */
export type ReplayFault = FaultKind | 'reordered';

/** What a recording says at an instant, in microseconds since its first update. */
export type ReplayItem =
  | { readonly what: 'update'; readonly atUs: number; readonly update: MarketUpdate }
  /** So many more faults of a kind were met on the way here; the sentence is of the first. */
  | {
      readonly what: 'fault';
      readonly atUs: number;
      readonly kind: ReplayFault;
      readonly count: number;
      readonly sentence: string;
    }
  /** It is over; always the last. */
  | { readonly what: 'end'; readonly atUs: number };
