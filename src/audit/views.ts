// All that the audit holds of a journal: the arbitrages and orders that live, and those of which a venue may still
// speak. What has long been at rest on both sides is forgotten, so that memory is bounded by what is live.
import type { RecordBody } from '../journal/records.ts';
import { createArbitrageView, isEnd, type ArbitrageView } from './arbitrage-view.ts';
import { createOrderView, isAtRest, type OrderView } from './order-view.ts';

/** The arbitrages and orders of a journal. */
export interface Views {
  readonly orders: ReadonlyMap<string, OrderView>;
  readonly arbitrages: ReadonlyMap<number, ArbitrageView>;
  /** Keeps a new arbitrage or order. Tells whether its name was free; if it was not, nothing is kept. */
  create(body: RecordBody): boolean;
  /** Notes that the journal spoke of the arbitrage, and forgets those that have been at rest for long enough. */
  touch(arbitrage: ArbitrageView, atUs: number): void;
}

const isArbitrageAtRest = ({ state, isRefused, orders }: ArbitrageView): boolean => {
  if (!isEnd(state) && !isRefused) return false;
  for (const order of orders) if (!isAtRest(order)) return false;
  return true;
};

/** Views that keep an arbitrage for `retainUs` after the last word about it, and tell when one is forgotten. */
export const createViews = (retainUs: number, forgotten: (arbitrage: ArbitrageView) => void): Views => {
  const orders = new Map<string, OrderView>();
  const arbitrages = new Map<number, ArbitrageView>();
  // First in, first out: one that was spoken of since, or is not at rest any more, goes to the end again.
  const resting: ArbitrageView[] = [];
  let first = 0;

  const forget = (arbitrage: ArbitrageView): void => {
    forgotten(arbitrage);
    for (const { clOrdId } of arbitrage.orders) orders.delete(clOrdId);
    arbitrages.delete(arbitrage.number);
  };

  const sweep = (atUs: number): void => {
    for (let turns = resting.length - first; turns > 0; turns -= 1) {
      const arbitrage = resting[first];
      if (arbitrage === undefined || arbitrage.lastAtUs + retainUs > atUs) break;
      first += 1;
      arbitrage.isQueued = false;
      if (isArbitrageAtRest(arbitrage)) forget(arbitrage);
    }
    if (first < 1_024 || first * 2 < resting.length) return;
    resting.splice(0, first);
    first = 0;
  };

  return {
    orders,
    arbitrages,
    create(body) {
      if (body.type === 'intent.received') {
        if (arbitrages.has(body.intent)) return false;
        arbitrages.set(body.intent, createArbitrageView(body));
        return true;
      }
      if (body.type !== 'order.created' || orders.has(body.clOrdId)) return false;
      const arbitrage = arbitrages.get(body.arbitrage);
      const order = createOrderView(body, arbitrage);
      orders.set(body.clOrdId, order);
      arbitrage?.orders.push(order);
      return true;
    },
    touch(arbitrage, atUs) {
      arbitrage.lastAtUs = atUs;
      if (!arbitrage.isQueued && isArbitrageAtRest(arbitrage)) {
        arbitrage.isQueued = true;
        resting.push(arbitrage);
      }
      if (resting.length > first) sweep(atUs);
    },
  };
};
