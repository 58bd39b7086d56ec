// Goal: an order of format 1 is read as one of format 2, wherever it stands, and is written back to the line that it was.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isWholeRecord } from '../../../src/journal/check-record.ts';
import { decodeRecord, encodeRecord } from '../../../src/journal/encode.ts';
import { createLineReader } from '../../../src/journal/read-lines.ts';
import type { JournalRecord, RecordOf } from '../../../src/journal/records.ts';

const linesOf = (name: string): readonly string[] =>
  readFileSync(fileURLToPath(new URL(`1/${name}`, import.meta.url)), 'utf8')
    .trimEnd()
    .split('\n');

const createdIn = (name: string): readonly RecordOf<'order.created'>[] =>
  linesOf(name)
    .map(decodeRecord)
    .filter((record) => record.type === 'order.created');

const lineOf = (record: JournalRecord): string => encodeRecord(record, record.seq, record.atUs);

describe('a record of format 1', () => {
  it.each(['run.jsonl', 'harness.jsonl'])('is whole, and the same line when it is written: %s', (name) => {
    for (const line of linesOf(name)) {
      const record = decodeRecord(line);
      expect([isWholeRecord(record), lineOf(record)]).toEqual([true, line]);
    }
  });

  it('says the owner of each order, and the leg of each leg', () => {
    const created = createdIn('run.jsonl');
    expect(created.length).toBeGreaterThan(20);
    expect(new Set(created.map(({ owner }) => owner))).toEqual(new Set(['leg', 'unwind']));
    for (const { clOrdId, owner, ownerId, leg } of created)
      expect(clOrdId).toBe(owner === 'leg' ? `${ownerId}.${leg}` : clOrdId.replace(/^\d+/, String(ownerId)));
    for (const order of created) expect(Object.keys(order)).not.toContain('role');
    expect(created.filter(({ owner, leg }) => (owner === 'leg') !== (leg !== undefined))).toEqual([]);
  });

  it('gives the orders of a createVenue to its client', () => {
    const [first] = createdIn('harness.jsonl');
    expect(first).toMatchObject({ clOrdId: 'c1', owner: 'client', ownerId: 0, account: '' });
    expect(first).not.toHaveProperty('leg');
  });

  it('is left to the reader that knows both formats', () => {
    const read = createLineReader();
    const lines = linesOf('run.jsonl');
    for (const line of lines) {
      const record = read(Buffer.from(line), 0, Buffer.byteLength(line));
      if (decodeRecord(line).type === 'order.created') expect(record).toBeNull();
    }
  });

  it.each([
    ['a role that never was', { role: 'hedge' }],
    ['a leg whose id says none', { clOrdId: 'x' }],
    ['a leg whose id says nothing plainly', { clOrdId: '1.01' }],
    ['an unwind that is named like a leg', { role: 'unwind' }],
  ])('is written as it was with %s', (_what, change) => {
    const line = linesOf('run.jsonl').find((each) => each.includes('"order.created"'))!;
    const changed = JSON.parse(line) as Record<string, unknown>;
    Object.assign(changed, change);
    const text = JSON.stringify(changed);
    expect(lineOf(decodeRecord(text))).toBe(text);
    expect(decodeRecord(text)).not.toHaveProperty('leg');
  });
});

describe('a record of format 2', () => {
  const order: RecordOf<'order.created'> = {
    ...{ type: 'order.created', seq: 9, atUs: 3, clOrdId: '7', owner: 'client', ownerId: 2, account: 'main' },
    ...{ venue: 'kalshi', market: 'FED', outcome: 'yes', side: 'buy', orderQty: 5n, price: 7n, timeInForce: 'GTD' },
    ...{ cashOrderQty: 8n, expireTimeUs: 60, isPostOnly: true, clientId: 'mine' },
  };

  it('has every field that an order may have, in every reader', () => {
    const line = lineOf(order);
    expect(decodeRecord(line)).toEqual(order);
    expect(createLineReader()(Buffer.from(line), 0, line.length)).toMatchObject(order);
    expect(isWholeRecord(order)).toBe(true);
  });

  it.each(['owner', 'ownerId', 'account'] as const)('is not whole without its %s', (field) => {
    const { [field]: _, ...rest } = order;
    expect(isWholeRecord(rest as unknown as JournalRecord)).toBe(false);
  });

  it('is not the line that was read where its account is empty', () => {
    const line = lineOf(order).replace('"main"', '""');
    expect(lineOf(decodeRecord(line))).not.toBe(line);
  });
});
