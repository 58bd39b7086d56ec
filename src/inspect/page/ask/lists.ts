// Lists of actors, filtered and in parts. A filter is answered from the columns of the index; only the rows that are shown
// are made.
import type { ArbitrageRow, Hit, Mark, OrderRow, Page } from '../answers.ts';
import { arbitragePaths } from '../../index/paths/arbitrage-path.ts';
import { cancellationPaths, executionPaths, orderStatesOf, replacementPaths } from '../../index/paths/order-path.ts';
import { NOBODY } from '../../index/actors.ts';
import { hashOf } from '../../index/order-ids.ts';
import type { RunIndex } from '../../index/run-index.ts';

/** What is looked for; what is left out does not matter. */
export interface Filter {
  readonly venue?: string | undefined;
  readonly market?: string | undefined;
  readonly pair?: string | undefined;
  readonly status?: string | undefined;
  /** A state of the actor's chart, by path: a compound one stands for all that are in it. */
  readonly state?: string | undefined;
  /** Whether it stands in that state now, or was in it at some time. */
  readonly when?: 'now' | 'ever' | undefined;
  /** An anomaly or a fault; `any` for one of them. */
  readonly oddity?: string | undefined;
  /** A kind of refusal, for arbitrages. */
  readonly refusal?: string | undefined;
}

/** Which part of a list. */
export interface Part {
  readonly offset: number;
  readonly limit: number;
}

const within = (path: string, state: string): boolean => path === state || path.startsWith(`${state}.`);

/** Bits of the states that lie in a state, as `visitsOf` sets them. */
const orderBits = (state: string): number => {
  let bits = 0;
  const mark = (paths: readonly string[], shift: number): void =>
    paths.forEach((path, index) => {
      if (within(path, state)) bits |= 1 << (shift + index);
    });
  mark(executionPaths, 0);
  mark(cancellationPaths, 8);
  mark(replacementPaths, 12);
  return bits;
};

const oddityBits = ({ actors }: RunIndex, oddity: string): number =>
  oddity === 'any' ? -1 : actors.anomalies.find(oddity);

const paged = <T>(places: readonly number[], { offset, limit }: Part, rowOf: (place: number) => T): Page<T> => ({
  total: places.length,
  offset,
  rows: places.slice(offset, offset + limit).map(rowOf),
});

/** The order at a place. */
export const orderRow = ({ actors }: RunIndex, place: number): OrderRow => {
  const { orders, venues, markets, statuses, owners, anomalies } = actors;
  const market = markets.at(orders.market.at(place));
  return {
    id: actors.clOrdIdAt(place),
    arbitrage: actors.arbitrageAt(place),
    venue: venues.at(orders.venue.at(place)),
    market: market.slice(market.indexOf('/') + 1),
    side: orders.side.at(place) === 1 ? 'buy' : 'sell',
    owner: owners.at(orders.owner.at(place)),
    status: statuses.at(orders.status.at(place)),
    states: orderStatesOf(orders.path.at(place)),
    oddities: anomalies.namesOf(orders.oddities.at(place)),
    bornUs: orders.bornUs.at(place),
    movedUs: orders.movedUs.at(place),
  };
};

/** Orders that pass a filter, in the order in which they were made. */
export const ordersOf = (index: RunIndex, filter: Filter, part: Part): Page<OrderRow> => {
  const { orders, venues, markets, statuses } = index.actors;
  const places: number[] = [];
  const venue = filter.venue === undefined ? null : venues.find(filter.venue);
  const market = filter.market === undefined ? null : markets.find(filter.market);
  const status = filter.status === undefined ? null : statuses.find(filter.status);
  const oddity = filter.oddity === undefined ? null : oddityBits(index, filter.oddity);
  const states = filter.state === undefined ? null : orderBits(filter.state);
  const isEver = filter.when === 'ever';
  for (let place = 0; place < orders.count; place += 1) {
    if (venue !== null && orders.venue.at(place) !== venue) continue;
    if (market !== null && orders.market.at(place) !== market) continue;
    if (status !== null && orders.status.at(place) !== status) continue;
    if (oddity !== null && (orders.oddities.at(place) & oddity) === 0) continue;
    if (states !== null) {
      const path = orders.path.at(place);
      const now = (1 << (path & 7)) | (1 << (8 + ((path >> 3) & 3))) | (1 << (12 + ((path >> 5) & 1)));
      if (((isEver ? orders.visited.at(place) : now) & states) === 0) continue;
    }
    places.push(place);
  }
  return paged(places, part, (place) => orderRow(index, place));
};

