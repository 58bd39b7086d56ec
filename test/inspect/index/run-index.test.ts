// Goal: what is kept of a run is what somebody would find who counted the whole journal again for each question.
import { describe, expect, it } from 'vitest';
import { Portfolio } from '../../../src/accounting/portfolio.ts';
import { chartNamed } from '../../../src/inspect/index/charts/model.ts';
import { ordersOf, arbitragesOf, marksOf } from '../../../src/inspect/page/ask/lists.ts';
import { RunIndex } from '../../../src/inspect/index/run-index.ts';
import { ROWS_MAX } from '../../../src/inspect/index/timeline.ts';
import type { JournalRecord } from '../../../src/journal/records.ts';
import { sampleJournals } from '../sample-runs.ts';

const ALL = { offset: 0, limit: 1_000_000 };
const indexOf = (records: readonly JournalRecord[]): RunIndex => {
  const index = new RunIndex();
  for (const record of records) index.observe(record, record.seq, record.atUs);
  return index;
};

/** How many stand in a state of a chart, at a venue or in the whole run. */
const countIn = (index: RunIndex, values: Float64Array, chart: string, state: string, venue: string): number => {
  const { states } = chartNamed(chart);
  const block = index.counters.blocks.find((one) => one.chart === chart && one.venue === venue);
  return block === undefined ? 0 : (values[block.base + states.findIndex(({ path }) => path === state)] ?? 0);
};

const figureIn = (index: RunIndex, values: Float64Array, name: string): number =>
  values[index.counters.figures.find((figure) => figure.name === name)?.at ?? -1] ?? 0;

const statusStates: Readonly<Record<string, string>> = {
  filled: 'execution.filled',
  canceled: 'execution.cancelled',
  rejected: 'execution.rejected',
  new: 'execution.submitted',
  partiallyFilled: 'execution.partial',
};

/** The status of every order after some records, by its id, and its venue. */
const statusesOf = (records: readonly JournalRecord[]): ReadonlyMap<string, { status: string; venue: string }> => {
  const orders = new Map<string, { status: string; venue: string }>();
  for (const record of records) {
    if (record.type === 'order.created') orders.set(record.clOrdId, { status: 'pendingNew', venue: record.venue });
    if (record.type !== 'order.moved') continue;
    const order = orders.get(record.clOrdId);
    if (order !== undefined) order.status = record.to;
  }
  return orders;
};

