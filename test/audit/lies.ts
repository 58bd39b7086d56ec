// Consistent lies: a change of a journal, with all that follows from it. The figures that follow are put right by mend.ts;
// what stands here is what a liar has to think of.
import type { RecordBody, RecordType } from '../../src/journal/records.ts';
import type { Story } from './alterations.ts';

/** A lie about the record at `at`; null where it does not apply to that one. */
export type Lie = (story: Story, at: number) => Story | null;

type Fields = Readonly<Record<string, unknown>>;
type BodyOf<T extends RecordType> = Extract<RecordBody, { readonly type: T }>;

const withFields = (body: RecordBody, fields: Fields): RecordBody => ({ ...body, ...fields }) as RecordBody;

/** Every record by itself, in its place; null leaves it out. */
const each = ({ records, times }: Story, change: (body: RecordBody, index: number) => RecordBody | null): Story => {
  const kept = records.flatMap((body, index) => {
    const changed = change(body, index);
    return changed === null ? [] : [{ body: changed, at: times[index] ?? 0 }];
  });
  return { records: kept.map(({ body }) => body), times: kept.map(({ at }) => at) };
};

const bodyOf = <T extends RecordType>({ records }: Story, at: number, type: T): BodyOf<T> | null => {
  const body = records[at];
  return body?.type === type ? (body as BodyOf<T>) : null;
};

const orderOf = ({ records }: Story, clOrdId: string): BodyOf<'order.created'> | undefined =>
  records.find((body): body is BodyOf<'order.created'> => body.type === 'order.created' && body.clOrdId === clOrdId);

const isOfOrder = (body: RecordBody, clOrdId: string): boolean => 'clOrdId' in body && body.clOrdId === clOrdId;

const fillsOf = ({ records }: Story, clOrdId: string): readonly BodyOf<'venue.filled'>[] =>
  records.filter((body): body is BodyOf<'venue.filled'> => body.type === 'venue.filled' && body.clOrdId === clOrdId);

/** One field of a fill, as the venue made it and wherever the client received it. */
const fillWith =
  (fieldsOf: (fill: BodyOf<'venue.filled'>, order: BodyOf<'order.created'>) => Fields | null): Lie =>
  (story, at) => {
    const fill = bodyOf(story, at, 'venue.filled');
    const order = fill === null ? undefined : orderOf(story, fill.clOrdId);
    const fields = fill === null || order === undefined ? null : fieldsOf(fill, order);
    if (fill === null || fields === null) return null;
    return each(story, (body, index) => {
      const isTold = body.type === 'order.moved' && body.event === 'venue.traded' && body.tradeId === fill.tradeId;
      return index === at || isTold ? withFields(body, fields) : body;
    });
  };

/** What a fill is better than the limit of its order, rounded up: so much more may it cost in fees. */
const gainOf = ({ lastQty, lastPx }: BodyOf<'venue.filled'>, { side, price }: BodyOf<'order.created'>): bigint =>
  ((side === 'buy' ? price - lastPx : lastPx - price) * lastQty + 999_999n) / 1_000_000n;

/** A fee of a fill, everywhere. */
export const feeOf = (feeOfFill: (fill: BodyOf<'venue.filled'>) => bigint): Lie =>
  fillWith((fill) => ({ fee: feeOfFill(fill) }));

/** A fee of an order's only fill that is more than its worst. */
export const feeAboveWorst: Lie = fillWith((fill, order) => ({
  fee: (order.worstFee ?? 0n) + 1n + gainOf(fill, order),
}));

/** A better price of a fill than the order's own, everywhere. */
export const betterPrice: Lie = fillWith(({ lastPx, offeredPx }, { side }) =>
  offeredPx === undefined ? { lastPx: side === 'buy' ? lastPx - 10_000n : lastPx + 10_000n } : null,
);

/** A better price of a fill out of a book, which offered another. */
export const betterThanOffered: Lie = fillWith(({ lastPx, offeredPx }, { side }) =>
  offeredPx === undefined ? null : { lastPx: side === 'buy' ? lastPx - 10_000n : lastPx + 10_000n },
);

