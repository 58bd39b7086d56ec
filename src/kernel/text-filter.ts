// A set of texts in a bounded room, which never denies a text that was added: a Bloom filter. Of a text that was not added it
// says more and more often that it may have been: with 100,000 texts once in 400 times, with 1,000,000 every second time.

/** Bits of the filter, a power of two: 256 kB. */
const bitsMax = 1 << 21;
/** Bits that a text sets. */
const marks = 4;

/** A filter of texts. */
export class TextFilter {
  private readonly words = new Int32Array(bitsMax >> 5);
  private first = 0;
  private step = 0;

  /** Adds a text. */
  add(text: string): void {
    this.begin(text);
    for (let mark = 0, bit = this.first; mark < marks; mark += 1, bit = (bit + this.step) | 0)
      this.words[(bit & (bitsMax - 1)) >> 5]! |= 1 << (bit & 31);
  }

  /** Returns whether the text may have been added; false only where it was not. */
  mayHave(text: string): boolean {
    this.begin(text);
    for (let mark = 0, bit = this.first; mark < marks; mark += 1, bit = (bit + this.step) | 0)
      if ((this.words[(bit & (bitsMax - 1)) >> 5]! & (1 << (bit & 31))) === 0) return false;
    return true;
  }

  /** Returns the filter as plain data: each word that is not 0, behind its place. */
  save(): readonly number[] {
    const saved: number[] = [];
    this.words.forEach((word, place) => {
      if (word !== 0) saved.push(place, word);
    });
    return saved;
  }

  /** Takes what was saved into a filter that is empty. */
  restore(saved: readonly number[]): void {
    for (let at = 0; at < saved.length; at += 2) this.words[saved[at]!] = saved[at + 1]!;
  }

  /** Finds where the bits of a text begin and how far apart they are, by two hashes of it. */
  private begin(text: string): void {
    let first = 0x811c9dc5;
    let step = 0x2545f491;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      first = Math.imul(first ^ unit, 0x01000193);
      step = Math.imul(step + unit, 0x9e3779b1) ^ (step >>> 15);
    }
    this.first = first ^ (first >>> 15);
    // Odd, so that it meets every place.
    this.step = (step ^ (step >>> 13)) | 1;
  }
}
