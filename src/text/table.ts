// Rows as aligned columns, painted after they are measured.
import { printable } from '../kernel/printable.ts';

/** A cell: its text, and how it is painted. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

/** How a table is laid out. */
export interface TableOptions {
  /** Columns that are flush right, by index. */
  readonly right?: readonly number[];
  /** What stands before every row. */
  readonly indent?: string;
}

const textOf = (cell: Cell): string => printable(typeof cell === 'string' ? cell : cell.text);

/** The rows with each column as wide as its widest cell, two spaces apart. */
export const tableLines = (
  rows: readonly (readonly Cell[])[],
  { right = [], indent = '  ' }: TableOptions = {},
): readonly string[] => {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, textOf(cell).length)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const text = textOf(cell);
      const width = widths[column] ?? 0;
      const isLast = column === row.length - 1;
      const padded = right.includes(column) ? text.padStart(width) : isLast ? text : text.padEnd(width);
      return typeof cell === 'string' ? padded : cell.paint(padded);
    });
    return `${indent}${cells.join('  ')}`.trimEnd();
  });
};

/** A bar of so many cells, of which a part is full; at least one, where there is anything at all. */
export const barText = (part: number, whole: number, cells: number): string => {
  if (whole === 0 || part === 0) return '·'.repeat(cells);
  const full = Math.min(cells, Math.max(1, Math.round((part * cells) / whole)));
  return `${'█'.repeat(full)}${'·'.repeat(cells - full)}`;
};
