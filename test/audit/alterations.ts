// Every way in which a journal can be falsified one record at a time: a record dropped, doubled, or one of its fields
// altered. A falsified journal is renumbered, so that only what it says gives it away.
import { recordSchemas, type RecordBody } from '../../src/journal/records.ts';

/** A journal with the instants of its records. */
export interface Story {
  readonly records: readonly RecordBody[];
  readonly times: readonly number[];
}

/**
 * A falsified journal, and the class of what was done to it: `<record> <event> <what>`. Between event and what stands
 * `steady` where the record kept its order's status, `idle` where it kept the quantity too; `barren` stands where an
 * intent came to nothing, `contested` where both sides tell the end of an order of the assessed differently.
 */
export interface Alteration {
  readonly kind: string;
  readonly index: number;
  readonly story: Story;
}

/** Fields that name something: swapped for the same field of the next record of the type that names another. */
const names = new Set([
  'clOrdId',
  'arbitrage',
  'intent',
  'venue',
  'tradeId',
  'venueOrderId',
  'market',
  'outcome',
  'account',
  'asset',
]);

/** Words that a field may hold: replaced by each other one. */
const words: Readonly<Record<string, readonly string[]>> = {
  'order.moved.from': ['pendingNew', 'new', 'partiallyFilled', 'filled', 'canceled', 'rejected', 'pendingCancel'],
  'order.moved.to': ['pendingNew', 'new', 'partiallyFilled', 'filled', 'canceled', 'rejected', 'pendingCancel'],
  'order.moved.anomaly': ['overfill', 'lateFill', 'zombie', 'illegalMove', 'fillsMissing', 'tradeConflict'],
  'arbitrage.moved.from': [
    'planning',
    'legging',
    'cancelling',
    'unwinding',
    'hedged',
    'completed',
    'partial',
    'exposed',
  ],
  'arbitrage.moved.to': ['planning', 'legging', 'unwinding', 'completed', 'partial', 'cancelled', 'failed', 'exposed'],
  'arbitrage.moved.verdict': ['complete', 'balanced', 'flat', 'nothing', 'exposed'],
  'order.created.side': ['buy', 'sell'],
  'order.created.owner': ['leg', 'unwind', 'strategy', 'client'],
  'intent.refused.by': ['plan', 'risk', 'lane', 'nobody'],
  'venue.settled.status': ['matched', 'mined', 'retrying', 'confirmed', 'failed'],
  'settlement.moved.from': ['matched', 'mined', 'retrying', 'confirmed', 'failed'],
  'settlement.moved.to': ['matched', 'mined', 'retrying', 'confirmed', 'failed'],
  'position.changed.action': ['split', 'merge', 'convert', 'redeem'],
  'venue.resolved.stage': ['determined', 'disputed', 'final'],
  'venue.market.from': ['open', 'paused', 'closed', 'resolved'],
  'venue.market.to': ['open', 'paused', 'closed', 'resolved'],
  'venue.ended.status': ['cancelled', 'rejected', 'filled'],
  'lane.moved.event': ['lane.saturated', 'lane.relieved', 'tokens.exhausted', 'tokens.refilled'],
};

type Fields = Readonly<Record<string, unknown>>;

const withField = (body: RecordBody, field: string, value: unknown): RecordBody =>
  ({ ...body, [field]: value }) as unknown as RecordBody;

const otherName = (records: readonly RecordBody[], index: number, field: string): unknown => {
  const body = records[index] as unknown as Fields;
  for (let step = 1; step < records.length; step += 1) {
    const other = records[(index + step) % records.length] as unknown as Fields;
    if (other['type'] === body['type'] && other[field] !== undefined && other[field] !== body[field])
      return other[field];
  }
  return undefined;
};

const isNumeric = (value: unknown): value is bigint | number => typeof value === 'bigint' || typeof value === 'number';

