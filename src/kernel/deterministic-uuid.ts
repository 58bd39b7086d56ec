// Identifiers that are a function of (run, sequence), laid out as UUIDv7. The 60 bits that the layout orders
// by hold the sequence, not wall time, so that sorting by identifier is sorting by sequence; the 62 bits that
// it leaves to chance hold a hash of the run.
//
//   ssssssss-ssss-7sss-rrrr-rrrrrrrrrrrr     s: sequence, 60 bits    r: run, 62 bits behind the variant 10
import { createHash } from 'node:crypto';
import { assert } from './assert.ts';

/** What names a run. A bigint and its decimal string are the same key, as they are in a database. */
export type RunKey = bigint | string;

const sequenceUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const highestPrefix = Math.floor(Number.MAX_SAFE_INTEGER / 4_096);

/** The last two groups of all identifiers of a run: `rrrr-rrrrrrrrrrrr`. */
export function uuidTailOfRun(runKey: RunKey): string {
  const hash = createHash('sha256').update(String(runKey)).digest();
  hash[0] = (hash[0]! & 0x3f) | 0x80;
  return `${hash.toString('hex', 0, 2)}-${hash.toString('hex', 2, 8)}`;
}

/** The identifiers of one run: a function from a sequence (a safe integer of at least 0) to its UUID. */
export function uuidsOfRun(runKey: RunKey): (sequence: number) => string {
  const tail = uuidTailOfRun(runKey);
  return (sequence) => {
    assert(Number.isSafeInteger(sequence) && sequence >= 0, () => `no identifier is derived from ${sequence}`);
    const prefix = Math.floor(sequence / 4_096)
      .toString(16)
      .padStart(12, '0');
    const suffix = (sequence % 4_096).toString(16).padStart(3, '0');
    return `${prefix.slice(0, 8)}-${prefix.slice(8)}-7${suffix}-${tail}`;
  };
}

/** The UUID of one sequence in a run. For many of them, `uuidsOfRun` hashes the run only once. */
export const uuidOfSequence = (runKey: RunKey, sequence: number): string => uuidsOfRun(runKey)(sequence);

/** Whether a text has the layout of these identifiers, in either case, and a sequence that a number holds exactly. */
export function isSequenceUuid(text: string): boolean {
  return sequenceUuid.test(text) && prefixOf(text) <= highestPrefix;
}

/** The sequence that an identifier was derived from, whatever its run. Check what a user typed with `isSequenceUuid`. */
export function sequenceOfUuid(uuid: string): number {
  assert(isSequenceUuid(uuid), () => `${uuid} was not derived from a sequence`);
  return prefixOf(uuid) * 4_096 + Number.parseInt(uuid.slice(15, 18), 16);
}

const prefixOf = (uuid: string): number => Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
