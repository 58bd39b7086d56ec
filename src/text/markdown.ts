// A little Markdown, laid out as a formatter would lay it out.

/** A table. A row of another length than the header is padded with empty cells; no rows, no table. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  if (rows.length === 0) return '';
  const cells = [header, ...rows].map((row) => header.map((_, column) => escapeCell(row[column] ?? '')));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => widthOf(row[column] ?? ''))));
  const lineOf = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => pad(cell, widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lineOf(head), rule, ...body.map(lineOf)].join('\n');
};

/** A text as it stands, in the type of code; a dash where there is none. */
export const code = (text: string | null): string => (text === null || text === '' ? '–' : `\`${text}\``);

/** A list with a line for each item. */
export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/** A numbered list from 1. */
export const numbered = (items: readonly string[]): string => items.map((item, at) => `${at + 1}. ${item}`).join('\n');

/** A section with its heading; without content there is none. */
export const section = (heading: string, ...parts: readonly string[]): string => {
  const content = parts.filter((part) => part !== '');
  return content.length === 0 ? '' : [`## ${heading}`, ...content].join('\n\n');
};

// A character that a letter combines with would be one too many; none of the cards has any.
const widthOf = (text: string): number => [...text].length;
const pad = (text: string, width: number): string => text + ' '.repeat(width - widthOf(text));
const escapeCell = (text: string): string => text.replaceAll('|', '\\|');