/** A list without each of its rows, and with each figure of each row altered. */
const rowsFor = (rows: readonly Fields[]): [string, unknown][] =>
  rows.flatMap((row, at) => [
    ['row dropped', rows.toSpliced(at, 1)] as [string, unknown],
    ...Object.entries(row).flatMap(([name, value]): [string, unknown][] =>
      isNumeric(value)
        ? [[`${name} +`, rows.with(at, { ...row, [name]: typeof value === 'bigint' ? value + 1n : value + 1 })]]
        : [],
    ),
  ]);

const valuesFor = (records: readonly RecordBody[], index: number, field: string): [string, unknown][] => {
  const body = records[index] as RecordBody;
  const value = (body as unknown as Fields)[field];
  const values: [string, unknown][] = [];
  if (names.has(field)) {
    const other = otherName(records, index, field);
    if (other !== undefined) values.push(['swapped', other]);
  } else if (isNumeric(value)) {
    values.push(['+', typeof value === 'bigint' ? value + 1n : value + 1]);
    values.push(['-', typeof value === 'bigint' ? value - 1n : value - 1]);
  } else if (typeof value === 'string') {
    for (const word of words[`${body.type}.${field}`] ?? []) if (word !== value) values.push([`= ${word}`, word]);
  }
  if (Array.isArray(value)) values.push(...rowsFor(value as readonly Fields[]));
  const kind = (recordSchemas[body.type] as Readonly<Record<string, unknown>>)[field];
  if (typeof kind === 'object' && kind !== null && 'optional' in kind) values.push(['removed', undefined]);
  return values;
};

/** Whether a record is about an intent that came to nothing: none of its orders was ever made. */
const isBarren = (records: readonly RecordBody[], body: RecordBody): boolean =>
  body.type === 'intent.received' &&
  !records.some((other) => other.type === 'order.created' && other.ownerId === body.intent);

/** What a record changed of its order. */
const changeOf = (records: readonly RecordBody[], index: number): string => {
  const body = records[index] as RecordBody;
  if (body.type !== 'order.moved' || body.from !== body.to) return '';
  const before = records
    .slice(0, index)
    .findLast((other) => other.type === 'order.moved' && other.clOrdId === body.clOrdId);
  const cumQty = before?.type === 'order.moved' ? before.cumQty : 0n;
  return cumQty === body.cumQty ? ' idle' : ' steady';
};

/** Whether an assessment comes after both sides have told the end of one of its orders differently. */
const isContested = (records: readonly RecordBody[], index: number): boolean => {
  const body = records[index];
  if (body?.type !== 'arbitrage.moved' || body.event !== 'exposure.assessed') return false;
  const contested = ['zombie', 'vanished', 'illegalMove'];
  return records
    .slice(0, index)
    .some(
      (before) =>
        before.type === 'order.moved' &&
        before.clOrdId.startsWith(`${body.arbitrage}.`) &&
        contested.includes(before.anomaly ?? ''),
    );
};

/** Every alteration of a story, one at a time. */
export function* alterationsOf(story: Story): Generator<Alteration> {
  const { records, times } = story;
  for (const [index, body] of records.entries()) {
    const event = 'event' in body ? ` ${body.event}` : '';
    const barren = isBarren(records, body) ? ' barren' : '';
    const contested = isContested(records, index) ? ' contested' : '';
    const about = `${body.type}${event}${changeOf(records, index)}${barren}${contested}`;
    const at = times[index] ?? 0;
    const replaced = (kind: string, ...bodies: RecordBody[]): Alteration => ({
      kind: `${about} ${kind}`,
      index,
      story: {
        records: records.toSpliced(index, 1, ...bodies),
        times: times.toSpliced(index, 1, ...bodies.map(() => at)),
      },
    });
    yield replaced('dropped');
    yield replaced('doubled', body, body);
    for (const field of Object.keys(recordSchemas[body.type])) {
      if ((body as unknown as Fields)[field] === undefined) continue;
      for (const [how, value] of valuesFor(records, index, field))
        yield replaced(`${field} ${how}`, withField(body, field, value));
    }
  }
}
