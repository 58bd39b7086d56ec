// Rows as aligned columns of plain text.
import { printable } from '../kernel/printable.ts';

/** The rows with each column as wide as its widest cell, two spaces apart. Columns named in `right` are flush right. */
export const columns = (texts: readonly (readonly string[])[], right: readonly number[] = []): string => {
  const rows = texts.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  const padded = (cell: string, column: number): string =>
    right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => `${row.map(padded).join('  ').trimEnd()}\n`).join('');
};
