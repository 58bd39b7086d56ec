// What an event must carry to be believed, as a table: the model asks it, and the properties break it on purpose.
// Only what the order reads is here: a strange reason for a cancel, or an unknown liquidity, must not cost a fill.

/** What a field holds: a name or reason, a quantity, an amount that may be 0, a fee that may be negative. */
export type Word = 'text' | 'quantity' | 'amount' | 'integer' | 'flag' | 'status';

/** One field of an event: what it holds, and whether it may be left out. */
export interface Field {
  readonly name: string;
  readonly word: Word;
  readonly optional: boolean;
}

const must = (name: string, word: Word): Field => ({ name, word, optional: false });
const may = (name: string, word: Word): Field => ({ name, word, optional: true });

const reason = [must('reason', 'text')];
const terms = [may('orderQty', 'quantity'), may('price', 'amount')];

/** The fields that the order reads, by event type. */
export const fieldsByType: Readonly<Record<string, readonly Field[]>> = {
  'order.sent': [may('venueOrderId', 'text')],
  'order.refused': reason,
  'venue.acked': [must('venueOrderId', 'text')],
  'venue.rejected': reason,
  'venue.traded': [
    must('tradeId', 'text'),
    must('lastQty', 'quantity'),
    must('lastPx', 'amount'),
    may('fee', 'integer'),
  ],
  'venue.cancelled': [...reason, may('cumQty', 'amount')],
  'cancel.requested': [],
  'cancel.overdue': [],
  'replace.overdue': [],
  'venue.cancelRejected': reason,
  'replace.requested': terms,
  'venue.replaced': terms,
  'venue.replaceRejected': reason,
  'ack.overdue': [],
  'order.reconciled': [
    must('found', 'flag'),
    must('status', 'status'),
    may('cumQty', 'amount'),
    may('venueOrderId', 'text'),
  ],
  'venue.tradeBusted': [must('tradeId', 'text')],
  'venue.tradeCorrected': [
    must('tradeId', 'text'),
    must('lastQty', 'amount'),
    must('lastPx', 'amount'),
    may('fee', 'integer'),
  ],
};

const statuses: readonly unknown[] = ['pending', 'submitted', 'partial', 'filled', 'cancelled', 'rejected'];

const holds: Readonly<Record<Word, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value.length > 0,
  quantity: (value) => typeof value === 'bigint' && value > 0n,
  amount: (value) => typeof value === 'bigint' && value >= 0n,
  integer: (value) => typeof value === 'bigint',
  flag: (value) => value === true || value === false,
  status: (value) => statuses.includes(value),
};

/** Whether a field of an event holds what it should. */
export const isFieldSound = (event: Readonly<Record<string, unknown>>, { name, word, optional }: Field): boolean => {
  const value = event[name];
  return value === undefined ? optional : holds[word](value);
};

/** Whether an event of a known type carries what it must, and nothing that it reads is of another kind. */
export const isEventSound = (event: Readonly<Record<string, unknown>>): boolean => {
  // A venue that does not have the order has nothing more to say of it.
  if (event['type'] === 'order.reconciled' && event['found'] === false) return true;
  const fields = fieldsByType[String(event['type'])] ?? [];
  if (fields === terms && fields.every(({ name }) => event[name] === undefined)) return false;
  return fields.every((field) => isFieldSound(event, field));
};
