// Texts that come again, made once: most texts of a journal are one of few words, or the id of something that lives at
// the moment. It knows bytes, and nothing of what they mean.

/** Places for texts: each is taken by whichever came last. A power of two. */
const PLACES = 8_192;
/** A longer one is hardly ever said again. */
const LENGTH_MAX = 48;

/** Texts by their bytes. */
export class WordCache {
  private readonly texts: string[] = new Array<string>(PLACES).fill('');

  /** The text of some bytes of plain ASCII, which have this hash. */
  at(bytes: Uint8Array, start: number, end: number, hash: number): string {
    const length = end - start;
    if (length === 0) return '';
    if (length > LENGTH_MAX) return textOf(bytes, start, end);
    const place = (hash ^ (hash >>> 13)) & (PLACES - 1);
    const known = this.texts[place]!;
    if (known.length === length && isSame(known, bytes, start)) return known;
    const text = textOf(bytes, start, end);
    this.texts[place] = text;
    return text;
  }
}

const isSame = (text: string, bytes: Uint8Array, start: number): boolean => {
  for (let index = 0; index < text.length; index += 1)
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  return true;
};

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
