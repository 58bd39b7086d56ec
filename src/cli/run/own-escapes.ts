// The escapes that we write ourselves: colours, and the clearing of a line that is drawn anew. Every one is sealed with a
// word that nobody else knows; where text leaves for the terminal the seal is broken, and any other escape is shown instead
// of obeyed.
import { randomUUID } from 'node:crypto';
import { printableLines } from '../../kernel/printable.ts';
import type { Terminal } from '../terminal.ts';

const seal = randomUUID();
const sealed = new RegExp(`\u001B${seal}<([^>]*)>`);

/** An escape of ours. It counts as nothing but itself, and may be measured away. */
export const ownEscape = (code: string): string => `\u001B${seal}<${code.replaceAll('\u001B', '^')}>`;

/** Back to the beginning of the line, and the line cleared. */
export const CLEAR_LINE = ownEscape('\r\u001B[K');

/** A terminal by which text leaves as it may. */
export const guarded = (terminal: Terminal): Terminal => ({
  ...terminal,
  out: (text) => terminal.out(leaving(text)),
  err: (text) => terminal.err(leaving(text)),
});

/** Returns text as it may be written to a terminal, or to a file or pipe in its place. */
export const leaving = (text: string): string => {
  if (!text.includes('\u001B')) return printableLines(text);
  // Text and the codes between it take turns.
  return text
    .split(sealed)
    .map((part, index) => (index % 2 === 0 ? printableLines(part) : part.replaceAll('^', '\u001B')))
    .join('');
};
