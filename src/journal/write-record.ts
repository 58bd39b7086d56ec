// The canonical line of a record, written where the caller wants it: into a digest's block, or into a buffer of its own.
import type { ByteWriter } from '../kernel/byte-writer.ts';
import { createWrite, type Write } from './field-writers.ts';
import { recordSchemas, type RecordBody, type RecordType } from './records.ts';

const writes = Object.fromEntries(
  Object.entries(recordSchemas).map(([type, schema]) => [type, createWrite(schema, type)]),
) as Record<RecordType, Write>;

/** Writes the canonical line of a record at its place, without a line break. */
export const writeRecord = (writer: ByteWriter, body: RecordBody, seq: number, atUs: number): void =>
  writes[body.type](writer, body, seq, atUs);
