// The page: its head with the run and the views, and the view that the address names.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RunEntry, RunHead, RunTotals } from '../../src/inspect/page/answers.ts';
import { askRuns } from './ask.ts';
import { ChartsPage } from './charts-page.tsx';
import { ComparePage } from './compare-page.tsx';
import { FindBox, FindPage } from './find-page.tsx';
import { useHead } from './heads.ts';
import { LifePage } from './life-page.tsx';
import { changeLook, look } from './look.ts';
import { moment } from './playhead.tsx';
import { go, hrefOf, route, type View } from './route.ts';
import { RunPage } from './run-page.tsx';
import { useAnswer } from './use.ts';
import { countText, durationText, percentText } from './words.ts';

const tabs: readonly { readonly view: View; readonly title: string; readonly key: string }[] = [
  { view: 'run', title: 'Run', key: 'r' },
  { view: 'charts', title: 'Charts', key: 'c' },
  { view: 'find', title: 'Find', key: 'f' },
];

const stateTexts: Readonly<Record<RunEntry['state'], string>> = {
  waiting: 'not opened yet',
  reading: 'being read',
  live: 'running',
  whole: 'read',
  failed: 'cannot be read',
};

const RunsPage = ({ runs }: { readonly runs: readonly RunEntry[] }) => (
  <div class="runs-page">
    <h1>Runs</h1>
    {runs.length === 0 ? <p class="empty">There is no run here. `dte run --out run.jsonl` writes one.</p> : null}
    <ul>
      {runs.map(({ id, name, seed, source, state, records, problem }) => (
        <li key={id}>
          <a href={hrefOf('run', id)}>
            <b>{id}</b> {name === '' || name === id ? '' : name}{' '}
            <span class="faint">
              {seed === '' ? '' : `seed ${seed} · `}
              {source} · {stateTexts[state]}
              {records === 0 ? '' : ` · ${countText(records)} records`}
            </span>
          </a>
          {problem === null ? null : <p class="problem">{problem}</p>}
        </li>
      ))}
    </ul>
    {runs.length < 2 ? null : (
      <p>
        <a
          class="button"
          href={hrefOf(
            'compare',
            runs
              .slice(-2)
              .map(({ id }) => id)
              .join(','),
          )}
        >
          Side by side
        </a>
      </p>
    )}
  </div>
);

const pages: Readonly<Partial<Record<View, (props: { readonly head: RunHead }) => JSX.Element>>> = {
  run: RunPage,
  charts: ChartsPage,
  find: FindPage,
  life: LifePage,
};

/** What a run comes to, while the page still counts. */
const Totals = ({ totals }: { readonly totals: RunTotals }) => (
  <span class="totals">
    <b>In all</b> {countText(totals.intents)} intents, {countText(totals.arbitrages)} arbitrages,{' '}
    {countText(totals.orders)} orders in {durationText(totals.virtualUs)}; ended: {totals.endedBy}.{' '}
    <span class="faint">What is shown counts up to that.</span>
  </span>
);

const Reading = ({ head }: { readonly head: RunHead }) => {
  if (head.state === 'live')
    return (
      <span class="badge live" role="status">
        ● running · {countText(head.records)} records
      </span>
    );
  if (head.state !== 'reading') return null;
  return (
    <div class="reading-so-far">
      <span class="badge reading" role="status">
        reading {percentText(Math.round(head.share * 1_000), 1_000)} · {countText(head.records)}
        {head.totals === null ? '' : ` of ${countText(head.totals.records)}`} records
      </span>
      <progress aria-label="How much of the run has been read" value={head.share} />
      {head.totals === null ? null : <Totals totals={head.totals} />}
    </div>
  );
};

const OneRun = ({ run }: { readonly run: string }) => {
  const { head, problem } = useHead(run);
  const Page = pages[route.value.view];
  if (head === null)
    return problem === null ? <p class="empty">The run is being opened…</p> : <p class="problem">{problem}</p>;
  return (
    <>
      {head.problem === null ? null : <p class="problem">{head.problem}</p>}
      {problem === null ? null : <p class="problem">{problem}</p>}
      <Reading head={head} />
      {Page === undefined ? null : <Page head={head} />}
    </>
  );
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);

const listenToKeys = (run: string): (() => void) => {
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
    if (isTyping(event.target)) return;
    const tab = tabs.find(({ key }) => key === event.key);
    if (tab !== undefined && run !== '') go(hrefOf(tab.view, run));
    else if (event.key === '/') document.getElementById('find')?.focus();
    else if (event.key === 't') changeLook();
    else if (event.key === ' ' && !(event.target instanceof HTMLButtonElement) && !(event.target instanceof SVGElement))
      document.getElementById('play')?.click();
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
};

/** The page. */
export const App = () => {
  const { value: runs, problem } = useAnswer('runs', askRuns);
  const { view, run } = route.value;
  useEffect(() => listenToKeys(view === 'compare' ? '' : run), [view, run]);
  useEffect(() => {
    moment.value = null;
  }, [run]);
  useEffect(() => {
    const [only] = runs ?? [];
    if (runs?.length === 1 && only !== undefined && view === 'runs') go(hrefOf('run', only.id), true);
  }, [runs, view]);
  const hasRun = run !== '' && view !== 'compare';
  return (
    <>
      <header class="top">
        <span class="simulation" title="Nothing here has traded, and nothing here can">
          SIMULATION
        </span>
        {runs === null || runs.length === 0 ? null : (
          <select
            aria-label="Run"
            value={hasRun ? run : ''}
            onChange={(event) => {
              const id = event.currentTarget.value;
              if (id === '') go('#/runs');
              else go(hrefOf(view === 'charts' || view === 'find' ? view : 'run', id));
            }}
          >
            <option value="">all runs</option>
            {runs.map(({ id }) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        )}
        {hasRun ? (
          <nav class="tabs" aria-label="Views">
            {tabs.map(({ view: to, title, key }) => (
              <a key={to} class={to === view ? 'on' : ''} href={hrefOf(to, run)} title={`Key ${key}`}>
                {title}
              </a>
            ))}
          </nav>
        ) : null}
        {hasRun ? <FindBox run={run} /> : null}
        <button type="button" class="look" title="Dark or light (t)" aria-label="Dark or light" onClick={changeLook}>
          {look.value === 'dark' ? '☀' : '☾'}
        </button>
      </header>
      <main>
        {problem === null ? null : <p class="problem">{problem}</p>}
        {view === 'compare' && runs !== null ? <ComparePage runs={runs} /> : null}
        {view === 'runs' && runs !== null ? <RunsPage runs={runs} /> : null}
        {hasRun ? <OneRun key={run} run={run} /> : null}
      </main>
    </>
  );
};
