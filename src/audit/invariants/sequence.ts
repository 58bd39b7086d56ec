// Invariant 1: nothing is missing from the journal, and time does not go back.
import type { Findings } from '../findings.ts';
import type { Invariant } from '../types.ts';

/** Sequence numbers count from 1 without a gap, and virtual time never goes backwards. */
export const sequence: Invariant = {
  index: 0,
  name: 'sequence',
  says: 'sequence numbers count from 1 without a gap, and time never goes backwards',
};

/** Where the journal stands. */
export interface Place {
  lastSeq: number;
  lastAtUs: number;
  /** How many instants there have been: a small integer where only what came at once, and what before, is asked. */
  instant: number;
}

/** A record comes after the one before it. */
export const judgePlace = (place: Place, seq: number, atUs: number, findings: Findings): void => {
  if (findings.fails(sequence, seq === place.lastSeq + 1 && atUs >= place.lastAtUs))
    findings.add(
      sequence,
      'journal',
      `record ${seq} at ${atUs} µs follows record ${place.lastSeq} at ${place.lastAtUs} µs`,
    );
  if (atUs !== place.lastAtUs) place.instant += 1;
  place.lastSeq = seq;
  place.lastAtUs = atUs;
};