/** Less of a fill, everywhere: of one that ends its order, or of another. */
export const smallerFill = (isLast: boolean): Lie =>
  fillWith(({ lastQty, leavesQty }) => ((leavesQty === 0n) === isLast ? { lastQty: lastQty - 10_000n } : null));

/** A name wherever it stands. */
const rename = (story: Story, field: string, from: string, to: string): Story =>
  each(story, (body) => ((body as unknown as Fields)[field] === from ? withFields(body, { [field]: to }) : body));

/** The order has the name of none. */
export const orderRenamed: Lie = (story, at) => {
  const order = bodyOf(story, at, 'order.created');
  return order === null ? null : rename(story, 'clOrdId', order.clOrdId, `${order.clOrdId}9`);
};

/** Two orders have one name at their venue. */
export const oneNameForTwo: Lie = (story, at) => {
  const taken = bodyOf(story, at, 'venue.accepted');
  const other = story.records.find(
    (body, index) => index < at && body.type === 'venue.accepted' && body.venue === taken?.venue,
  );
  if (taken === null || other?.type !== 'venue.accepted') return null;
  return rename(story, 'venueOrderId', taken.venueOrderId, other.venueOrderId);
};

/** A trade has another name. */
export const tradeRenamed: Lie = (story, at) => {
  const fill = bodyOf(story, at, 'venue.filled');
  return fill === null ? null : rename(story, 'tradeId', fill.tradeId, `${fill.tradeId}0`);
};

/** An order that its venue took is gone, with every record of it. */
export const orderRemoved: Lie = (story, at) => {
  const taken = bodyOf(story, at, 'venue.accepted');
  return taken === null ? null : each(story, (body) => (isOfOrder(body, taken.clOrdId) ? null : body));
};

const numberOf = (name: string): number => Number(name.slice(0, name.indexOf('.')));

/** The arbitrage that a record is about; 0 for none. */
const arbitrageOf = (body: RecordBody): number => {
  if ('intent' in body && (body.type === 'intent.received' || body.type === 'intent.refused')) return body.intent;
  if ('arbitrage' in body) return body.arbitrage;
  return 'clOrdId' in body && body.clOrdId !== undefined ? numberOf(body.clOrdId) : 0;
};

/** The record as if one arbitrage fewer had come before it. */
const earlier = (body: RecordBody): RecordBody => {
  const number = arbitrageOf(body) - 1;
  const fields: Record<string, unknown> = {};
  if (body.type === 'intent.received' || body.type === 'intent.refused') fields['intent'] = number;
  if ('arbitrage' in body) fields['arbitrage'] = number;
  if ('clOrdId' in body && body.clOrdId !== undefined)
    fields['clOrdId'] = `${number}${body.clOrdId.slice(body.clOrdId.indexOf('.'))}`;
  return withFields(body, fields);
};

/** Whether the venue of a record takes an order, after that place, that is not of this arbitrage. */
const goesOn = ({ records }: Story, at: number, venue: string, intent: number): boolean =>
  records.some(
    (body, index) =>
      index > at && body.type === 'venue.accepted' && body.venue === venue && numberOf(body.clOrdId) !== intent,
  );

/** Whether one of its orders was taken, and others after it there. */
const isAmidst = (story: Story, intent: number): boolean =>
  story.records.some(
    (body, index) =>
      body.type === 'venue.accepted' && isTakenOf(body, intent) && goesOn(story, index, body.venue, intent),
  );

/** An arbitrage is gone with its orders, and those after it have moved up: one amidst others, or one at the end. */
export const arbitrageRemoved =
  (amidst: boolean): Lie =>
  (story, at) => {
    const intent = bodyOf(story, at, 'intent.received')?.intent;
    if (intent === undefined || !story.records.some((body) => isTakenOf(body, intent))) return null;
    if (isAmidst(story, intent) !== amidst) return null;
    return each(story, (body) => {
      const number = body.type === 'run.ended' ? 0 : arbitrageOf(body);
      return number === intent ? null : number > intent ? earlier(body) : body;
    });
  };

const isTakenOf = (body: RecordBody, intent: number): boolean =>
  body.type === 'venue.accepted' && numberOf(body.clOrdId) === intent;

