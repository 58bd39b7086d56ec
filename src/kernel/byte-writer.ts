// Bytes as they are written, one behind the other, into a buffer that grows. A caller that writes at positions of its
// own (`put-bytes.ts`) reserves room first, and sets afterwards how far the buffer is used.
import { bytesPerUnitMax } from './put-bytes.ts';

const bytesAtFirst = 64 * 1_024;

/** A buffer that is written from left to right. */
export class ByteWriter {
  /** What was written: its first `used` bytes. Another object after it has grown. */
  bytes = Buffer.alloc(bytesAtFirst);
  /** The same bytes. */
  view = viewOf(this.bytes);
  used = 0;

  /** Makes room for so many bytes behind what was written. */
  reserve(bytes: number): void {
    if (this.used + bytes > this.bytes.length) this.grow(bytes);
  }

  /** Writes the text's UTF-8. A lone surrogate becomes U+FFFD. */
  text(text: string): void {
    this.reserve(bytesPerUnitMax * text.length);
    this.used += this.bytes.write(text, this.used, 'utf8');
  }

  private grow(bytes: number): void {
    const grown = Buffer.alloc(Math.max(this.used + bytes, 2 * this.bytes.length));
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
    this.view = viewOf(grown);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView => new DataView(buffer, byteOffset, byteLength);
