// Values written into a buffer as the journal has them, at a place that the caller has made room for. Each function gives
// the place behind what it wrote, so that a whole line is written with its place in a register, and without a string:
// a line that was put together as text and then copied cost six times as long, and left 1.4 KB for the garbage collector.
import { assert } from './assert.ts';

/** A UTF-16 unit takes at most three bytes of UTF-8, and at most six when it is escaped. */
export const bytesPerUnitMax = 6;
/** More than any number has, or any bigint of 64 bits. */
export const numberBytesMax = 32;
/** A literal is written in steps of so many bytes, and needs room for whole ones. */
export const stepBytes = 8;

const billion = 1_000_000_000;
const zero = 0x30;
const minus = 0x2d;
const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;
const lastPrintable = 0x7e;

/** Whether JSON has the text between its quotes as it is, in one byte a character. */
export const isPlain = (text: string): boolean => /^[ !#-[\]-~]*$/.test(text);

/** Whether that is so of one character, or byte. */
export const isPlainUnit = (unit: number): boolean =>
  unit >= firstPrintable && unit <= lastPrintable && unit !== quote && unit !== backslash;

/**
 * Printable ASCII that is written often, cut into numbers of eight bytes each (`DataView.setFloat64`, little endian): a
 * dozen bytes are written in two steps. Bytes of ASCII never make the one number that does not keep its bits, NaN.
 */
export const stepsOfLiteral = (text: string): readonly number[] => {
  assert(/^[ -~]*$/.test(text), () => `a literal is printable ASCII, and ${JSON.stringify(text)} is not`);
  const steps = Math.ceil(text.length / stepBytes);
  const padded = new DataView(new ArrayBuffer(steps * stepBytes));
  for (let index = 0; index < text.length; index += 1) padded.setUint8(index, text.charCodeAt(index));
  return Array.from({ length: steps }, (_, index) => padded.getFloat64(index * stepBytes, true));
};

/** The two digits of every number below a hundred, as they lie in memory. */
const pairs = Uint16Array.from({ length: 100 }, (_, value) => zero + ((value / 10) | 0) + ((zero + (value % 10)) << 8));

/** How many digits a non-negative integer below 2^31 has. */
const digitsIn = (value: number): number => {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1_000 ? 3 : 4;
  if (value < 1_000_000) return value < 100_000 ? 5 : 6;
  if (value < 100_000_000) return value < 10_000_000 ? 7 : 8;
  return value < billion ? 9 : 10;
};

/** Writes so many digits of a non-negative integer below 2^31, two at a time. */
const putDigits = (bytes: Uint8Array, view: DataView, at: number, value: number, digits: number): number => {
  let rest = value;
  let place = at + digits;
  while (place >= at + 2) {
    const hundredth = (rest / 100) | 0;
    place -= 2;
    view.setUint16(place, pairs[rest - hundredth * 100]!, true);
    rest = hundredth;
  }
  if (place > at) bytes[at] = zero + rest;
  return at + digits;
};

/** Writes what `String` gives of a number. Needs `numberBytesMax`. */
export const putNumber = (bytes: Buffer, view: DataView, at: number, value: number): number => {
  if (!Number.isSafeInteger(value)) return at + bytes.write(String(value), at, 'latin1');
  let from = at;
  let rest = value;
  if (rest < 0) {
    bytes[from] = minus;
    from += 1;
    rest = -rest;
  }
  // In two halves, because beyond 2^31 a number is floating point to the processor, and dividing that is slow.
  if (rest < billion) return putDigits(bytes, view, from, rest | 0, digitsIn(rest | 0));
  const high = Math.floor(rest / billion);
  from = putDigits(bytes, view, from, high | 0, digitsIn(high | 0));
  return putDigits(bytes, view, from, (rest - high * billion) | 0, 9);
};

/** One int64, taken apart. */
const cell = new DataView(new ArrayBuffer(8));

/** Writes what `String` gives of an int64. Needs `numberBytesMax`. */
export const putBigint = (bytes: Buffer, view: DataView, at: number, value: bigint): number => {
  // What `Number` gives, in half its time: that leaves compiled code.
  if (BigInt.asIntN(64, value) === value) {
    cell.setBigInt64(0, value);
    const number = cell.getInt32(0) * 2 ** 32 + cell.getUint32(4);
    if (Number.isSafeInteger(number)) return putNumber(bytes, view, at, number);
  }
  const text = value.toString();
  assert(text.length <= numberBytesMax, () => `${text} is no int64`);
  return at + bytes.write(text, at, 'latin1');
};

/** Writes the text as JSON has it between its quotes. Needs `bytesPerUnitMax` a unit. */
export const putJsonText = (bytes: Buffer, at: number, text: string): number => {
  const { length } = text;
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (!isPlainUnit(unit)) return at + bytes.write(JSON.stringify(text).slice(1, -1), at, 'utf8');
    bytes[at + index] = unit;
  }
  return at + length;
};