/** The venues' own numbers of orders and trades, counted anew over what is left. */
export const renumbered = (story: Story): Story => {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  const next = (head: string, name: string): void => {
    const number = (counts.get(head) ?? 0) + 1;
    counts.set(head, number);
    names.set(name, `${head}${number}`);
  };
  for (const body of story.records) {
    if (body.type === 'venue.accepted') next(`${body.venue}-`, body.venueOrderId);
    if (body.type === 'venue.filled') next(`${body.venue}-T`, body.tradeId);
    if (body.type === 'venue.ended' && body.status === 'rejected') next(`${body.venue}-`, '');
  }
  return each(story, (body) => {
    const fields: Record<string, unknown> = {};
    for (const field of ['venueOrderId', 'tradeId']) {
      const name = (body as unknown as Fields)[field];
      if (typeof name === 'string') fields[field] = names.get(name) ?? name;
    }
    return withFields(body, fields);
  });
};

/** The same, and the venues have counted one order and one trade fewer. */
export const arbitrageNeverWas: Lie = (story, at) => {
  const removed = arbitrageRemoved(true)(story, at);
  return removed === null ? null : renumbered(removed);
};

/** A fill happens after the venue's next one. */
export const fillMoved: Lie = ({ records, times }, at) => {
  const fill = records[at];
  if (fill?.type !== 'venue.filled') return null;
  const next = records.findIndex(
    (body, index) => index > at && body.type === 'venue.filled' && body.venue === fill.venue,
  );
  const told = records.findIndex((body) => body.type === 'order.moved' && body.tradeId === fill.tradeId);
  if (next < 0 || told <= next) return null;
  const isBetween = records.slice(at + 1, next + 1).some((body) => isOfOrder(body, fill.clOrdId));
  return isBetween ? null : { records: records.toSpliced(at, 1).toSpliced(next, 0, fill), times };
};

/** A fill happens as early as the record before it. */
export const fillEarlier: Lie = ({ records, times }, at) =>
  records[at]?.type === 'venue.filled' && times[at] !== times[at - 1]
    ? { records, times: times.with(at, times[at - 1] ?? 0) }
    : null;

/** What an order received comes before it happened. */
export const toldBeforehand: Lie = ({ records, times }, at) => {
  const fill = records[at];
  if (fill?.type !== 'venue.filled') return null;
  const told = records.findIndex((body) => body.type === 'order.moved' && body.tradeId === fill.tradeId);
  return told < at ? null : { records: records.toSpliced(at, 1).toSpliced(told, 0, fill), times };
};

/** Two neighbours that know nothing of each other change places. */
export const neighboursSwapped: Lie = ({ records, times }, at) => {
  const [left, right] = [records[at], records[at + 1]];
  if (left?.type !== 'order.moved' || right?.type !== 'order.moved' || left.clOrdId === right.clOrdId) return null;
  return { records: records.with(at, right).with(at + 1, left), times };
};

/** An order that filled at several instants, or at one and wholly, is good for another time. */
export const timeInForceOf =
  (to: string, instants: 'several' | 'one'): Lie =>
  (story, at) => {
    const order = bodyOf(story, at, 'order.created');
    if (order === null || order.timeInForce === to) return null;
    const fills = fillsOf(story, order.clOrdId);
    const times = new Set(fills.map((fill) => story.times[story.records.indexOf(fill)]));
    const isWhole = fills.some(({ leavesQty }) => leavesQty === 0n);
    if (instants === 'several' ? times.size < 2 : times.size !== 1 || !isWhole) return null;
    return each(story, (body, index) => (index === at ? withFields(body, { timeInForce: to }) : body));
  };

/** A fault of that name is not written down: any, or one after which its venue takes orders. */
export const faultDropped =
  (fault: string, amidst = false): Lie =>
  (story, at) =>
    amidst && !goesOn(story, at, bodyOf(story, at, 'fault.injected')?.venue ?? '', 0)
      ? null
      : bodyOf(story, at, 'fault.injected')?.fault === fault
        ? each(story, (body, index) => (index === at ? null : body))
        : null;

/** A fault is written down as another. */
export const faultRenamed =
  (from: string, to: string): Lie =>
  (story, at) =>
    bodyOf(story, at, 'fault.injected')?.fault === from
      ? each(story, (body, index) => (index === at ? withFields(body, { fault: to }) : body))
      : null;

