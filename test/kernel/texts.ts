// Texts that are written as bytes in more than one way.
import fc from 'fast-check';

/** Any text: plain, to be escaped, of several bytes a unit, and not well formed. */
export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '"', '\\', '\u007f', '\n', 'é', '\ud800', '😀'),
);
