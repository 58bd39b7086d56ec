// Every chart with the actors of a run counted in it, at the moment that is looked at, for the whole run or one venue.
import { useEffect, useMemo } from 'preact/hooks';
import type { RunHead } from '../../src/inspect/page/answers.ts';
import type { DrawnChart } from '../layout/drawn.ts';
import { ArbitrageList, OrderList } from './actor-lists.tsx';
import { askCharts } from './ask.ts';
import { Chart } from './chart.tsx';
import { nameWindow } from './controls.ts';
import { Playhead } from './playhead.tsx';
import { hrefOf, route, setParams } from './route.ts';
import { useTimeline, valuesAt } from './timeline.ts';
import { useAnswer } from './use.ts';
import { chartTitle, isUnjournaled } from './words.ts';

const listed = new Set(['order', 'arbitrage']);

const range = (base: number, count: number): readonly number[] => Array.from({ length: count }, (_, at) => base + at);

const Actors = ({
  head,
  chart,
  venue,
}: {
  readonly head: RunHead;
  readonly chart: DrawnChart;
  readonly venue: string;
}) => {
  const { state, when = 'ever' } = route.value.params;
  const drawn = chart.states.find(({ path }) => path === state);
  if (state === undefined || drawn === undefined) return null;
  const filter = { state, when, venue: venue === '' ? undefined : venue };
  return (
    <section class="panel actors" aria-label="Actors of the state">
      <header>
        <h2>{state}</h2>
        <button type="button" aria-label="Close" onClick={() => setParams({ state: undefined })}>
          ✕
        </button>
      </header>
      {drawn.description === '' ? null : <p class="faint">{drawn.description}</p>}
      {drawn.inner.length === 0 ? null : (
        <details>
          <summary>{drawn.inner.length} things that happen without leaving it</summary>
          <ul class="inner">
            {drawn.inner.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {listed.has(chart.name) ? (
        <>
          <div class="tabs small" role="group" aria-label="Which actors">
            <button type="button" class={when === 'ever' ? 'on' : ''} onClick={() => setParams({ when: 'ever' })}>
              have been here
            </button>
            <button type="button" class={when === 'now' ? 'on' : ''} onClick={() => setParams({ when: 'now' })}>
              are here {head.state === 'live' ? 'now' : 'at the end'}
            </button>
          </div>
          {chart.name === 'order' ? (
            <OrderList head={head} filter={filter} />
          ) : (
            <ArbitrageList head={head} filter={filter} />
          )}
        </>
      ) : (
        <p class="faint">
          {chart.name === 'settlement'
            ? 'Settlements are found with their orders: open an order to see them.'
            : 'This chart has one actor for each venue, or for the run.'}
        </p>
      )}
    </section>
  );
};

/** The page of charts. */
export const ChartsPage = ({ head }: { readonly head: RunHead }) => {
  const { value: charts, problem } = useAnswer('charts', askCharts);
  const { what, params } = route.value;
  const chart = charts?.find(({ name }) => name === (what === '' ? 'order' : what)) ?? null;
  const venue = params['venue'] ?? '';
  const block = head.blocks.find((one) => one.chart === chart?.name && one.venue === venue);
  const places = useMemo(
    () => (block === undefined ? [] : range(block.base, block.states + block.edges)),
    [block?.base, block?.states, block?.edges],
  );
  const timeline = useTimeline(head, places);
  useEffect(() => {
    nameWindow(`${chartTitle(chart?.name ?? 'order')} · ${head.name} · simulation`);
  }, [chart, head.name]);
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (charts === null) return <p class="empty">The charts are on their way…</p>;
  if (chart === null) return <p class="problem">There is no chart ‘{what}’.</p>;
  const values = block === undefined ? null : valuesAt(head, timeline, block.base, block.states + block.edges);
  return (
    <div class={`charts-page ${params['state'] === undefined ? '' : 'with-panel'}`}>
      <div class="bar">
        <nav class="tabs" aria-label="Charts">
          {charts.map(({ name }) => (
            <a
              key={name}
              class={name === chart.name ? 'on' : ''}
              href={hrefOf('charts', head.id, name, { venue: venue === '' ? undefined : venue })}
            >
              {chartTitle(name)}
            </a>
          ))}
        </nav>
        <label>
          <span class="faint">venue</span>{' '}
          <select
            aria-label="Venue"
            value={venue}
            onChange={(event) => setParams({ venue: event.currentTarget.value || undefined })}
          >
            <option value="">the whole run</option>
            {head.venues.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="about">
        {chart.description}
        {isUnjournaled(chart.name)
          ? ' It lives in wall time, and a journal does not speak of it: nothing is counted.'
          : ''}
        {block === undefined && !isUnjournaled(chart.name) ? ' None of its actors has been here.' : ''}
      </p>
      <Chart
        chart={chart}
        states={values === null || block === undefined ? null : values.slice(0, block.states)}
        edges={values === null || block === undefined ? null : values.slice(block.states)}
        {...(params['state'] === undefined ? {} : { selected: params['state'] })}
        onState={(path) => setParams({ state: path === params['state'] ? undefined : path })}
      />
      <Actors head={head} chart={chart} venue={venue} />
      <Playhead head={head} />
    </div>
  );
};
