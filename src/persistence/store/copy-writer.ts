// Rows in the binary format of COPY, written one behind the other into a buffer that grows: each row is its number of
// columns (int16), each column its length in bytes (int32, -1 for null) and its bytes, high byte first.
import { assert } from '../../kernel/assert.ts';

const bytesAtFirst = 16 * 1_024;
const bytesPerUnitMax = 3;
const lengthBytes = 4;
const wideBytes = 8;
const narrowBytes = 4;
const upper = 4_294_967_296;
const int64Min = -(2n ** 63n);
const int64Max = 2n ** 63n - 1n;
const lastAscii = 0x7f;
const quote = 0x22;

/** What stands before the rows of a COPY: the signature, no flags, no extension. */
export const copyHeader: Buffer = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** What stands behind them. */
export const copyTrailer: Buffer = Buffer.from([0xff, 0xff]);

/** A buffer of rows. The writer of a row has reserved room for its parts of fixed size. */
export class CopyWriter {
  /** The rows: its first `used` bytes. */
  bytes: Buffer = Buffer.allocUnsafe(bytesAtFirst);
  used = 0;
  private view = viewOf(this.bytes);

  /** Begins a row of so many columns, with room for all that are of fixed size. */
  row(columns: number): void {
    this.reserve(2 + columns * (lengthBytes + wideBytes));
    this.view.setInt16(this.used, columns);
    this.used += 2;
  }

  /** No value. */
  absent(): void {
    this.view.setInt32(this.used, -1);
    this.used += lengthBytes;
  }

  /** An int8 from a safe integer. */
  wide(value: number): void {
    assert(Number.isSafeInteger(value), () => `${value} is no safe integer`);
    const { view, used } = this;
    view.setInt32(used, wideBytes);
    view.setInt32(used + 4, Math.floor(value / upper));
    view.setInt32(used + 8, value | 0);
    this.used = used + lengthBytes + wideBytes;
  }

  /** An int8 from micros. */
  micros(value: bigint): void {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return this.wide(number);
    assert(value >= int64Min && value <= int64Max, () => `${value} does not fit an int8`);
    this.view.setInt32(this.used, wideBytes);
    this.view.setBigInt64(this.used + lengthBytes, value);
    this.used += lengthBytes + wideBytes;
    return undefined;
  }

  /** An int4. */
  narrow(value: number): void {
    this.view.setInt32(this.used, narrowBytes);
    this.view.setInt32(this.used + lengthBytes, value);
    this.used += lengthBytes + narrowBytes;
  }

  /** A truth value. */
  flag(value: boolean): void {
    this.view.setInt32(this.used, 1);
    this.view.setUint8(this.used + lengthBytes, value ? 1 : 0);
    this.used += lengthBytes + 1;
  }

  /** A text that a column can hold as it is: ASCII goes byte by byte. `otherwise` writes one that it cannot. */
  text(text: string, otherwise: (text: string) => string): void {
    const { length } = text;
    this.reserveBehind(bytesPerUnitMax * length);
    const { bytes, used } = this;
    const start = used + lengthBytes;
    for (let index = 0; index < length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit === 0 || unit > lastAscii || (index === 0 && unit === quote)) return this.utf8(otherwise(text));
      bytes[start + index] = unit;
    }
    this.view.setInt32(used, length);
    this.used = start + length;
    return undefined;
  }

  /** A text as it is. */
  utf8(text: string): void {
    this.reserveBehind(bytesPerUnitMax * text.length);
    const written = this.bytes.write(text, this.used + lengthBytes, 'utf8');
    this.view.setInt32(this.used, written);
    this.used += lengthBytes + written;
  }

  /** Room for a text of so many bytes, and for whatever of fixed size stands behind it in a row. */
  private reserveBehind(bytes: number): void {
    this.reserve(bytes + rowRest);
  }

  private reserve(bytes: number): void {
    if (this.used + bytes <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.used + bytes, 2 * this.bytes.length));
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
    this.view = viewOf(grown);
  }
}

/** Columns that a row has at most. */
export const columnsMax = 64;
const rowRest = columnsMax * (lengthBytes + wideBytes);

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView => new DataView(buffer, byteOffset, byteLength);