/** A fault strikes an order when it is taken. */
export const faultAdded =
  (fault: string): Lie =>
  (story, at) => {
    const taken = bodyOf(story, at, 'venue.accepted');
    if (taken === null) return null;
    const { venue, clOrdId } = taken;
    const struck: RecordBody = { type: 'fault.injected', venue, fault, clOrdId };
    return {
      records: story.records.toSpliced(at + 1, 0, struck),
      times: story.times.toSpliced(at, 0, story.times[at] ?? 0),
    };
  };

/** The reason of an end, on both sides. */
export const reasonOf =
  (status: string, to: string, from?: string, isCancelWanted?: boolean): Lie =>
  (story, at) => {
    const ended = bodyOf(story, at, 'venue.ended');
    if (ended === null || ended.status !== status || ended.reason === to) return null;
    if (isCancelWanted !== undefined && isCancelWanted !== wantsCancel(story, at, ended.clOrdId)) return null;
    if (from !== undefined && ended.reason !== from) return null;
    return each(story, (body) => {
      if (!isOfOrder(body, ended.clOrdId)) return body;
      const isTold =
        body.type === 'order.moved' && (body.event === 'venue.cancelled' || body.event === 'venue.rejected');
      return body.type === 'venue.ended' || isTold ? withFields(body, { reason: to }) : body;
    });
  };

/** Whether a cancel of that order was asked for, or might have been, before a record. */
const wantsCancel = ({ records }: Story, at: number, clOrdId: string): boolean =>
  records
    .slice(0, at)
    .some(
      (body) =>
        body.type === 'order.moved' &&
        body.clOrdId === clOrdId &&
        (body.event === 'cancel.requested' || body.anomaly !== undefined),
    );

/** More was offered than was. */
export const offeredMore =
  (wasWhole: boolean): Lie =>
  (story, at) => {
    const fill = bodyOf(story, at, 'venue.filled');
    if (fill?.offeredQty === undefined || (fill.leavesQty === 0n) !== wasWhole) return null;
    if (wasWhole && isTakenFromAgain(story, at, fill)) return null;
    const offeredQty = fill.offeredQty + 1_000_000n;
    return each(story, (body, index) => (index === at ? withFields(body, { offeredQty }) : body));
  };

/** Whether the book is taken from again before it moves, or was before: then what was left is known. */
const isTakenFromAgain = ({ records }: Story, at: number, { bookMove, venue }: BodyOf<'venue.filled'>): boolean =>
  records.some(
    (body, index) => index !== at && body.type === 'venue.filled' && body.venue === venue && body.bookMove === bookMove,
  );

/** A result is the other way round, with all that is paid out by it. */
export const resultTurned: Lie = (story, at) => {
  const resolved = bodyOf(story, at, 'venue.resolved');
  if (resolved?.stage !== 'determined') return null;
  const { venue, market } = resolved;
  const turned = (rows: BodyOf<'venue.resolved'>['payouts']) =>
    rows.map(({ outcome }, index) => ({ outcome, payout: rows[rows.length - 1 - index]!.payout }));
  const final = story.records.findLast(
    (body): body is BodyOf<'venue.resolved'> =>
      body.type === 'venue.resolved' && body.venue === venue && body.market === market,
  );
  const payoutOf = new Map(turned(final?.payouts ?? []).map(({ outcome, payout }) => [outcome, payout]));
  return each(story, (body) => {
    if (!('market' in body) || body.market !== market || !('venue' in body) || body.venue !== venue) return body;
    if (body.type === 'venue.resolved' || body.type === 'resolution.told')
      return withFields(body, { payouts: turned(body.payouts) });
    if (body.type !== 'venue.redeemed') return body;
    const payout = payoutOf.get(body.outcome) ?? 0n;
    return withFields(body, { payout, cash: (body.qty * payout) / 1_000_000n });
  });
};

/** A payout of shares is a micro more. */
export const paidMore: Lie = (story, at) => {
  const redeemed = bodyOf(story, at, 'venue.redeemed');
  if (redeemed === null) return null;
  return each(story, (body, index) => (index === at ? withFields(body, { cash: redeemed.cash + 1n }) : body));
};

