// Lists of orders and of arbitrages, as they stand in several places of the page.
import type { ArbitrageRow, OrderRow, RunHead } from '../../src/inspect/page/answers.ts';
import { askArbitrages, askOrders, type ListFilter } from './ask.ts';
import { List } from './list.tsx';
import { hrefOf } from './route.ts';
import { countText, instantText } from './words.ts';

interface Props {
  readonly head: RunHead;
  readonly filter: ListFilter;
}

const keyOf = (filter: ListFilter): string => JSON.stringify(filter);

/** While a run is live its lists are fetched again now and then. */
const versionOf = ({ state, records }: RunHead): number =>
  state === 'live' || state === 'reading' ? Math.floor(records / 5_000) : -1;

const Odd = ({ head, kinds }: { readonly head: RunHead; readonly kinds: readonly string[] }) => {
  const isFault = (name: string): boolean => head.marks.some((mark) => mark.kind === 'fault' && mark.name === name);
  return kinds.map((name) => (
    <span key={name} class={`mark-key ${isFault(name) ? 'fault' : 'anomaly'}`}>
      {isFault(name) ? '■' : '▲'} {name}{' '}
    </span>
  ));
};

const stateText = (path: string): string => path.slice(path.indexOf('.') + 1);

/** Orders. */
export const OrderList = ({ head, filter }: Props) => (
  <List<OrderRow>
    of={`${head.id} orders ${keyOf(filter)}`}
    version={versionOf(head)}
    label="Orders"
    empty="No order is like that."
    fetchPage={(offset, limit) => askOrders(head.id, filter, offset, limit)}
    hrefOf={({ id }) => hrefOf('life', head.id, id)}
    head={
      <>
        <b class="c-id">order</b>
        <b class="c-place">venue, market</b>
        <b class="c-state">status</b>
        <b class="c-odd">state, what was odd</b>
        <b class="c-time">last told at</b>
      </>
    }
    row={(order) => (
      <>
        <b class="c-id">{order.id}</b>
        <span class="c-place">
          {order.side} · {order.venue} <span class="faint">{order.market}</span>
        </span>
        <span class={`c-state status-${order.status}`}>{order.status}</span>
        <span class="c-odd">
          <span class="faint">{stateText(order.states[0] ?? '')} </span>
          <Odd head={head} kinds={order.oddities} />
        </span>
        <span class="c-time faint">{instantText(order.movedUs)}</span>
      </>
    )}
  />
);

/** Arbitrages. */
export const ArbitrageList = ({ head, filter }: Props) => (
  <List<ArbitrageRow>
    of={`${head.id} arbitrages ${keyOf(filter)}`}
    version={versionOf(head)}
    label="Arbitrages"
    empty="No arbitrage is like that."
    fetchPage={(offset, limit) => askArbitrages(head.id, filter, offset, limit)}
    hrefOf={({ id }) => hrefOf('life', head.id, String(id))}
    head={
      <>
        <b class="c-id">arbitrage</b>
        <b class="c-place">pair, orders</b>
        <b class="c-state">state</b>
        <b class="c-odd">what was odd</b>
        <b class="c-time">last told at</b>
      </>
    }
    row={(one) => (
      <>
        <b class="c-id">{one.id}</b>
        <span class="c-place">
          {one.pair} <span class="faint">{countText(one.orders)} orders</span>
        </span>
        <span class={`c-state status-${stateText(one.state)}`}>
          {one.refusal === '' ? stateText(one.state) : 'refused'}
        </span>
        <span class="c-odd">
          {one.refusal === '' ? null : <span class="faint">{one.refusal} </span>}
          <Odd head={head} kinds={one.oddities} />
        </span>
        <span class="c-time faint">{instantText(one.movedUs)}</span>
      </>
    )}
  />
);
