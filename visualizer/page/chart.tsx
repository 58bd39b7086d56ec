// A statechart as a drawing: states with how many stand in them, edges with how often they were taken, and what is lit.
// It can be moved and made larger; it fits its place when it is shown first.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { DrawnChart } from '../layout/drawn.ts';
import { Flow, Group, StateBox } from './chart-parts.tsx';

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
  /** Shows all of the chart, however small. */
  readonly isWhole?: boolean;
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

/** A chart. */
export const Chart = ({
  chart,
  states,
  edges,
  lit,
  visited,
  walked,
  stepped,
  isOdd,
  selected,
  onState,
  isFollowing,
  isWhole,
}: Props) => {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly view: View } | null>(null);
  const fit = useMemo(
    () => (): void => {
      const box = frame.current?.getBoundingClientRect();
      if (box === undefined || box.width === 0) return;
      const whole = Math.min((box.width - MARGIN) / chart.width, (box.height - MARGIN) / chart.height, 1.25);
      // On a phone a whole chart cannot be read: it begins in its upper left corner.
      const scale = Math.max(whole, isWhole === true ? 0.15 : 0.42);
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
  const flows = useMemo(
    () =>
      edges === null
        ? null
        : chart.groups.map((group) => group.edges.reduce((sum, edge) => sum + (edges[edge] ?? 0), 0)),
    [chart, edges],
  );
  const total = Math.max(...chart.states.map(({ path, kind }) => (kind === 'atomic' ? (sums?.get(path) ?? 0) : 0)), 1);
  const byPath = useMemo(() => new Map(chart.states.map((state) => [state.path, state])), [chart]);
  const isAround = (paths: ReadonlySet<string> | undefined, path: string): boolean =>
    paths !== undefined && [...paths].some((one) => one === path || one.startsWith(`${path}.`)) && path !== '';
  const places = useMemo(() => chart.places.toSorted((left, right) => depth(left.path) - depth(right.path)), [chart]);

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
            <marker
              key={id}
              id={id}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
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
                  count={
                    sums === null || state.kind === 'parallel' || place.path === '' ? null : (sums.get(place.path) ?? 0)
                  }
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
                count={flows?.[at] ?? null}
                walked={group.edges.some((edge) => walked?.has(edge) === true)}
                stepped={group.edges.some((edge) => stepped?.has(edge) === true)}
              />
            ))}
            {flows?.map((count, at) =>
              count === 0 ? null : <Flow key={at} group={chart.groups[at]!} count={count} />,
            )}
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
