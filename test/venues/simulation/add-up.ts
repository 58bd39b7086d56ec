// What a venue's own records add up to, and how a plan comes to rest.
import type { RecordBody } from '../../../src/journal/records.ts';
import { multiplyMicros } from '../../../src/money/micros.ts';
import { venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import type { VenueOrderRequest } from '../../../src/venues/simulation/types.ts';
import { ACCOUNT, marketsOf, type createWorld, type Plan } from './world.ts';

/** The records of one type. */
export const recordsOf = <T extends RecordBody['type']>(records: readonly RecordBody[], type: T) =>
  records.filter((body): body is Extract<RecordBody, { type: T }> => body.type === type);

/** What an account has by the records alone: every trade that has not failed, then complete sets turned into money. */
export const addUp = (plan: Plan, truth: readonly RecordBody[]) => {
  const { netting } = venueCatalogue[plan.name];
  const requests = new Map<string, VenueOrderRequest>();
  for (const sending of plan.sendings)
    if (sending.what === 'submit' && !requests.has(sending.order.clOrdId))
      requests.set(sending.order.clOrdId, sending.order);
  const failed = new Set(
    recordsOf(truth, 'venue.settled').flatMap(({ status, tradeId }) => (status === 'failed' ? [tradeId] : [])),
  );
  const shares = new Map(marketsOf(plan).map(({ market }) => [market, { yes: 0n, no: 0n }]));
  let cash = plan.opening;
  for (const { clOrdId, tradeId, lastQty, lastPx, fee } of recordsOf(truth, 'venue.filled')) {
    if (failed.has(tradeId)) continue;
    const { market, outcome, side } = requests.get(clOrdId)!;
    const isBuy = side === 'buy';
    const held = shares.get(market)!;
    held[outcome as 'yes' | 'no'] += isBuy ? lastQty : -lastQty;
    cash += (isBuy ? -multiplyMicros(lastPx, lastQty, 'ceil') : multiplyMicros(lastPx, lastQty, 'floor')) - fee;
  }
  for (const held of shares.values()) {
    const sets = held.yes < held.no ? held.yes : held.no;
    const { pairs } = netting.value;
    if (pairs !== 'netted' && pairs !== 'redeemedAtOnce') continue;
    held.yes -= sets;
    held.no -= sets;
    cash += sets;
  }
  const rows = [...shares].flatMap(([market, { yes, no }]) => [
    { account: ACCOUNT, asset: `${market}:no`, amount: no },
    { account: ACCOUNT, asset: `${market}:yes`, amount: yes },
  ]);
  const { value: currency } = venueCatalogue[plan.name].currency;
  return [{ account: ACCOUNT, asset: currency, amount: cash }, ...rows.filter(({ amount }) => amount !== 0n)];
};

/** The client cancels everything, again and again, until nothing lives. */
export const cancelAll = (plan: Plan, world: ReturnType<typeof createWorld>): void => {
  const ids = new Set(plan.sendings.flatMap((sending) => (sending.what === 'submit' ? [sending.order.clOrdId] : [])));
  for (let round = 0; world.venue.live > 0 && round < 200; round += 1) {
    for (const clOrdId of ids) if (world.venue.isLive(clOrdId)) world.send({ atUs: 0, what: 'cancel', clOrdId });
    world.run();
  }
};

/** Copies of an order share its id and not its terms, so a venue that takes them cannot be added up by id. */
export const once = (plan: Plan): Plan => {
  const seen = new Set<string>();
  const isFirst = (id: string): boolean => !seen.has(id) && seen.add(id) !== undefined;
  const sendings = plan.sendings
    .toSorted((left, right) => left.atUs - right.atUs)
    .filter((sending) => sending.what !== 'submit' || isFirst(sending.order.clOrdId));
  return { ...plan, sendings };
};
