// Format 1, where it differs from format 2: an order was of an arbitrage and had a role, and its account was not said. A
// record that is read is one of format 2, and knows by its empty account what it was; so it can be written back to the
// same line, which a digest needs. No other file knows of it, but the views of the database.
import type { Schema } from './fields.ts';
import { recordSchemas, type JournalRecord, type RecordBody } from './records.ts';

type Created = Extract<RecordBody, { readonly type: 'order.created' }>;

/** The fields that format 1 had and format 2 has not, by the type of their record. */
export const formerFields: Readonly<Record<string, Schema>> = {
  'order.created': { arbitrage: 'int', role: 'text' },
};

/** The fields that format 2 demands and format 1 lacked, by the type of their record. */
export const newFields: Readonly<Record<string, readonly string[]>> = {
  'order.created': ['owner', 'ownerId', 'account'],
};

const { owner: _owner, ownerId: _ownerId, leg: _leg, account: _account, ...same } = recordSchemas['order.created'];

/** The schema of `order.created` in format 1. */
export const formerOrderSchema = { ...same, ...formerFields['order.created'] } satisfies Schema;

const ownerOfRole = new Map([['own', 'client']]);
const roleOfOwner = new Map([...ownerOfRole].map(([role, owner]) => [owner, role]));

/** In format 1 alone, the id of a leg said which one it is: `12.1` is the first of the twelfth. */
const legIn = (role: unknown, clOrdId: unknown): number | undefined => {
  const [, leg] = role === 'leg' ? (/^\d+\.([1-9]\d{0,8})$/.exec(String(clOrdId)) ?? []) : [];
  return leg === undefined ? undefined : Number(leg);
};

/** The record of fields that were read: those of format 1 become those of format 2. */
export const upgraded = (fields: object): JournalRecord => {
  const read = fields as Readonly<Record<string, unknown>>;
  if (read['type'] !== 'order.created' || typeof read['role'] !== 'string') return fields as JournalRecord;
  const { role, arbitrage, ...rest } = read;
  const owner = ownerOfRole.get(role as string) ?? role;
  const leg = legIn(role, rest['clOrdId']);
  const record = { ...rest, owner, ownerId: arbitrage, account: '', ...(leg === undefined ? {} : { leg }) };
  return record as unknown as JournalRecord;
};

/** Whether a record of an order was read from format 1. */
export const isFormer = ({ account }: Pick<Created, 'account'>): boolean => account === '';

/** The fields as format 1 had them. */
export const downgraded = (record: Created): object => ({
  ...record,
  arbitrage: record.ownerId,
  role: roleOfOwner.get(record.owner) ?? record.owner,
});
