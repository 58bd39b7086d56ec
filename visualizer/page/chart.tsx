// A statechart as a drawing: states with how many stand in them, edges with how often they were taken, and what is lit.
// It can be moved and made larger; it fits its place when it is shown first.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { DrawnChart, DrawnGroup, DrawnState } from '../layout/drawn.ts';
import { countText } from './words.ts';

/** What is shown on a chart. */
export interface ChartFigures {
  /** How many stand in each state, by its place; null where nothing is counted. */
  readonly states: readonly number[] | null;
  /** How often each edge was taken, by its place. */
  readonly edges: readonly number[] | null;
  /** States that are lit: where an actor stands. */
  readonly lit?: ReadonlySet<string>;
  /** States where it has been. */
  readonly visited?: ReadonlySet<string>;
  /** Edges on its way; those of the last step. */
  readonly walked?: ReadonlySet<number>;
  readonly stepped?: ReadonlySet<number>;
  readonly isOdd?: boolean;
}

interface Props extends ChartFigures {
  readonly chart: DrawnChart;
  readonly selected?: string;
  readonly onState?: (path: string) => void;
  /** Keeps what is lit in view. */
  readonly isFollowing?: boolean;
}

interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const MARGIN = 12;
const SCALE_MAX = 3;
/** Below this, words would be too small: only the events are said, in larger letters. */
const SCALE_OF_WORDS = 0.72;
const EVENT_LETTERS_MAX = 22;

/** The events of a group, as many as its place has lines for. */
const eventsOf = (chart: DrawnChart, { edges, label }: DrawnGroup): readonly string[] =>
  [...new Set(edges.map((at) => chart.edges[at]?.event ?? ''))].slice(0, Math.max(1, Math.floor((label.height + 6) / 17)));

const lineOf = ({ points }: DrawnGroup): string => points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');

/** A state and all that it lies in. */
const sumsOf = (chart: DrawnChart, counts: readonly number[]): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  const parents = new Map(chart.states.map(({ path, parent }) => [path, parent]));
  chart.states.forEach(({ path }, at) => {
    const count = counts[at] ?? 0;
    for (let up: string | null | undefined = path; typeof up === 'string'; up = parents.get(up))
      sums.set(up, (sums.get(up) ?? 0) + count);
  });
  return sums;
};

