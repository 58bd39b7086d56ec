// A run as a whole: what it came to, and over its time throughput, lanes, money, what stands out, and how long things took.
import { useEffect, useMemo } from 'preact/hooks';
import type { RunHead, TimelineAnswer } from '../../src/inspect/page/answers.ts';
import { askHops, askMarks } from './ask.ts';
import { nameWindow } from './controls.ts';
import { HopTable } from './hop-bars.tsx';
import { Playhead, moment } from './playhead.tsx';
import { Plot, type Line } from './plot.tsx';
import { hrefOf } from './route.ts';
import { rowAt, useTimeline } from './timeline.ts';
import { useAnswer } from './use.ts';
import { outcomeWords } from '../../src/report/text/outcome-words.ts';
import { countText, drawnMoney, durationText, orderStatePlaces } from './words.ts';

const MARKS_DRAWN = 500;
const colours = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'];

/** The place of a state's count; -1 where nothing is counted. */
const stateAt = (head: RunHead, chart: string, venue: string, at: number): number => {
  const block = head.blocks.find((one) => one.chart === chart && one.venue === venue);
  return block === undefined ? -1 : block.base + at;
};

const figureAt = (head: RunHead, name: string, venue = ''): number =>
  head.figures.find((one) => one.name === name && one.venue === venue)?.at ?? -1;

const laneLines = (head: RunHead, column: (at: number) => readonly number[] | null): readonly Line[] =>
  head.venues.slice(0, colours.length).flatMap((venue, at): readonly Line[] => {
    const queued = column(stateAt(head, 'order', venue, orderStatePlaces.queued));
    const inFlight = column(stateAt(head, 'order', venue, orderStatePlaces.inFlight));
    if (queued === null || inFlight === null) return [];
    return [{ label: venue, colour: colours[at]!, values: queued.map((count, row) => count + (inFlight[row] ?? 0)) }];
  });

/** What was counted in each bucket, a second of virtual time. */
const rates = (counts: readonly number[], widthUs: number): readonly number[] =>
  counts.map((count, row) => ((count - (counts[row - 1] ?? 0)) * 1e6) / widthUs);

const useColumns = (head: RunHead): readonly number[] => {
  const key = `${head.id} ${head.blocks.length} ${head.figures.length}`;
  return useMemo(
    () =>
      [
        ...[
          'records',
          'intents',
          'fills',
          'exposure',
          'captured',
          'expected',
          'liveArbitrages',
          'anomalies',
          'faults',
        ].map((name) => figureAt(head, name)),
        ...head.venues.flatMap((venue) => [
          stateAt(head, 'order', venue, orderStatePlaces.queued),
          stateAt(head, 'order', venue, orderStatePlaces.inFlight),
        ]),
      ].filter((at) => at >= 0),
    [key],
  );
};

const Tile = ({
  title,
  value,
  href,
  tone,
}: {
  readonly title: string;
  readonly value: string;
  readonly href?: string;
  readonly tone?: string;
}) => {
  const content = (
    <>
      <span class="faint">{title}</span>
      <b>{value}</b>
    </>
  );
  return href === undefined ? (
    <div class={`tile ${tone ?? ''}`}>{content}</div>
  ) : (
    <a class={`tile ${tone ?? ''}`} href={href}>
      {content}
    </a>
  );
};

/** The figures of a run at the moment that is looked at. */
export const Tiles = ({ head, timeline }: { readonly head: RunHead; readonly timeline: TimelineAnswer | null }) => {
  const at = moment.value;
  const value = (name: string): number => {
    const place = figureAt(head, name);
    if (at === null || timeline === null) return head.now[place] ?? 0;
    return timeline.columns[timeline.places.indexOf(place)]?.[rowAt(timeline, at)] ?? 0;
  };
  const anomalies = value('anomalies');
  return (
    <div class="tiles">
      <Tile title="intents" value={countText(value('intents'))} href={hrefOf('find', head.id, 'arbitrages')} />
      <Tile
        title="arbitrages live"
        value={countText(value('liveArbitrages'))}
        href={hrefOf('charts', head.id, 'arbitrage')}
      />
      <Tile title="fills" value={countText(value('fills'))} href={hrefOf('find', head.id, 'orders')} />
      <Tile title={`captured, ${head.currency}`} value={drawnMoney(value('captured'))} />
      <Tile title={`exposure, ${head.currency}`} value={drawnMoney(value('exposure'))} />
      <Tile
        title="anomalies"
        value={countText(anomalies)}
        href={hrefOf('find', head.id, 'marks', { kind: 'anomaly' })}
        tone={anomalies > 0 ? 'bad' : ''}
      />
      <Tile
        title="faults injected"
        value={countText(value('faults'))}
        href={hrefOf('find', head.id, 'marks', { kind: 'fault' })}
      />
      <Tile title="records" value={countText(value('records'))} />
    </div>
  );
};

const endText = ({ endedBy, state }: RunHead): string => {
  if (endedBy !== null) return `ended: ${endedBy}`;
  return state === 'reading' ? 'so far' : 'not ended';
};

