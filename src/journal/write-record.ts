// The canonical line of a record, written where the caller wants it: into a digest's block, or into a buffer of its own.
import type { ByteWriter } from '../kernel/byte-writer.ts';
import { createWrite, type Write } from './field-writers.ts';
import { downgraded, formerOrderSchema, isFormer } from './format-1.ts';
import { recordSchemas, type RecordBody, type RecordType } from './records.ts';

const writes = Object.fromEntries(
  Object.entries(recordSchemas).map(([type, schema]) => [type, createWrite(schema, type)]),
) as Record<RecordType, Write>;

const writeOrder = writes['order.created'];
const writeFormerOrder = createWrite(formerOrderSchema, 'order.created');

type Created = Extract<RecordBody, { readonly type: 'order.created' }>;

// A record that was read from format 1 is written as it was read.
writes['order.created'] = (writer, fields, seq, atUs) => {
  if (isFormer(fields as Created)) writeFormerOrder(writer, downgraded(fields as Created), seq, atUs);
  else writeOrder(writer, fields, seq, atUs);
};

/** Writes the canonical line of a record at its place, without a line break. */
export const writeRecord = (writer: ByteWriter, body: RecordBody, seq: number, atUs: number): void =>
  writes[body.type](writer, body, seq, atUs);
