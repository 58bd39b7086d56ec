// The life of one order or arbitrage: its story, its steps as a sequence, and its path lit in its chart. One step at a
// time, forwards and backwards.
import { useEffect, useMemo } from 'preact/hooks';
import type { Life, RunHead } from '../../src/inspect/page/answers.ts';
import { askCharts, askLife } from './ask.ts';
import { Chart } from './chart.tsx';
import { nameWindow } from './controls.ts';
import { hrefOf, route, setParams } from './route.ts';
import { Sequence } from './sequence.tsx';
import { useAnswer } from './use.ts';
import { chartTitle, instantText } from './words.ts';

interface Lit {
  readonly chart: string;
  readonly actor: string;
  readonly lit: ReadonlySet<string>;
  readonly visited: ReadonlySet<string>;
  readonly walked: ReadonlySet<number>;
  readonly stepped: ReadonlySet<number>;
}

/** What is lit at a step: the chart of the actor that moved last, with all of its way until then. */
const litAt = ({ steps }: Life, step: number): Lit | null => {
  let at = Math.min(step, steps.length - 1);
  while (at >= 0 && steps[at]?.light === null) at -= 1;
  const light = steps[at]?.light;
  if (light === null || light === undefined) return null;
  const visited = new Set<string>();
  const walked = new Set<number>();
  for (const { light: one } of steps.slice(0, at + 1)) {
    if (one === null || one.chart !== light.chart || one.actor !== light.actor) continue;
    for (const state of one.states) visited.add(state);
    for (const edge of one.edges) walked.add(edge);
  }
  const stepped = new Set(at === step ? light.edges : []);
  return { chart: light.chart, actor: light.actor, lit: new Set(light.states), visited, walked, stepped };
};

/** The page of one life. */
export const LifePage = ({ head }: { readonly head: RunHead }) => {
  const { what, params } = route.value;
  const isReading = head.state === 'reading';
  const life = useAnswer(`${head.id} ${what} ${head.state === 'whole' ? '' : Math.floor(head.records / 20_000)}`, () =>
    askLife(head.id, what),
  );
  const charts = useAnswer('charts', askCharts);
  const count = life.value?.steps.length ?? 0;
  // A link may name a step by the record that it is.
  const linked = life.value?.steps.findIndex(({ seq }) => String(seq) === params['seq']) ?? -1;
  const asked = params['step'] === undefined ? linked : Number(params['step']);
  const step = Math.min(Math.max(Number.isNaN(asked) ? 0 : asked, 0), Math.max(count - 1, 0));
  const goTo = (next: number): void =>
    setParams({ seq: undefined, step: String(Math.min(Math.max(next, 0), count - 1)) });
  useEffect(() => {
    nameWindow(`${what} · ${head.name} · simulation`);
    const press = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      if (event.key === 'ArrowRight' || event.key === 'ArrowDown') goTo(step + 1);
      else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') goTo(step - 1);
      else if (event.key === 'Home') goTo(0);
      else if (event.key === 'End') goTo(count - 1);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  const lit = useMemo(() => (life.value === null ? null : litAt(life.value, step)), [life.value, step]);
  if (life.problem !== null)
    return <p class="problem">{isReading ? `${life.problem} The run is still being read.` : life.problem}</p>;
  if (life.value === null) return <p class="empty">Its records are on their way…</p>;
  const { kind, id, arbitrage, orders, story, steps } = life.value;
  const now = steps[step];
  const chart = charts.value?.find(({ name }) => name === lit?.chart) ?? null;
  const oddSteps = steps.flatMap(({ tone }, at) => (tone === 'anomaly' || tone === 'fault' ? [at] : []));
  const nextOdd = oddSteps.find((at) => at > step) ?? oddSteps[0];
  return (
    <div class="life-page">
      <div class="bar">
        <h1>
          {kind} {id}
        </h1>
        <nav class="tabs small" aria-label="Its orders">
          {arbitrage === 0 ? null : (
            <a class={kind === 'arbitrage' ? 'on' : ''} href={hrefOf('life', head.id, String(arbitrage))}>
              arbitrage {arbitrage}
            </a>
          )}
          {orders.map((order) => (
            <a key={order} class={order === id ? 'on' : ''} href={hrefOf('life', head.id, order)}>
              {order}
            </a>
          ))}
        </nav>
        <div class="steps" role="group" aria-label="Steps">
          <button type="button" aria-label="First step" disabled={step === 0} onClick={() => goTo(0)}>
            |◀
          </button>
          <button type="button" aria-label="Step back" disabled={step === 0} onClick={() => goTo(step - 1)}>
            ◀
          </button>
          <output>
            {count === 0 ? 0 : step + 1} of {count}
          </output>
          <button type="button" aria-label="Step forward" disabled={step >= count - 1} onClick={() => goTo(step + 1)}>
            ▶
          </button>
          <button type="button" aria-label="Last step" disabled={step >= count - 1} onClick={() => goTo(count - 1)}>
            ▶|
          </button>
          {nextOdd === undefined ? null : (
            <button type="button" class="odd-mark" onClick={() => goTo(nextOdd)}>
              ▲ {oddSteps.length} odd
            </button>
          )}
        </div>
      </div>
      <div class="life-parts">
        <div class="life-left">
          <details class="story">
            <summary>{story[0] ?? 'Its story'}</summary>
            <pre>{story.slice(1).join('\n')}</pre>
          </details>
          <Sequence life={life.value} step={step} onStep={goTo} />
        </div>
        <div class="life-right">
          {now === undefined ? null : (
            <section class={`now ${now.tone}`} aria-live="polite">
              <header>
                <b>{now.label}</b>
                <span class="faint">
                  {instantText(now.atUs)} · record {now.seq}
                </span>
              </header>
              <p>{now.detail}</p>
            </section>
          )}
          {chart === null || lit === null ? (
            <p class="empty">No chart has moved yet.</p>
          ) : (
            <>
              <p class="about">
                {chartTitle(chart.name)} {lit.actor === 'arbitrage' ? arbitrage : lit.actor}
              </p>
              <Chart
                chart={chart}
                states={null}
                edges={null}
                lit={lit.lit}
                visited={lit.visited}
                walked={lit.walked}
                stepped={lit.stepped}
                isOdd={now?.tone === 'anomaly'}
                isFollowing
              />
            </>
          )}
        </div>
      </div>
    </div>
  );
};
