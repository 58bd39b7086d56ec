// Bytes that should be UTF-8. Decoders put a mark in the place of what is none and say nothing: a name would be another
// one, and nobody would know.
import { isUtf8 } from 'node:buffer';

/** Where bytes stop being UTF-8. Both from 1; the column counts characters. */
export interface BadPlace {
  readonly line: number;
  readonly column: number;
  /** The byte that no character has there. */
  readonly byte: number;
}

const LINE_BREAK = 0x0a;

/** The first byte that is no UTF-8, in a text that begins with that line; null where there is none. */
export const badPlaceIn = (bytes: Uint8Array, firstLine = 1): BadPlace | null => {
  if (isUtf8(bytes)) return null;
  let line = firstLine;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_BREAK, start);
    // A line break is a part of no other character.
    const text = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (!isUtf8(text)) return { line, ...badByteIn(text) };
    if (end < 0) return null;
    line += 1;
    start = end + 1;
  }
};

/** How many bytes a character takes that begins with this one; 0 where none does. What is cut short is no UTF-8 either. */
const lengthOf = (first: number): number => {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
};

const badByteIn = (line: Uint8Array): Pick<BadPlace, 'column' | 'byte'> => {
  let at = 0;
  for (let column = 1; ; column += 1) {
    const length = lengthOf(line[at]!);
    if (length === 0 || !isUtf8(line.subarray(at, at + length))) return { column, byte: line[at]! };
    at += length;
  }
};

/** A sentence without its end. */
export const badByteText = ({ byte }: BadPlace): string =>
  `The byte 0x${byte.toString(16).padStart(2, '0')} here is no UTF-8: save the file as UTF-8`;