describe.each(
  sampleJournals().map((records) => [records[0]?.type === 'run.started' ? records[0].name : '', records] as const),
)('the index of the run %s', (_, records) => {
  const index = indexOf(records);

  it('counts orders in each state as the journal has them, for the run and for each venue', () => {
    const orders = [...statusesOf(records).values()];
    for (const venue of ['', ...index.actors.venues.list])
      for (const [status, state] of Object.entries(statusStates)) {
        const naive = orders.filter((order) => order.status === status && (venue === '' || order.venue === venue));
        expect([venue, state, countIn(index, index.sampled(), 'order', state, venue)]).toEqual([
          venue,
          state,
          naive.length,
        ]);
      }
    expect(orders.length).toBeGreaterThan(5);
  });

  it('has at the end of every bucket what had happened until then', () => {
    const { closed, widthUs } = index.timeline;
    expect(closed.length).toBeGreaterThan(100);
    expect(closed.length).toBeLessThanOrEqual(ROWS_MAX);
    for (const row of [0, 1, Math.floor(closed.length / 3), Math.floor(closed.length / 2), closed.length - 1]) {
      const before = records.filter(({ atUs }) => atUs < (row + 1) * widthUs);
      const orders = [...statusesOf(before).values()];
      const values = closed[row]!;
      expect(figureIn(index, values, 'records')).toBe(before.length);
      expect(figureIn(index, values, 'fills')).toBe(before.filter(({ type }) => type === 'venue.filled').length);
      for (const [status, state] of Object.entries(statusStates)) {
        // Behind a request to cancel the journal does not say which of the live states it is.
        if (status === 'new' || status === 'partiallyFilled') continue;
        const naive = orders.filter((order) => order.status === status);
        expect([row, state, countIn(index, values, 'order', state, '')]).toEqual([row, state, naive.length]);
      }
    }
  });

  it('tells exposure and result as the portfolio does', () => {
    const portfolio = new Portfolio();
    for (const record of records) portfolio.observe(record);
    expect(index.money.broken).toBe(null);
    expect(index.money.made).toEqual(portfolio.made);
    expect(index.money.exposure).toBe(portfolio.openExposure);
  });

  it('counts arbitrages by their ends, and as many alive as have not ended', () => {
    const at = new Map<number, string>();
    for (const record of records) if (record.type === 'arbitrage.moved') at.set(record.arbitrage, record.to);
    const ends = ['completed', 'partial', 'failed', 'exposed'];
    for (const end of ends) {
      const naive = [...at.values()].filter((state) => state === end).length;
      expect(countIn(index, index.sampled(), 'arbitrage', `ended.${end}`, '')).toBe(naive);
      expect(arbitragesOf(index, { state: `ended.${end}`, when: 'now' }, ALL).total).toBe(naive);
    }
    const alive = [...at.values()].filter((state) => ![...ends, 'cancelled'].includes(state)).length;
    expect(figureIn(index, index.sampled(), 'liveArbitrages')).toBe(alive);
  });

  it('knows of each record whose it is', () => {
    const owners = new Map<string, number>();
    for (const record of records) {
      let naive = 0;
      if (record.type === 'order.created') naive = record.ownerId;
      else if ('arbitrage' in record) naive = record.arbitrage;
      else if ('intent' in record) naive = record.intent;
      else if ('clOrdId' in record && record.clOrdId !== undefined) naive = owners.get(record.clOrdId) ?? 0;
      if (record.type === 'order.created') owners.set(record.clOrdId, record.ownerId);
      expect([record.seq, index.owners.at(record.seq)]).toEqual([record.seq, Math.max(Number(naive), 0)]);
      if (record.type === 'run.ended') break;
    }
  });

  it('lists orders by venue, status and oddity as a search of the whole journal does', () => {
    const odd = new Map<string, Set<string>>();
    for (const record of records) {
      const kind =
        record.type === 'order.moved' ? record.anomaly : record.type === 'fault.injected' ? record.fault : undefined;
      const id = 'clOrdId' in record ? record.clOrdId : undefined;
      if (kind !== undefined && id !== undefined) odd.set(id, (odd.get(id) ?? new Set()).add(kind));
    }
    const statuses = statusesOf(records);
    for (const venue of [undefined, ...index.actors.venues.list])
      for (const status of [undefined, 'rejected', 'canceled'])
        for (const oddity of [undefined, 'any', ...index.actors.anomalies.names.list]) {
          const naive = [...statuses]
            .filter(([, order]) => (venue ?? order.venue) === order.venue && (status ?? order.status) === order.status)
            .filter(
              ([id]) => oddity === undefined || (oddity === 'any' ? odd.has(id) : odd.get(id)?.has(oddity) === true),
            )
            .map(([id]) => id);
          const found = ordersOf(index, { venue, status, oddity }, ALL);
          expect(found.rows.map(({ id }) => id)).toEqual(naive);
          expect(found.total).toBe(naive.length);
        }
  });

  it('gives a list in parts that put together are the list', () => {
    const whole = ordersOf(index, {}, ALL);
    const parts = [];
    for (let offset = 0; offset < whole.total; offset += 7)
      parts.push(...ordersOf(index, {}, { offset, limit: 7 }).rows);
    expect(parts).toEqual(whole.rows);
  });

  it('marks every fault and every anomaly', () => {
    const faults = records.filter(({ type }) => type === 'fault.injected').length;
    const anomalies = records.filter(
      (record) => record.type === 'anomaly.found' || (record.type === 'order.moved' && record.anomaly !== undefined),
    ).length;
    expect(marksOf(index, { kind: 'fault' }, ALL).total).toBe(faults);
    expect(marksOf(index, { kind: 'anomaly' }, ALL).total).toBe(anomalies);
  });

  it('finds an edge of the chart for every step of an order and an arbitrage that leads somewhere', () => {
    for (const chart of ['order', 'arbitrage', 'settlement']) {
      const { states, edges } = chartNamed(chart);
      const block = index.counters.blocks.find((one) => one.chart === chart && one.venue === '');
      if (block === undefined) continue;
      const values = index.sampled();
      // Conservation: who has come into a state and not left it stands there. Those who were born there stand besides.
      states.forEach(({ path, kind }, at) => {
        if (kind !== 'atomic' || path.startsWith('unwinding.working') || path.includes('requested')) return;
        const flow = (side: 'source' | 'target'): number =>
          edges.reduce(
            (sum, edge, edgeAt) =>
              sum +
              (edge[side] === path && edge.source !== edge.target
                ? (values[block.base + states.length + edgeAt] ?? 0)
                : 0),
            0,
          );
        const isEntry = /queued|none|checking|matched|replacement/.test(path);
        const isLeftByParents = edges.some(({ source }) => source !== '' && path.startsWith(`${source}.`));
        const isEnteredByParents = states.some(({ initial }) => initial === path);
        if (isEntry || isLeftByParents || isEnteredByParents) return;
        expect([chart, path, flow('target') - flow('source')]).toEqual([chart, path, values[block.base + at]]);
      });
    }
  });
});
