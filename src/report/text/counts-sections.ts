// What became of intents, arbitrages and orders, as parts of a page.
import type { Counts, RunSummary } from '../summary-types.ts';
import type { Paint } from '../../text/paint.ts';
import { barText, tableLines, type Cell } from '../../text/table.ts';
import { countText, manyText, percentText } from '../../text/units.ts';

const cellsIn = (width: number): number => (width < 72 ? 4 : width < 100 ? 12 : 24);

interface Bar {
  readonly name: string;
  readonly count: number;
  readonly means: string;
  readonly paint?: (text: string) => string;
}

/** One row a bar, of those that are not empty; the whole is what all percentages are of. */
const barLines = (bars: readonly Bar[], whole: number, width: number, paint: Paint): readonly string[] => {
  const rows = bars
    .filter(({ count }) => count > 0)
    .map(({ name, count, means, paint: colour = (text: string) => text }): readonly Cell[] => [
      name,
      countText(count),
      percentText(count, whole),
      { text: barText(count, whole, cellsIn(width)), paint: colour },
      { text: means, paint: paint.dim },
    ]);
  return tableLines(rows, { right: [1, 2] });
};

/** `ackLost 12, cancelLost 3`, the largest first. */
export const countsText = (counts: Counts): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${countText(count)}`)
    .join(', ');

const totalOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Intents: how many came, and why some went no further. */
export const intentLines = ({ intents, strategies }: RunSummary): readonly string[] => {
  const refused = totalOf(intents.refused);
  const lines = [`  ${manyText(intents.total, 'intent')}, ${countText(intents.planned)} begun`];
  if (refused > 0)
    lines.push(`  ${countText(refused)} refused before anything was sent: ${countsText(intents.refused)}`);
  if (strategies.faulted > 0)
    lines.push(
      `  ${manyText(strategies.faulted, 'strategy', 'strategies')} had to be stopped:`,
      ...strategies.found.map((sentence) => `    ${sentence}`),
    );
  return lines;
};

/** Arbitrages by where they ended. */
export const arbitrageLines = (
  { arbitrages, arbitrageIds }: RunSummary,
  width: number,
  paint: Paint,
): readonly string[] => {
  const { total, completed, partial, cancelled, failed, exposed, live, reopened } = arbitrages;
  const bars: readonly Bar[] = [
    { name: 'completed', count: completed, means: 'every set hedged', paint: paint.good },
    { name: 'partial', count: partial, means: 'hedged, fewer sets than planned', paint: paint.good },
    { name: 'cancelled', count: cancelled, means: 'nothing filled, nothing lost' },
    { name: 'failed', count: failed, means: 'flat again, at a cost', paint: paint.odd },
    { name: 'exposed', count: exposed, means: 'a residue is left, on record', paint: paint.bad },
    { name: 'live', count: live, means: 'not ended when the run did', paint: paint.odd },
  ];
  const again = `  opened again after their end: ${countText(reopened)}, by a late fill or a settlement that failed`;
  const named = Object.entries(arbitrageIds).map(([end, ids]) => `${end} ${ids.join(', ')}`);
  return [
    ...barLines(bars, total, width, paint),
    ...(reopened > 0 ? [again] : []),
    ...(named.length > 0 ? [`  the first of them: ${named.join('; ')}`] : []),
  ];
};

/** Orders by status. */
export const orderLines = ({ orders }: RunSummary, width: number, paint: Paint): readonly string[] => {
  const bars: readonly Bar[] = [
    { name: 'filled', count: orders.filled, means: '', paint: paint.good },
    { name: 'cancelled', count: orders.cancelled, means: '' },
    { name: 'rejected', count: orders.rejected, means: '', paint: paint.odd },
    { name: 'pendingNew', count: orders.pendingNew, means: 'unanswered', paint: paint.odd },
    { name: 'new', count: orders.new, means: 'resting at their venue', paint: paint.odd },
    { name: 'partiallyFilled', count: orders.partiallyFilled, means: 'resting at their venue', paint: paint.odd },
    { name: 'pendingCancel', count: orders.pendingCancel, means: 'cancel unanswered', paint: paint.odd },
    { name: 'pendingReplace', count: orders.pendingReplace, means: 'change unanswered', paint: paint.odd },
  ];
  return barLines(bars, orders.total, width, paint);
};

/** Whether somebody can be asked for by that id: a record is not. */
const isId = (id: string): boolean => !id.includes(' ');

/** The lines of the faults that were injected, and of the anomalies that were noticed. */
export const troubleLines = (
  { faults, anomalies, anomalyIds, audit }: RunSummary,
  paint: Paint,
  explain?: (id: string) => string,
): readonly string[] => {
  const injected = Object.fromEntries(Object.entries(faults).map(([name, fault]) => [name, fault.injected]));
  const faultCount = totalOf(injected);
  const survived = audit.violations === 0 ? paint.good('survived: the books agree') : paint.bad('NOT all survived');
  const lines =
    faultCount === 0
      ? ['  no faults were injected']
      : [`  ${manyText(faultCount, 'fault')} injected, ${survived}`, `    ${countsText(injected)}`];
  const noticed = totalOf(anomalies);
  if (noticed === 0) return [...lines, '  no anomalies'];
  const rows = Object.entries(anomalies).map(([kind, count]) => {
    const ids = anomalyIds[kind] ?? [];
    const more = count > ids.length && ids.length > 0 ? ', …' : '';
    return [kind, countText(count), { text: `${ids.join(', ')}${more}`, paint: paint.dim }];
  });
  const id = Object.values(anomalyIds).flat().find(isId);
  return [
    ...lines,
    `  ${manyText(noticed, 'anomaly', 'anomalies')} noticed, flagged and written down, the first of them at`,
    ...tableLines(rows, { right: [1], indent: '    ' }),
    ...(explain === undefined || id === undefined ? [] : [`    to follow one: ${explain(id)}`]),
  ];
};
