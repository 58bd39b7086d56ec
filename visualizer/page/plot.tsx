// One plot over virtual time: lines, what stands out as marks on its axis, and the moment that is looked at. A press goes
// to a moment.
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import type { Mark } from '../../src/inspect/page/answers.ts';
import { colourOf, look } from './look.ts';
import { moment } from './playhead.tsx';

/** A line of a plot. */
export interface Line {
  readonly label: string;
  /** The name of its colour: `c1` to `c7`. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
  readonly isDashed?: boolean;
}

interface Props {
  readonly title: string;
  /** The times of the values, in seconds. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly marks?: readonly Mark[];
  readonly format?: (value: number) => string;
}

const HEIGHT = 150;
const DASH = [6, 4];

const drawMarks = (plot: UPlot, marks: readonly Mark[]): void => {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const { atUs, kind } of marks) {
    const x = plot.valToPos(atUs / 1e6, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.fillStyle = colourOf(kind === 'anomaly' ? 'bad' : kind === 'fault' ? 'fault' : 'c7');
    const top = bbox.top + (kind === 'anomaly' ? 0 : kind === 'fault' ? 7 : 14) * devicePixelRatio;
    const size = 5 * devicePixelRatio;
    ctx.beginPath();
    if (kind === 'anomaly') {
      ctx.moveTo(x, top);
      ctx.lineTo(x + size, top + size * 1.6);
      ctx.lineTo(x - size, top + size * 1.6);
    } else if (kind === 'fault') ctx.rect(x - size / 2, top, size, size);
    else ctx.arc(x, top + size / 2, size / 1.6, 0, Math.PI * 2);
    ctx.fill();
  }
  ctx.restore();
};

const short = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Math.round(value / 1e4) / 100}M`;
  if (size >= 1e4) return `${Math.round(value / 100) / 10}k`;
  return String(Math.round(value * 100) / 100);
};

/** A plot. */
export const Plot = ({ title, times, lines, marks = [], format = short }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const shownMarks = useRef(marks);
  shownMarks.current = marks;
  const names = lines.map(({ label, colour }) => `${label} ${colour}`).join('|');
  const lookNow = look.value;

  useEffect(() => {
    const place = box.current;
    if (place === null) return undefined;
    const axis = {
      stroke: colourOf('faint'),
      grid: { stroke: colourOf('line'), width: 1 },
      ticks: { stroke: colourOf('line'), width: 1 },
      font: '11px system-ui',
    };
    const made = new UPlot(
      {
        width: place.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { points: { show: false }, drag: { x: false, y: false } },
        scales: { x: { time: false } },
        axes: [
          { ...axis, size: 26, values: (_, ticks) => ticks.map((tick) => `${tick} s`) },
          { ...axis, size: 56, values: (_, ticks) => ticks.map(format) },
        ],
        series: [
          {},
          ...lines.map(({ label, colour, isDashed }) => ({
            label,
            stroke: colourOf(colour),
            width: 1.6,
            points: { show: false },
            ...(isDashed === true ? { dash: DASH } : {}),
          })),
        ],
        hooks: { draw: [(one: UPlot) => drawMarks(one, shownMarks.current)] },
      },
      [[...times], ...lines.map(({ values }) => [...values])],
      place,
    );
    plot.current = made;
    const head = document.createElement('div');
    head.className = 'plot-head';
    made.over.append(head);
    made.over.addEventListener('click', (event) => {
      const seconds = made.posToVal(event.offsetX, 'x');
      moment.value = Math.max(0, seconds * 1e6);
    });
    const stop = effect(() => {
      const at = moment.value;
      head.hidden = at === null;
      if (at !== null) head.style.transform = `translateX(${made.valToPos(at / 1e6, 'x')}px)`;
    });
    const observer = new ResizeObserver(() => made.setSize({ width: place.clientWidth, height: HEIGHT }));
    observer.observe(place);
    return () => {
      stop();
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [names, lookNow]);
  useEffect(() => {
    plot.current?.setData([[...times], ...lines.map(({ values }) => [...values])]);
  }, [times, lines]);

  useEffect(() => {
    plot.current?.redraw(false);
  }, [marks]);

  return (
    <figure class="plot" aria-label={title}>
      <figcaption>
        <b>{title}</b>
        {lines.map(({ label, colour, isDashed }) => (
          <span key={label} class={`key ${colour} ${isDashed === true ? 'dashed' : ''}`}>
            {label}
          </span>
        ))}
      </figcaption>
      <div ref={box} class="plot-box" />
    </figure>
  );
};
