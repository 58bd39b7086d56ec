// Several runs side by side: the same chart of each, and their figures.
import { useMemo } from 'preact/hooks';
import type { RunEntry, RunHead } from '../../src/inspect/page/answers.ts';
import type { DrawnChart } from '../layout/drawn.ts';
import { askCharts } from './ask.ts';
import { Chart } from './chart.tsx';
import { useHead } from './heads.ts';
import { go, hrefOf, route, setParams } from './route.ts';
import { Tiles, Verdict } from './run-page.tsx';
import { useAnswer } from './use.ts';
import { chartTitle, countText } from './words.ts';

const RUNS_MAX = 4;

const One = ({ id, chart }: { readonly id: string; readonly chart: DrawnChart | null }) => {
  const { head, problem } = useHead(id);
  if (head === null)
    return (
      <section class="panel">{problem === null ? <p class="empty">…</p> : <p class="problem">{problem}</p>}</section>
    );
  const block = head.blocks.find((one) => one.chart === chart?.name && one.venue === '');
  const values = block === undefined ? null : head.now.slice(block.base, block.base + block.states + block.edges);
  return (
    <section class="panel" aria-label={`run ${head.id}`}>
      <header>
        <h2>
          <a href={hrefOf('run', head.id)}>{head.name || head.id}</a>{' '}
          <span class="faint">
            seed {head.seed} · {head.source}
          </span>
        </h2>
      </header>
      <Verdict head={head} />
      <Tiles head={head} timeline={null} />
      {chart === null ? null : (
        <Chart
          chart={chart}
          isWhole
          states={values === null || block === undefined ? null : values.slice(0, block.states)}
          edges={values === null || block === undefined ? null : values.slice(block.states)}
          onState={(path) => go(hrefOf('charts', head.id, chart.name, { state: path }))}
        />
      )}
      <Oddities head={head} />
    </section>
  );
};

const Oddities = ({ head }: { readonly head: RunHead }) => (
  <ul class="mark-list">
    {head.marks.map(({ kind, name, count }) => (
      <li key={`${kind} ${name}`}>
        <a class={`mark-key ${kind}`} href={hrefOf('find', head.id, 'marks', { kind, name })}>
          {name} <b>{countText(count)}</b>
        </a>
      </li>
    ))}
  </ul>
);

/** The page of several runs. */
export const ComparePage = ({ runs }: { readonly runs: readonly RunEntry[] }) => {
  const charts = useAnswer('charts', askCharts);
  const { run, params } = route.value;
  const ids = useMemo(
    () =>
      run
        .split(',')
        .filter((id) => id !== '')
        .slice(0, RUNS_MAX),
    [run],
  );
  const name = params['chart'] ?? 'arbitrage';
  const chart = charts.value?.find((one) => one.name === name) ?? null;
  const toggle = (id: string): void => {
    const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
    go(hrefOf('compare', next.join(','), '', params), true);
  };
  return (
    <div class="compare-page">
      <div class="bar">
        <nav class="tabs small" aria-label="Charts">
          {(charts.value ?? []).map((one) => (
            <button
              key={one.name}
              type="button"
              class={one.name === name ? 'on' : ''}
              onClick={() => setParams({ chart: one.name })}
            >
              {chartTitle(one.name)}
            </button>
          ))}
        </nav>
        {runs.map(({ id }) => (
          <label key={id}>
            <input type="checkbox" checked={ids.includes(id)} onChange={() => toggle(id)} /> {id}
          </label>
        ))}
      </div>
      {ids.length === 0 ? <p class="empty">Choose runs to see them side by side.</p> : null}
      <div class="beside">
        {ids.map((id) => (
          <One key={id} id={id} chart={chart} />
        ))}
      </div>
    </div>
  );
};