/** The arbitrage of a number. */
export const arbitrageRow = ({ actors }: RunIndex, id: number): ArbitrageRow => {
  const { arbitrages, pairs, refusals, anomalies, venues } = actors;
  const bits = arbitrages.venues.at(id);
  return {
    id,
    pair: pairs.at(arbitrages.pair.at(id)),
    state: arbitragePaths[arbitrages.path.at(id)] ?? '',
    refusal: refusals.at(arbitrages.refusal.at(id)),
    venues: venues.list.filter((_, number) => (bits & (1 << Math.min(number, 31))) !== 0),
    orders: actors.ordersOf(id).length,
    oddities: anomalies.namesOf(arbitrages.oddities.at(id)),
    bornUs: arbitrages.bornUs.at(id),
    movedUs: arbitrages.movedUs.at(id),
  };
};

/** Arbitrages that pass a filter, by number. */
export const arbitragesOf = (index: RunIndex, filter: Filter, part: Part): Page<ArbitrageRow> => {
  const { arbitrages, venues, pairs, refusals } = index.actors;
  const found: number[] = [];
  const pair = filter.pair === undefined ? null : pairs.find(filter.pair);
  const refusal = filter.refusal === undefined ? null : refusals.find(filter.refusal);
  const oddity = filter.oddity === undefined ? null : oddityBits(index, filter.oddity);
  const number = filter.venue === undefined ? null : venues.find(filter.venue);
  const venue = number === null ? null : number < 0 ? 0 : 1 << Math.min(number, 31);
  const { state } = filter;
  let states = 0;
  if (state !== undefined)
    arbitragePaths.forEach((path, at) => {
      if (within(path, state)) states |= 1 << at;
    });
  for (let id = 1; id < arbitrages.visited.length; id += 1) {
    if (arbitrages.visited.at(id) === 0) continue;
    if (pair !== null && arbitrages.pair.at(id) !== pair) continue;
    if (refusal !== null && arbitrages.refusal.at(id) !== refusal) continue;
    if (venue !== null && (arbitrages.venues.at(id) & venue) === 0) continue;
    if (oddity !== null && (arbitrages.oddities.at(id) & oddity) === 0) continue;
    const seen = filter.when === 'ever' ? arbitrages.visited.at(id) : 1 << arbitrages.path.at(id);
    if (state !== undefined && (seen & states) === 0) continue;
    found.push(id);
  }
  return paged(found, part, (id) => arbitrageRow(index, id));
};

/** What stands out, of some kind and name. */
export const marksOf = (
  { marks }: RunIndex,
  { kind, name }: { readonly kind?: string | undefined; readonly name?: string | undefined },
  { offset, limit }: Part,
): Page<Mark> => {
  const list =
    kind === undefined && name === undefined
      ? marks.list
      : marks.list.filter((mark) => (kind ?? mark.kind) === mark.kind && (name ?? mark.name) === mark.name);
  return { total: list.length, offset, rows: list.slice(offset, offset + limit) };
};

const HITS_MAX = 20;

/** What has that name: an arbitrage (`12`), an order (`12.1`), or an order by the venue's name for it. */
export const find = ({ actors }: RunIndex, text: string): readonly Hit[] => {
  const wanted = text.trim().replace(/^(arb|order|intent):/, '');
  const hits: Hit[] = [];
  if (wanted === '') return hits;
  const number = /^\d{1,9}$/.test(wanted) ? Number(wanted) : 0;
  if (number > 0 && actors.arbitrages.visited.at(number) !== 0)
    hits.push({ kind: 'arbitrage', id: wanted, why: 'arbitrage' });
  const plain = number > 0 ? actors.plainOrderOf(number) : NOBODY;
  if (plain !== NOBODY)
    hits.push({ kind: 'order', id: actors.clOrdIdAt(plain), why: `the plain order of intent ${number}` });
  const place = actors.orderOf(wanted);
  if (place !== NOBODY) hits.push({ kind: 'order', id: wanted, why: 'client order id' });
  const hash = hashOf(wanted);
  for (let at = 0; at < actors.orders.count && hits.length < HITS_MAX; at += 1)
    if (actors.orders.venueOrder.at(at) === hash)
      hits.push({ kind: 'order', id: actors.clOrdIdAt(at), why: `the venue calls it ${wanted}` });
  return hits;
};