/** Venues have each other's names, or their orders and trades too. */
export const venuesSwapped =
  (andTheirNames: boolean): Lie =>
  (story, at) => {
    const started = bodyOf(story, at, 'run.started');
    if (started === null) return null;
    const swap = (name: string): string =>
      name.startsWith('polymarket')
        ? `kalshi${name.slice(10)}`
        : name.startsWith('kalshi')
          ? `polymarket${name.slice(6)}`
          : name;
    const fields = andTheirNames ? ['venue', 'venueOrderId', 'tradeId'] : ['venue'];
    const swapped = (row: Fields): Fields =>
      Object.fromEntries(
        Object.entries(row).map(([field, value]) => {
          if (field === 'legs') return [field, (value as readonly Fields[]).map(swapped)];
          return [field, fields.includes(field) && typeof value === 'string' ? swap(value) : value];
        }),
      );
    return each(story, (body) => swapped(body as unknown as Fields) as unknown as RecordBody);
  };

/** Fields of the records of one type. */
export const fieldsOf =
  <T extends RecordType>(type: T, change: (body: BodyOf<T>) => Fields): Lie =>
  (story, at) => {
    const found = bodyOf(story, at, type);
    return found === null
      ? null
      : each(story, (body, index) => (index === at ? withFields(body, change(found)) : body));
  };

/** A record of a type is not there. */
export const without =
  <T extends RecordType>(type: T, isIt: (body: BodyOf<T>) => boolean = () => true): Lie =>
  (story, at) => {
    const found = bodyOf(story, at, type);
    return found === null || !isIt(found) ? null : each(story, (body, index) => (index === at ? null : body));
  };

/** Everything takes twice as long. */
export const slower: Lie = ({ records, times }, at) =>
  at === 0 ? { records, times: times.map((us) => us * 2) } : null;

/** The last intent is gone, which was refused. */
export const lastRefusedRemoved: Lie = (story, at) => {
  const refused = bodyOf(story, at, 'intent.refused');
  const isLast = !story.records.slice(at + 1).some(({ type }) => type === 'intent.received');
  if (refused === null || !isLast) return null;
  return each(story, (body) => (body.type !== 'run.ended' && arbitrageOf(body) === refused.intent ? null : body));
};

/** A leg may cost more in fees, as planned and as ordered. */
export const worseFee: Lie = (story, at) => {
  const intent = bodyOf(story, at, 'intent.received');
  if (intent === null || !story.records.some((body) => isTakenOf(body, intent.intent))) return null;
  const more = (fee = 0n): bigint => fee + 1_000n;
  return each(story, (body, index) => {
    if (index === at)
      return withFields(body, { legs: intent.legs.map((leg) => ({ ...leg, worstFee: more(leg.worstFee) })) });
    const isLeg = body.type === 'order.created' && body.ownerId === intent.intent && body.owner === 'leg';
    return isLeg ? withFields(body, { worstFee: more(body.worstFee) }) : body;
  });
};

const SCALED: readonly string[] = [
  'sets',
  'qty',
  'worstFee',
  'orderQty',
  'cumQty',
  'leavesQty',
  'missingQty',
  'lastQty',
  'fee',
];
const SCALED_TOO: readonly string[] = ['residueQty', 'worstCase', 'offeredQty'];

/** An arbitrage is of twice the size, from its intent to its last fill. */
export const twiceTheSize: Lie = (story, at) => {
  const intent = bodyOf(story, at, 'intent.received')?.intent;
  if (intent === undefined || !story.records.some((body) => isTakenOf(body, intent))) return null;
  const twice = (row: Fields): Fields =>
    Object.fromEntries(
      Object.entries(row).map(([field, value]) => {
        if (field === 'legs') return [field, (value as readonly Fields[]).map(twice)];
        const isScaled = SCALED.includes(field) || SCALED_TOO.includes(field);
        return [field, isScaled && typeof value === 'bigint' ? value * 2n : value];
      }),
    );
  return each(story, (body) =>
    body.type !== 'run.ended' && arbitrageOf(body) === intent
      ? (twice(body as unknown as Fields) as unknown as RecordBody)
      : body,
  );
};
