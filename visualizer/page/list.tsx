// A list of any length: only the rows that can be seen are there, fetched in parts when they come into view.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Page } from '../../src/inspect/page/answers.ts';

interface Props<T> {
  /** What the list is of: another key is another list. */
  readonly of: string;
  /** Changes when the rows may have changed while the list is the same. */
  readonly version?: string | number;
  readonly fetchPage: (offset: number, limit: number) => Promise<Page<T>>;
  readonly row: (value: T, at: number) => ComponentChildren;
  readonly hrefOf?: (value: T) => string;
  readonly head?: ComponentChildren;
  readonly empty: string;
  readonly label: string;
}

const ROW = 30;
const PART = 100;
/** Browsers do not draw boxes that are higher than some ten million points. */
const HEIGHT_MAX = 8_000_000;

/** A list. */
export const List = <T,>({ of, version = 0, fetchPage, row, hrefOf, head, empty, label }: Props<T>) => {
  const box = useRef<HTMLDivElement>(null);
  const parts = useRef(new Map<number, readonly T[]>());
  const asked = useRef(new Set<string>());
  const [total, setTotal] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  const [, setDrawn] = useState(0);
  const key = `${of} ${version}`;
  const current = useRef(key);
  const list = useRef(of);
  current.current = key;

  useEffect(() => {
    if (list.current !== of) {
      list.current = of;
      parts.current.clear();
      setTotal(null);
      if (box.current !== null) box.current.scrollTop = 0;
      setTop(0);
    }
    asked.current.clear();
    setProblem(null);
    setDrawn((count) => count + 1);
  }, [key]);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 400));
    if (box.current !== null) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  const whole = (total ?? 0) * ROW;
  const drawnHeight = Math.min(whole, HEIGHT_MAX);
  // In a list that is higher than what can be drawn the bar is scaled.
  const first = whole <= drawnHeight ? Math.floor(top / ROW) : Math.floor(((total ?? 0) * top) / drawnHeight);
  const shown = Math.ceil(height / ROW) + 2;
  const from = Math.max(0, Math.min(first, Math.max((total ?? 0) - shown + 2, 0)));

  useEffect(() => {
    for (let part = Math.floor(from / PART); part <= Math.floor((from + shown) / PART); part += 1) {
      const name = `${key} ${part}`;
      if (asked.current.has(name) || (total !== null && part > 0 && part * PART >= total)) continue;
      asked.current.add(name);
      fetchPage(part * PART, PART).then(
        (page) => {
          if (current.current !== key) return;
          parts.current.set(part, page.rows);
          setTotal(page.total);
          setDrawn((count) => count + 1);
        },
        (error: unknown) =>
          current.current === key && setProblem(error instanceof Error ? error.message : String(error)),
      );
    }
  }, [key, from, shown]);

  const rows: ComponentChildren[] = [];
  for (let at = from; at < Math.min(from + shown, total ?? 0); at += 1) {
    const value = parts.current.get(Math.floor(at / PART))?.[at % PART];
    const style = { transform: `translateY(${whole <= drawnHeight ? at * ROW : top + (at - from) * ROW}px)` };
    const content = value === undefined ? <span class="faint">…</span> : row(value, at);
    rows.push(
      <div key={at} class="row" style={style} role="listitem">
        {value !== undefined && hrefOf !== undefined ? <a href={hrefOf(value)}>{content}</a> : content}
      </div>,
    );
  }
  return (
    <div class="list">
      {head === undefined ? null : <div class="row head">{head}</div>}
      <div
        class="rows"
        ref={box}
        role="list"
        aria-label={label}
        tabIndex={0}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        {problem === null ? null : <p class="problem">{problem}</p>}
        {total === 0 ? <p class="empty">{empty}</p> : null}
        <div class="whole" style={{ height: `${drawnHeight}px` }}>
          {rows}
        </div>
      </div>
    </div>
  );
};
