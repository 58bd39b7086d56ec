// Invariant 1: nothing is missing from the journal, and time does not go back.
import { recordSchemas, type RecordType } from '../../journal/records.ts';
import type { Invariant } from '../types.ts';

/** Sequence numbers count from 1 without a gap, and virtual time never goes backwards. */
export const createSequence = (): Invariant => {
  let lastSeq = 0;
  let lastAtUs = 0;
  const invariant: Invariant = {
    name: 'sequence',
    says: 'sequence numbers count from 1 without a gap, and time never goes backwards',
    hears: Object.keys(recordSchemas) as RecordType[],
    observe({ seq, atUs }, findings) {
      const beforeSeq = lastSeq;
      const beforeUs = lastAtUs;
      lastSeq = seq;
      lastAtUs = atUs;
      findings.expect(
        seq === beforeSeq + 1 && atUs >= beforeUs,
        invariant,
        'journal',
        () => `record ${seq} at ${atUs} µs follows record ${beforeSeq} at ${beforeUs} µs`,
      );
    },
  };
  return invariant;
};
