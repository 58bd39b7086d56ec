// Values out of rows in the binary format of COPY, from left to right: the other direction of the copy writer. It knows
// bytes, and no table.
import { WordCache } from '../../journal/word-cache.ts';
import { textOfStored } from '../store/texts.ts';

const lengthBytes = 4;
const wideBytes = 8;
const upper = 4_294_967_296;
/** The upper half of an int8 that is a safe integer lies between these. */
const upperMin = -(2 ** 21);
const upperMax = 2 ** 21 - 1;
const firstPrintable = 0x20;
const lastPrintable = 0x7e;
const quote = 0x22;

/** Stands at a value of a row. Each method goes behind the value that it reads. */
export class CopyReader {
  at = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private view: DataView = new DataView(this.bytes.buffer, 0, 0);
  private readonly words = new WordCache();

  /** From now on it reads these bytes, from that place on. */
  begin(bytes: Buffer, at: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    this.at = at;
  }

  /** Whether there is no value here; then it goes behind it. */
  isAbsent(): boolean {
    if (this.view.getInt32(this.at) >= 0) return false;
    this.at += lengthBytes;
    return true;
  }

  /** Goes behind a value. */
  skip(): void {
    this.at += lengthBytes + Math.max(0, this.view.getInt32(this.at));
  }

  /** An int8 that is a safe integer. */
  wide(): number {
    const { view, at } = this;
    this.at = at + lengthBytes + wideBytes;
    return view.getInt32(at + lengthBytes) * upper + view.getUint32(at + lengthBytes + 4);
  }

  /** An int8. */
  micros(): bigint {
    const { view, at } = this;
    const high = view.getInt32(at + lengthBytes);
    // Out of a number it is made in a third of the time.
    if (high > upperMin && high < upperMax) return BigInt(this.wide());
    this.at = at + lengthBytes + wideBytes;
    return view.getBigInt64(at + lengthBytes);
  }

  /** An int4. */
  narrow(): number {
    const { view, at } = this;
    this.at = at + lengthBytes + lengthBytes;
    return view.getInt32(at + lengthBytes);
  }

  /** A truth value. */
  flag(): boolean {
    const { view, at } = this;
    this.at = at + lengthBytes + 1;
    return view.getUint8(at + lengthBytes) === 1;
  }

  /** A text, as it was before it was made one that a column can hold. */
  text(): string {
    const { bytes, at } = this;
    const start = at + lengthBytes;
    const end = start + this.view.getInt32(at);
    this.at = end;
    let hash = 0;
    for (let index = start; index < end; index += 1) {
      const unit = bytes[index]!;
      if (unit < firstPrintable || unit > lastPrintable || unit === quote)
        return textOfStored(bytes.toString('utf8', start, end));
      hash = (Math.imul(hash, 31) + unit) | 0;
    }
    return this.words.at(bytes, start, end, hash);
  }

  /** JSON. */
  json(): unknown {
    const { bytes, at } = this;
    const start = at + lengthBytes;
    this.at = start + this.view.getInt32(at);
    return JSON.parse(bytes.toString('utf8', start, this.at));
  }
}
