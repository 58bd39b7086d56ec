// What a chart is drawn of: states as boxes, edges as lines with their words.
import { useMemo } from 'preact/hooks';
import type { DrawnChart, DrawnGroup, DrawnState } from '../layout/drawn.ts';
import { countText } from './words.ts';

const EVENT_LETTERS_MAX = 22;

/** The events of a group, as many as its place has lines for. */
const eventsOf = (chart: DrawnChart, { edges, label }: DrawnGroup): readonly string[] =>
  [...new Set(edges.map((at) => chart.edges[at]?.event ?? ''))].slice(
    0,
    Math.max(1, Math.floor((label.height + 6) / 17)),
  );

const lineOf = ({ points }: DrawnGroup): string =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');

/** All that is known of a transition, shown while the mouse points at it. */
const toldOf = (chart: DrawnChart, at: number): string => {
  const { source, target, event, guard, actions, description } = chart.edges[at]!;
  const lines = [`${source || chart.name} → ${target}: ${event}`];
  if (guard !== '') lines.push(`if ${guard}`);
  if (actions !== '') lines.push(`does ${actions}`);
  if (description !== '') lines.push(description);
  return lines.join('\n');
};

const Words = ({
  group,
  chart,
  isBrief,
}: {
  readonly group: DrawnGroup;
  readonly chart: DrawnChart;
  readonly isBrief: boolean;
}) => (
  <>
    <title>{group.edges.map((at) => toldOf(chart, at)).join('\n\n')}</title>
    <rect x={group.label.x} y={group.label.y} width={group.label.width} height={group.label.height} rx={3} />
    {isBrief
      ? eventsOf(chart, group).map((event, at) => (
          <text key={event} class="brief" x={group.label.x + 3} y={group.label.y + 14 + at * 17}>
            {event.slice(0, EVENT_LETTERS_MAX)}
          </text>
        ))
      : group.words.map(({ text }, at) => (
          <text key={at} x={group.label.x + 3} y={group.label.y + 10 + at * 12}>
            {text}
          </text>
        ))}
  </>
);

/** The edges between two states, as one line with the words of each. */
export const Group = ({
  group,
  count,
  walked,
  stepped,
  chart,
  isBrief,
}: {
  readonly group: DrawnGroup;
  readonly isBrief: boolean;
  readonly count: number | null;
  readonly walked: boolean;
  readonly stepped: boolean;
  readonly chart: DrawnChart;
}) => {
  const width = count === null ? 1.2 : count === 0 ? 1 : Math.min(1.4 + Math.log10(count) * 0.9, 6);
  const kind = stepped ? 'edge stepped' : walked ? 'edge walked' : count === 0 ? 'edge still' : 'edge';
  const arrow = stepped ? 'arrow-stepped' : walked ? 'arrow-walked' : count === 0 ? 'arrow-still' : 'arrow';
  // What no step changes is made once: a chart is drawn anew at every frame while time is dragged.
  const words = useMemo(() => <Words group={group} chart={chart} isBrief={isBrief} />, [group, chart, isBrief]);
  const path = useMemo(() => lineOf(group), [group]);
  return (
    <g class={kind}>
      <path d={path} stroke-width={stepped ? 4 : walked ? 3 : width} marker-end={`url(#${arrow})`} />
      <g class="words">{words}</g>
    </g>
  );
};

/** How often the edges of a group were taken: drawn over all lines, of which some run close by its words. */
export const Flow = ({ group: { label }, count }: { readonly group: DrawnGroup; readonly count: number }) => (
  <text class="flow" x={label.x + label.width} y={label.y - 2} text-anchor="end">
    {countText(count)}×
  </text>
);

/** A state: its name, how many stand in it, and whether it is lit. */
export const StateBox = ({
  place,
  title,
  kind,
  count,
  total,
  description,
  isLit,
  isVisited,
  isOdd,
  isSelected,
  onState,
}: {
  readonly place: DrawnState;
  readonly title: string;
  readonly kind: string;
  readonly count: number | null;
  readonly total: number;
  readonly description: string;
  readonly isLit: boolean;
  readonly isVisited: boolean;
  readonly isOdd: boolean;
  readonly isSelected: boolean;
  readonly onState: ((path: string) => void) | undefined;
}) => {
  const { x, y, width, height, path } = place;
  const isLeaf = kind === 'atomic' || kind === 'final';
  const share = isLeaf && count !== null && total > 0 ? count / total : 0;
  const names = ['state', isLeaf ? 'leaf' : kind];
  if (isLit) names.push('lit');
  else if (isVisited) names.push('visited');
  if (isOdd && isLit) names.push('odd');
  if (isSelected) names.push('selected');
  if (count === 0 && !isLit && !isVisited) names.push('empty');
  const press = (): void => onState?.(path);
  return (
    <g
      class={names.join(' ')}
      data-state={path}
      role={onState === undefined ? undefined : 'button'}
      tabIndex={onState === undefined ? undefined : 0}
      aria-label={count === null ? path : `${path}: ${count}`}
      onClick={press}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        press();
      }}
    >
      <title>{description === '' ? path : `${path}\n${description}`}</title>
      <rect x={x} y={y} width={width} height={height} rx={isLeaf ? 8 : 10} />
      {isLeaf && share > 0 ? (
        <rect class="share" x={x} y={y + height - 5} width={Math.max(width * share, 3)} height={5} rx={2} />
      ) : null}
      <text class="title" x={x + 10} y={y + (isLeaf ? 29 : 24)}>
        {isLit ? '● ' : ''}
        {title}
      </text>
      {count !== null ? (
        <text class="count" x={x + width - 10} y={y + (isLeaf ? 29 : 24)} text-anchor="end">
          {countText(count)}
        </text>
      ) : null}
    </g>
  );
};
