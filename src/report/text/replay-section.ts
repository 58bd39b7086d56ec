// What there was to be had in a recording, what was gone for and had, and what was wrong with it, as a part of a page.
import type { RunSummary } from '../summary-types.ts';
import { countsText } from './counts-sections.ts';
import type { Paint } from '../../text/paint.ts';
import { tableLines, type Cell } from '../../text/table.ts';
import { countText, manyText } from '../../text/units.ts';

/** The lines of the section; none where no recording was replayed. */
export const replayLines = ({ recording, opportunities }: RunSummary, paint: Paint): readonly string[] => {
  if (recording === null) return [];
  const { sha256, updates, noted, found } = recording;
  const rows = Object.entries(opportunities).map(([pair, { seen, taken, captured }]): readonly Cell[] => [
    pair,
    `seen ${countText(seen)}`,
    `taken ${countText(taken)}`,
    `captured ${countText(captured)}`,
  ]);
  const trouble =
    Object.keys(noted).length === 0
      ? ['  nothing was wrong with it']
      : [`  ${paint.bad(countsText(noted))}`, ...found.map((sentence) => `    ${sentence}`)];
  return [
    `  ${manyText(updates, 'update')} of the recording ${sha256.slice(0, 12)} were replayed`,
    ...trouble,
    ...(rows.length === 0 ? ['  no pair was ever offered for less than it pays'] : tableLines(rows)),
  ];
};
