// Rows as a table that stands for itself, without colours.
import { tableLines } from './table.ts';

/** The rows with each column as wide as its widest cell, two spaces apart, each row a line. Columns named in `right` are flush right. */
export const columns = (rows: readonly (readonly string[])[], right: readonly number[] = []): string =>
  tableLines(rows, { right, indent: '' })
    .map((line) => `${line}\n`)
    .join('');
