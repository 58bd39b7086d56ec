// Plots as SVG text: lines, bars, bars in both directions. Values come as integers, money as micros, and become pixels here
// and nowhere else. Knows nothing of runs.
import { printable } from '../../kernel/printable.ts';

/** Text as it may stand in a page, between tags or quotes. */
export const escaped = (text: string): string =>
  printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** A line or an area of a plot. */
export interface PlotSeries {
  readonly name: string;
  /** A class of the page's style, which gives it its colour. */
  readonly tone: string;
  readonly values: readonly bigint[];
  readonly shape: 'line' | 'area' | 'bars' | 'marks';
}

/** A plot over the time of a run. */
export interface Plot {
  readonly title: string;
  readonly series: readonly PlotSeries[];
  /** What stands at the ends of the axes. */
  readonly from: string;
  readonly to: string;
  readonly valueText: (value: bigint) => string;
}

const WIDTH = 720;
const HEIGHT = 200;
const LEFT = 78;
const RIGHT = 8;
const TOP = 10;
const BOTTOM = 22;
const plotWidth = WIDTH - LEFT - RIGHT;
const plotHeight = HEIGHT - TOP - BOTTOM;
const TENTH = 10;

/** A tenth of a pixel is fine enough, and keeps the page small. */
const pixels = (tenths: bigint): number => Number(tenths) / TENTH;

const rangeOf = (series: readonly PlotSeries[]): readonly [low: bigint, high: bigint] => {
  let low = 0n;
  let high = 0n;
  for (const { values } of series)
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return high === low ? [low, low + 1n] : [low, high];
};

const drawn = ({ tone, values, shape }: PlotSeries, low: bigint, high: bigint): string => {
  const count = values.length;
  const x = (index: number): number => Math.round(LEFT * TENTH + (index * plotWidth * TENTH) / count) / TENTH;
  const y = (value: bigint): number => TOP + pixels(((high - value) * BigInt(plotHeight * TENTH)) / (high - low));
  const step = plotWidth / count;
  if (shape === 'bars')
    return values
      .map((value, index) => {
        if (value === 0n) return '';
        const top = Math.min(y(value), y(0n));
        const height = Math.max(Math.abs(y(0n) - y(value)), 1);
        const width = Math.max(Math.round(step * TENTH - 2) / TENTH, 1);
        return `<rect class="${tone}" x="${x(index)}" y="${top}" width="${width}" height="${height}"/>`;
      })
      .join('');
  if (shape === 'marks')
    return values
      .map((value, index) =>
        value === 0n
          ? ''
          : `<path class="${tone} mark" d="M${x(index)} ${TOP + plotHeight + 1}l-3 5h6z"><title>${value}</title></path>`,
      )
      .join('');
  const points = values.map((value, index) => `${x(index)} ${y(value)}`);
  const line = `M${points.join('L')}`;
  if (shape === 'line') return `<path class="${tone} line" d="${line}"/>`;
  return `<path class="${tone} area" d="${line}L${x(count - 1)} ${y(0n)}L${x(0)} ${y(0n)}z"/>`;
};

/** A plot with its axes and its legend. */
export const plotSvg = ({ title, series, from, to, valueText }: Plot): string => {
  const [low, high] = rangeOf(series.filter(({ shape }) => shape !== 'marks'));
  const zero = TOP + pixels((high * BigInt(plotHeight * TENTH)) / (high - low));
  const label = (y: number, text: string): string =>
    `<text class="axis end" x="${LEFT - 6}" y="${y}">${escaped(text)}</text>`;
  const legend = series.map(({ name, tone }) => `<span class="key ${tone}">${escaped(name)}</span>`).join(' ');
  const below = low < 0n ? label(TOP + plotHeight, valueText(low)) : '';
  return `<figure><figcaption>${escaped(title)} <span class="legend">${legend}</span></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">
<line class="rule" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${zero}" y2="${zero}"/>
${series.map((each) => drawn(each, low, high)).join('\n')}
${label(TOP + 8, valueText(high))}${label(zero, valueText(0n))}${below}
<text class="axis" x="${LEFT}" y="${HEIGHT - 4}">${escaped(from)}</text>
<text class="axis end" x="${WIDTH - RIGHT}" y="${HEIGHT - 4}">${escaped(to)}</text>
</svg></figure>`;
};

/** A row of a plot of rows. */
export interface Row {
  readonly name: string;
  readonly from: bigint;
  readonly to: bigint;
  readonly tone: string;
  readonly text: string;
}

const ROW_HEIGHT = 24;
const NAME_WIDTH = 150;
/** About what a letter takes, and the most that is left to them beside the bars. */
const LETTER_WIDTH = 5.6;
const TEXT_WIDTH_MAX = 400;

/** Rows with a bar from one value to another: a fall from what was expected to what came of it, or simple lengths. */
export const rowsSvg = (title: string, rows: readonly Row[]): string => {
  let low = 0n;
  let high = 1n;
  for (const { from, to } of rows)
    for (const value of [from, to]) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  const longest = Math.max(...rows.map(({ text }) => text.length), 0);
  const textWidth = Math.min(Math.ceil(longest * LETTER_WIDTH) + 16, TEXT_WIDTH_MAX);
  const width = WIDTH - NAME_WIDTH - textWidth;
  const x = (value: bigint): number => NAME_WIDTH + pixels(((value - low) * BigInt(width * TENTH)) / (high - low));
  const drawnRows = rows.map(({ name, from, to, tone, text }, index) => {
    const y = index * ROW_HEIGHT;
    const left = Math.min(x(from), x(to));
    const length = Math.max(Math.abs(x(to) - x(from)), 1);
    return `<text class="name" x="${NAME_WIDTH - 8}" y="${y + 16}">${escaped(name)}</text>
<rect class="${tone}" x="${left}" y="${y + 4}" width="${length}" height="${ROW_HEIGHT - 8}"/>
<text class="axis" x="${WIDTH - textWidth + 8}" y="${y + 16}">${escaped(text)}</text>`;
  });
  return `<figure><figcaption>${escaped(title)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${Math.max(rows.length, 1) * ROW_HEIGHT + 4}" role="img" aria-label="${escaped(title)}">
${drawnRows.join('\n')}
</svg></figure>`;
};

/** A table; cells are plain text, those of `right` columns to the right. */
export const tableHtml = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string => {
  const cell = (tag: 'td' | 'th', text: string, column: number): string =>
    `<${tag}${right.includes(column) ? ' class="number"' : ''}>${escaped(text)}</${tag}>`;
  const line = (tag: 'td' | 'th', cells: readonly string[]): string =>
    `<tr>${cells.map((text, column) => cell(tag, text, column)).join('')}</tr>`;
  return `<div class="scroll"><table><thead>${line('th', head)}</thead><tbody>${rows.map((row) => line('td', row)).join('\n')}</tbody></table></div>`;
};
