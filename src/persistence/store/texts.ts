// How a text is written into a column. Postgres holds neither the character 0 nor half of a surrogate pair, and a run must
// not stop for one: such a text is written as JSON between quotes, and so is a text that itself begins with a quote.

const quote = '"';
const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The text as a column holds it: itself, but for a few. */
export const storedText = (text: string): string =>
  text.startsWith(quote) || unstorable.test(text) ? JSON.stringify(text) : text;

/** The text that a column holds. */
export const textOfStored = (stored: string): string =>
  stored.startsWith(quote) ? (JSON.parse(stored) as string) : stored;