const Group = ({
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
  return (
    <g class={kind}>
      <path d={lineOf(group)} stroke-width={stepped ? 4 : walked ? 3 : width} marker-end={`url(#${arrow})`} />
      <g class="words">
        <title>
          {group.edges
            .map((at) => {
              const { source, target, event, guard, actions, description } = chart.edges[at]!;
              const lines = [`${source || chart.name} → ${target}: ${event}`];
              if (guard !== '') lines.push(`if ${guard}`);
              if (actions !== '') lines.push(`does ${actions}`);
              if (description !== '') lines.push(description);
              return lines.join('\n');
            })
            .join('\n\n')}
        </title>
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
        {count !== null && count > 0 ? (
          <text class="flow" x={group.label.x + group.label.width} y={group.label.y - 2} text-anchor="end">
            {countText(count)}×
          </text>
        ) : null}
      </g>
    </g>
  );
};

const StateBox = ({
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

/** A chart. */
export const Chart = ({ chart, states, edges, lit, visited, walked, stepped, isOdd, selected, onState, isFollowing }: Props) => {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly view: View } | null>(null);
  const fit = useMemo(
    () => (): void => {
      const box = frame.current?.getBoundingClientRect();
      if (box === undefined || box.width === 0) return;
      const whole = Math.min((box.width - MARGIN) / chart.width, (box.height - MARGIN) / chart.height, 1.25);
      // On a phone a whole chart cannot be read: it begins in its upper left corner.
      const scale = Math.max(whole, 0.42);
      setView({
        scale,
        x: Math.max((box.width - chart.width * scale) / 2, MARGIN / 2),
        y: Math.max((box.height - chart.height * scale) / 2, MARGIN / 2),
      });
    },
    [chart],
  );
  useEffect(() => {
    fit();
    const observer = new ResizeObserver(fit);
    if (frame.current !== null) observer.observe(frame.current);
    return () => observer.disconnect();
  }, [fit]);

  useEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    if (isFollowing !== true || box === undefined || lit === undefined) return;
    // The first region tells most.
    const place = chart.places.find(({ path }) => lit.has(path) && path === [...lit][0]);
    if (place === undefined) return;
    setView((before) => {
      if (before === null) return before;
      const x = before.x + (place.x + place.width / 2) * before.scale;
      const y = before.y + (place.y + place.height / 2) * before.scale;
      const isSeen = x > 60 && x < box.width - 60 && y > 30 && y < box.height - 50;
      return isSeen ? before : { ...before, x: before.x + box.width / 2 - x, y: before.y + box.height / 2 - y };
    });
  }, [lit, isFollowing, view === null]);

  const zoom = (factor: number, at?: { readonly x: number; readonly y: number }): void => {
    const box = frame.current?.getBoundingClientRect();
    if (view === null || box === undefined) return;
    const scale = Math.min(Math.max(view.scale * factor, 0.15), SCALE_MAX);
    const x = at?.x ?? box.width / 2;
    const y = at?.y ?? box.height / 2;
    setView({ scale, x: x - ((x - view.x) * scale) / view.scale, y: y - ((y - view.y) * scale) / view.scale });
  };

  const sums = useMemo(() => (states === null ? null : sumsOf(chart, states)), [chart, states]);
  const total = Math.max(...chart.states.map(({ path, kind }) => (kind === 'atomic' ? (sums?.get(path) ?? 0) : 0)), 1);
  const byPath = useMemo(() => new Map(chart.states.map((state) => [state.path, state])), [chart]);
  const isAround = (paths: ReadonlySet<string> | undefined, path: string): boolean =>
    paths !== undefined && [...paths].some((one) => one === path || one.startsWith(`${path}.`)) && path !== '';
  const places = chart.places.toSorted((left, right) => depth(left.path) - depth(right.path));

  return (
    <div
      class="chart"
      ref={frame}
      data-chart={chart.name}
      onWheel={(event) => {
        event.preventDefault();
        const box = event.currentTarget.getBoundingClientRect();
        zoom(Math.exp(-event.deltaY / 500), { x: event.clientX - box.left, y: event.clientY - box.top });
      }}
      onPointerDown={(event) => {
        if (view !== null) drag.current = { x: event.clientX, y: event.clientY, view };
      }}
      onPointerMove={(event) => {
        const from = drag.current;
        if (from === null || event.buttons === 0) return;
        setView({ ...from.view, x: from.view.x + event.clientX - from.x, y: from.view.y + event.clientY - from.y });
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
    >
      <svg role="group" aria-label={`statechart ${chart.name}`}>
        <defs>
          {['arrow', 'arrow-still', 'arrow-walked', 'arrow-stepped'].map((id) => (
            <marker key={id} id={id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
              <path d="M0 0L8 4L0 8z" />
            </marker>
          ))}
        </defs>
        {view === null ? null : (
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
            {places.map((place) => {
              const state = byPath.get(place.path)!;
              return (
                <StateBox
                  key={place.path}
                  place={place}
                  title={state.key}
                  kind={state.kind}
                  description={state.description}
                  count={sums === null || state.kind === 'parallel' || place.path === '' ? null : (sums.get(place.path) ?? 0)}
                  total={total}
                  isLit={isAround(lit, place.path)}
                  isVisited={isAround(visited, place.path)}
                  isOdd={isOdd === true}
                  isSelected={selected === place.path}
                  onState={place.path === '' ? undefined : onState}
                />
              );
            })}
            {chart.groups.map((group, at) => (
              <Group
                key={at}
                chart={chart}
                group={group}
                isBrief={view.scale < SCALE_OF_WORDS}
                count={edges === null ? null : group.edges.reduce((sum, edge) => sum + (edges[edge] ?? 0), 0)}
                walked={group.edges.some((edge) => walked?.has(edge) === true)}
                stepped={group.edges.some((edge) => stepped?.has(edge) === true)}
              />
            ))}
          </g>
        )}
      </svg>
      <div class="zoom">
        <button type="button" title="Larger" aria-label="Larger" onClick={() => zoom(1.3)}>
          +
        </button>
        <button type="button" title="Smaller" aria-label="Smaller" onClick={() => zoom(1 / 1.3)}>
          −
        </button>
        <button type="button" title="Fit" aria-label="Fit" onClick={fit}>
          ⤢
        </button>
      </div>
    </div>
  );
};

const depth = (path: string): number => (path === '' ? 0 : path.split('.').length);
