// The one form that `dte data convert` writes: JSON lines, a head and then one line an update, numbered, so that a line
// that is missing, doubled or out of its place shows. Amounts are decimal text. What is read back is what was written.
import { parseMicros, printMicros } from '../money/decimal.ts';
import type { BookLevel, MarketChange, MarketUpdate } from './types.ts';
import { updateOf } from './update.ts';

/** The first line of a canonical recording, without its line break. */
export const canonicalHead = '{"recording":"dte","version":1}';

const levelsText = (levels: readonly BookLevel[]): string =>
  `[${levels.map(({ px, qty }) => `["${printMicros(px)}","${printMicros(qty)}"]`).join(',')}]`;

const changeText = (change: MarketChange): string => {
  switch (change.what) {
    case 'snapshot':
      return `"bids":${levelsText(change.bids)},"asks":${levelsText(change.asks)}`;
    case 'level':
      return `"side":"${change.side}","px":"${printMicros(change.px)}","qty":"${printMicros(change.qty)}"`;
    case 'trade': {
      const taker = change.takerSide === null ? 'null' : `"${change.takerSide}"`;
      return `"px":"${printMicros(change.px)}","qty":"${printMicros(change.qty)}","takerSide":${taker}`;
    }
    case 'tick':
      return `"tickPx":"${printMicros(change.tickPx)}"`;
    default:
      return `"missed":${(change satisfies { readonly what: 'gap' }).missed}`;
  }
};

/** The line of an update, without its line break. */
export const encodeUpdate = (update: MarketUpdate, number: number): string => {
  const received = update.receivedUs === undefined ? '' : `,"receivedUs":${update.receivedUs}`;
  return (
    `{"n":${number},"atUs":${update.atUs}${received},"venue":${JSON.stringify(update.venue)},` +
    `"market":${JSON.stringify(update.market)},"what":"${update.what}",${changeText(update)}}`
  );
};

type Line = Readonly<Record<string, unknown>>;

/** Whether a line's JSON is one of a canonical recording, its head aside. */
export const isCanonicalLine = (line: Line): boolean => typeof line['what'] === 'string' && 'n' in line;

const pxMax = 1_000_000n;

const px = (value: unknown): bigint => {
  const micros = parseMicros(value as string);
  if (micros > 0n && micros < pxMax) return micros;
  throw new TypeError('a price is between 0 and 1');
};

const qty = (value: unknown): bigint => {
  const micros = parseMicros(value as string);
  if (micros >= 0n) return micros;
  throw new TypeError('a quantity is not below 0');
};

const whole = (value: unknown): number => {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new TypeError('a time or a count is a whole number');
};

const oneOf = <T>(value: unknown, ...choices: readonly T[]): T => {
  const choice = choices.find((known) => known === value);
  if (choice !== undefined) return choice;
  throw new TypeError('a word is not one of those there are');
};

const name = (value: unknown): string => {
  if (typeof value === 'string' && value !== '' && value.length <= 1_000) return value;
  throw new TypeError('a name is a text');
};

const levels = (value: unknown, sign: 1n | -1n): readonly BookLevel[] => {
  let before: bigint | null = null;
  return (value as readonly (readonly unknown[])[]).map((level) => {
    if (level.length !== 2) throw new TypeError('a level is a price and a quantity');
    const read = { px: px(level[0]), qty: qty(level[1]) };
    if (read.qty === 0n) throw new TypeError('something waits at each level of a snapshot');
    if (before !== null && (read.px - before) * sign <= 0n) throw new TypeError('levels come best first');
    before = read.px;
    return read;
  });
};

const changeOf = (line: Line): MarketChange => {
  const { what } = line;
  switch (what) {
    case 'level':
      return { what, side: oneOf(line['side'], 'bid', 'ask'), px: px(line['px']), qty: qty(line['qty']) };
    case 'snapshot':
      return { what, bids: levels(line['bids'], -1n), asks: levels(line['asks'], 1n) };
    case 'trade': {
      const takerSide = oneOf(line['takerSide'], 'buy', 'sell', null);
      return { what, px: px(line['px']), qty: qty(line['qty']), takerSide };
    }
    case 'tick':
      return { what, tickPx: px(line['tickPx']) };
    case 'gap':
      return { what, missed: line['missed'] === null ? null : whole(line['missed']) };
    default:
      throw new TypeError('a change is of no kind that there is');
  }
};

/** The number that a line has in its file, from 1. Throws a `TypeError`. */
export const numberOfLine = (line: Line): number => whole(line['n']);

/** What a line says, of what `JSON.parse` made of it. Throws a `TypeError` or a `MoneyError` where it is not whole. */
export const decodeUpdate = (line: Line): MarketUpdate => {
  const receivedUs = line['receivedUs'] === undefined ? null : whole(line['receivedUs']);
  return updateOf(changeOf(line), whole(line['atUs']), name(line['venue']), name(line['market']), receivedUs);
};
