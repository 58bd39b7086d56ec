// The life of one arbitrage or order as a sequence of steps: who told whom what, and what it lit in the charts. Made from
// the few records that are about it.
import type { JournalRecord } from '../../../journal/records.ts';
import { createExplainer, storyLines } from '../../../report/explain.ts';
import type { Life, LifeStep } from '../answers.ts';
import { chartNamed } from '../../index/charts/model.ts';
import { flowFinder } from '../../index/charts/flow.ts';
import { arbitragePaths, arbitrageStep, NEW_ARBITRAGE_PATH } from '../../index/paths/arbitrage-path.ts';
import { NEW_ORDER_PATH, orderPathAfter, orderStatesOf } from '../../index/paths/order-path.ts';
import { messageOf, partyOf, type Message } from './messages.ts';

const flows = {
  order: flowFinder(chartNamed('order')),
  arbitrage: flowFinder(chartNamed('arbitrage')),
  settlement: flowFinder(chartNamed('settlement')),
};

/** Follows the actors of a life through their charts. */
const createLights = (): ((record: JournalRecord) => LifeStep['light']) => {
  let arbitragePath = NEW_ARBITRAGE_PATH;
  const orderPaths = new Map<string, number>();
  return (record) => {
    switch (record.type) {
      case 'intent.received':
        return { chart: 'arbitrage', actor: 'arbitrage', states: [arbitragePaths[arbitragePath] ?? ''], edges: [] };
      case 'intent.refused':
        return {
          chart: 'arbitrage',
          actor: 'arbitrage',
          states: ['ended.cancelled'],
          edges: flows.arbitrage('planning.checking', 'plan.refused', 'ended.cancelled'),
        };
      case 'arbitrage.moved': {
        const { from, to } = arbitrageStep(arbitragePath, record);
        arbitragePath = to;
        const at = arbitragePaths[to] ?? '';
        const edges = flows.arbitrage(arbitragePaths[from] ?? '', record.event, at);
        return { chart: 'arbitrage', actor: 'arbitrage', states: [at], edges };
      }
      case 'order.created':
        orderPaths.set(record.clOrdId, NEW_ORDER_PATH);
        return { chart: 'order', actor: record.clOrdId, states: orderStatesOf(NEW_ORDER_PATH), edges: [] };
      case 'order.moved': {
        const before = orderPaths.get(record.clOrdId) ?? NEW_ORDER_PATH;
        const after = orderPathAfter(before, record);
        orderPaths.set(record.clOrdId, after);
        const was = orderStatesOf(before);
        const states = orderStatesOf(after);
        const edges = was.flatMap((from, region) => {
          const to = states[region] ?? from;
          return region > 0 && from === to ? [] : flows.order(from, record.event, to);
        });
        return { chart: 'order', actor: record.clOrdId, states, edges };
      }
      case 'settlement.moved':
        return {
          chart: 'settlement',
          actor: record.tradeId,
          states: [record.to],
          edges: flows.settlement(record.from, `settlement.${record.to}`, record.to),
        };
      default:
        return null;
    }
  };
};

const parts: readonly { readonly kind: string; readonly title: (id: string) => string }[] = [
  { kind: 'strategy', title: () => 'strategy' },
  { kind: 'client', title: () => 'client' },
  { kind: 'arbitrage', title: (id) => `arbitrage ${id}` },
  { kind: 'order', title: (id) => `order ${id}` },
  { kind: 'lane', title: (id) => `lane ${id}` },
  { kind: 'venue', title: (id) => id },
  { kind: 'database', title: () => 'database' },
];

/** Everybody who takes part: each order beside its lane and its venue, the first that came first. */
const partiesOf = (messages: readonly Message[], orderVenues: ReadonlyMap<string, string>): Life['parties'] => {
  const seen = new Set(messages.flatMap(({ from, to }) => [from, to]));
  const ids: string[] = [...seen].filter((id) => id === 'strategy:' || id === 'client:' || id.startsWith('arbitrage:'));
  const put = (id: string): void => {
    if (seen.has(id) && !ids.includes(id)) ids.push(id);
  };
  for (const venue of new Set(orderVenues.values())) {
    for (const [clOrdId, at] of orderVenues) if (at === venue) put(`order:${clOrdId}`);
    put(`lane:${venue}`);
    put(`venue:${venue}`);
  }
  seen.forEach(put);
  ids.push('database:');
  return ids.map((id) => {
    const [kind = '', ...rest] = id.split(':');
    const part = parts.find((one) => one.kind === kind);
    return { id, kind, title: part?.title(rest.join(':')) ?? id };
  });
};

/**
 * The life of an arbitrage (`clOrdId` null) or of one of its orders, from the records about the arbitrage; or of an order
 * of none (`arbitrage` 0), from the records about it.
 */
export const lifeOf = (records: readonly JournalRecord[], arbitrage: number, clOrdId: string | null): Life => {
  const id = clOrdId ?? String(arbitrage);
  const explainer = createExplainer(id);
  const lightOf = createLights();
  const orderVenues = new Map<string, string>();
  let owner = `arbitrage:${arbitrage}`;
  const messages: Message[] = [];
  const steps: LifeStep[] = [];
  for (const record of records) {
    explainer.observe(record, record.seq, record.atUs);
    const light = lightOf(record);
    if (record.type === 'order.created') orderVenues.set(record.clOrdId, record.venue);
    if (clOrdId !== null && !isAbout(record, clOrdId)) continue;
    if (record.type === 'order.created') owner = partyOf(record);
    const message = messageOf(record, owner, orderVenues);
    if (message === null) continue;
    messages.push(message);
    steps.push({ seq: record.seq, atUs: record.atUs, ...message, light });
  }
  const shown = clOrdId === null ? orderVenues : new Map([...orderVenues].filter(([order]) => order === clOrdId));
  const story = explainer.story();
  return {
    kind: clOrdId === null ? 'arbitrage' : 'order',
    id,
    arbitrage,
    orders: [...orderVenues.keys()],
    story: story === null ? [] : storyLines(story, 100),
    parties: partiesOf(messages, shown),
    steps,
  };
};

const isAbout = (record: JournalRecord, clOrdId: string): boolean => 'clOrdId' in record && record.clOrdId === clOrdId;
