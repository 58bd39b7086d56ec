// Finds: by name, and in lists by venue, market, status, state, anomaly. What was asked for stands in the address.
import { useEffect, useState } from 'preact/hooks';
import type { Hit, Mark, RunHead } from '../../src/inspect/page/answers.ts';
import { ArbitrageList, OrderList } from './actor-lists.tsx';
import { askFind, askMarks, type ListFilter } from './ask.ts';
import { nameWindow } from './controls.ts';
import { List } from './list.tsx';
import { go, hrefOf, route, setParams } from './route.ts';
import { instantText } from './words.ts';

const kinds = [
  ['orders', 'Orders'],
  ['arbitrages', 'Arbitrages'],
  ['marks', 'Anomalies and faults'],
] as const;

const Choice = ({
  name,
  title,
  options,
}: {
  readonly name: string;
  readonly title: string;
  readonly options: readonly string[];
}) => (
  <label>
    <span class="faint">{title}</span>{' '}
    <select
      aria-label={title}
      value={route.value.params[name] ?? ''}
      onChange={(event) => setParams({ [name]: event.currentTarget.value || undefined })}
    >
      <option value="">any</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  </label>
);

const arbitrageStates = [
  'legging',
  'hedged',
  'cancelling',
  'unwinding',
  'ended.completed',
  'ended.partial',
  'ended.cancelled',
  'ended.failed',
  'ended.exposed',
];

const Filters = ({ head, what }: { readonly head: RunHead; readonly what: string }) => {
  if (what === 'marks') {
    const names = head.marks
      .filter(({ kind }) => kind === (route.value.params['kind'] ?? kind))
      .map(({ name }) => name);
    return (
      <>
        <Choice name="kind" title="kind" options={['anomaly', 'fault', 'halt', 'stop']} />
        <Choice name="name" title="name" options={[...new Set(names)]} />
      </>
    );
  }
  return (
    <>
      <Choice name="venue" title="venue" options={head.venues} />
      {what === 'orders' ? (
        <>
          <Choice name="market" title="market" options={head.markets} />
          <Choice name="status" title="status" options={head.statuses} />
        </>
      ) : (
        <>
          <Choice name="pair" title="pair" options={head.pairs} />
          <Choice name="state" title="state" options={arbitrageStates} />
          <Choice name="refusal" title="refused for" options={head.refusals} />
        </>
      )}
      <Choice name="oddity" title="odd" options={['any', ...head.oddities]} />
    </>
  );
};

const MarkRows = ({ head, filter }: { readonly head: RunHead; readonly filter: ListFilter }) => (
  <List<Mark>
    of={`${head.id} marks ${JSON.stringify(filter)}`}
    version={head.state === 'whole' ? -1 : Math.floor(head.records / 5_000)}
    label="What stands out"
    empty="Nothing of that kind stands out."
    fetchPage={(offset, limit) => askMarks(head.id, filter, offset, limit)}
    hrefOf={({ actor, seq }) =>
      actor === '' ? hrefOf('find', head.id, 'marks', filter) : hrefOf('life', head.id, actor, { seq: String(seq) })
    }
    head={
      <>
        <b class="c-time">at</b>
        <b class="c-state">what</b>
        <b class="c-id">whose</b>
        <b class="c-place">venue</b>
        <b class="c-odd">how</b>
      </>
    }
    row={({ atUs, kind, name, actor, venue, detail }) => (
      <>
        <span class="c-time faint">{instantText(atUs)}</span>
        <span class={`c-state mark-key ${kind}`}>
          {kind === 'anomaly' ? '▲' : kind === 'fault' ? '■' : '●'} {name}
        </span>
        <b class="c-id">{actor}</b>
        <span class="c-place">{venue}</span>
        <span class="c-odd faint">{detail}</span>
      </>
    )}
  />
);

/** The box that finds by name. */
export const FindBox = ({ run }: { readonly run: string }) => {
  const [hits, setHits] = useState<readonly Hit[] | null>(null);
  const [text, setText] = useState('');
  const search = (): void => {
    askFind(run, text).then(
      (found) => {
        const [first] = found;
        if (first !== undefined && found.length === 1) {
          setHits(null);
          go(hrefOf('life', run, first.id));
        } else setHits(found);
      },
      () => setHits([]),
    );
  };
  return (
    <form
      class="find-box"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <input
        id="find"
        type="search"
        placeholder="order 12.1, arbitrage 12, venue’s id"
        aria-label="Find an order or an arbitrage"
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setHits(null);
        }}
      />
      {hits === null ? null : (
        <div class="hits" role="status">
          {hits.length === 0 ? <p class="empty">Nothing is called that.</p> : null}
          {hits.map(({ kind, id, why }) => (
            <a key={`${kind} ${id}`} href={hrefOf('life', run, id)} onClick={() => setHits(null)}>
              <b>
                {kind} {id}
              </b>{' '}
              <span class="faint">{why}</span>
            </a>
          ))}
        </div>
      )}
    </form>
  );
};

/** The page of lists. */
export const FindPage = ({ head }: { readonly head: RunHead }) => {
  const { what: asked, params } = route.value;
  const what = kinds.find(([name]) => name === asked)?.[0] ?? 'orders';
  useEffect(() => {
    nameWindow(`find · ${head.name} · simulation`);
  }, [head.name]);
  return (
    <div class="find-page">
      <div class="bar">
        <nav class="tabs" aria-label="Lists">
          {kinds.map(([name, title]) => (
            <a key={name} class={name === what ? 'on' : ''} href={hrefOf('find', head.id, name)}>
              {title}
            </a>
          ))}
        </nav>
        <Filters head={head} what={what} />
      </div>
      {what === 'orders' ? <OrderList head={head} filter={params} /> : null}
      {what === 'arbitrages' ? <ArbitrageList head={head} filter={params} /> : null}
      {what === 'marks' ? <MarkRows head={head} filter={params} /> : null}
    </div>
  );
};