/** What the run came to, before any figure. */
export const Verdict = ({ head }: { readonly head: RunHead }) => {
  const { verdict, state, endedBy } = head;
  if (verdict !== null)
    return (
      <p class={`verdict ${verdict.outcome}`}>
        <b>{outcomeWords[verdict.outcome]}</b> {verdict.text}
      </p>
    );
  if (endedBy === 'interrupted')
    return (
      <p class="verdict interrupted">
        <b>{outcomeWords.interrupted}</b> it was stopped, and drained
      </p>
    );
  if (endedBy === null) return state === 'whole' ? <p class="verdict">Its journal stops before its end.</p> : null;
  return (
    <p class="verdict">A journal alone is not judged: `dte verify` audits it, and `dte run` says what it came to.</p>
  );
};

/** The page of one run. */
export const RunPage = ({ head }: { readonly head: RunHead }) => {
  const columns = useColumns(head);
  const timeline = useTimeline(head, columns);
  const version = head.state === 'whole' ? 'whole' : Math.floor(head.records / 10_000);
  const hops = useAnswer(`hops ${head.id} ${version}`, () => askHops(head.id));
  const marks = useAnswer(`marks ${head.id} ${version}`, () => askMarks(head.id, {}, 0, MARKS_DRAWN));
  useEffect(() => {
    nameWindow(`${head.name} · simulation`);
  }, [head.name]);
  const plots = useMemo(() => {
    if (timeline === null) return null;
    const { widthUs, rows, lastUs } = timeline;
    const times = Array.from({ length: rows }, (_, row) => Math.min((row + 1) * widthUs, lastUs) / 1e6);
    const column = (at: number): readonly number[] | null => timeline.columns[timeline.places.indexOf(at)] ?? null;
    const figure = (name: string): readonly number[] => column(figureAt(head, name)) ?? [];
    const money = (name: string): readonly number[] => figure(name).map((micros) => micros / 1e6);
    return {
      times,
      throughput: [
        { label: 'records/s', colour: 'c1', values: rates(figure('records'), widthUs) },
        { label: 'intents/s', colour: 'c2', values: rates(figure('intents'), widthUs) },
        { label: 'fills/s', colour: 'c3', values: rates(figure('fills'), widthUs) },
      ],
      live: [{ label: 'arbitrages live', colour: 'c4', values: figure('liveArbitrages') }],
      lanes: laneLines(head, column),
      money: [
        { label: 'captured', colour: 'c3', values: money('captured') },
        { label: 'expected', colour: 'c2', values: money('expected'), isDashed: true },
        { label: 'exposure', colour: 'c6', values: money('exposure') },
      ],
    };
  }, [timeline]);
  const drawn = marks.value?.rows ?? [];
  return (
    <div class="run-page">
      <div class="scroll-page">
        <Verdict head={head} />
        <Tiles head={head} timeline={timeline} />
        <p class="about">
          seed {head.seed} · {durationText(head.virtualUs)} of virtual time · {endText(head)} · {head.source}
        </p>
        {head.moneyProblem === null ? null : <p class="problem">{head.moneyProblem}</p>}
        {plots === null ? (
          <p class="empty">Its figures are on their way…</p>
        ) : (
          <div class="plots">
            <Plot title="Throughput, a virtual second" times={plots.times} lines={plots.throughput} marks={drawn} />
            <Plot title={`Money, ${head.currency}`} times={plots.times} lines={plots.money} marks={drawn} />
            <Plot title="Lanes: messages queued and in flight" times={plots.times} lines={plots.lanes} marks={drawn} />
            <Plot title="Arbitrages live" times={plots.times} lines={plots.live} marks={drawn} />
          </div>
        )}
        <p class="about legend">
          <span class="mark-key bad">▲ anomaly</span> <span class="mark-key fault">■ fault injected</span>{' '}
          <span class="mark-key stop">● halt, disconnect, stop</span>
          {marks.value !== null && marks.value.total > MARKS_DRAWN
            ? ` (the first ${MARKS_DRAWN} of ${countText(marks.value.total)} are drawn)`
            : ''}
        </p>
        <section class="two">
          <div>
            <h2>How long things took</h2>
            {hops.problem === null ? <HopTable hops={hops.value ?? []} /> : <p class="problem">{hops.problem}</p>}
          </div>
          <div>
            <h2>What stands out</h2>
            {head.marks.length === 0 ? (
              <p class="empty">Nothing: no fault was injected, and nothing was odd.</p>
            ) : (
              <ul class="mark-list">
                {head.marks
                  .toSorted((left, right) => right.count - left.count)
                  .map(({ kind, name, count }) => (
                    <li key={`${kind} ${name}`}>
                      <a class={`mark-key ${kind}`} href={hrefOf('find', head.id, 'marks', { kind, name })}>
                        {kind === 'anomaly' ? '▲' : kind === 'fault' ? '■' : '●'} {name} <b>{countText(count)}</b>
                      </a>
                    </li>
                  ))}
              </ul>
            )}
          </div>
        </section>
      </div>
      <Playhead head={head} />
    </div>
  );
};
