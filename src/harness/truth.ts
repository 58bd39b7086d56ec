// What the venue did with the orders of one account, rebuilt from its journal alone. It knows nothing of what a client received.
import type { OrderStatus } from '../../machines/order/types.ts';
import type { RecordBody } from '../journal/records.ts';

type BodyOf<T extends RecordBody['type']> = Extract<RecordBody, { readonly type: T }>;

/** What was asked for. */
export type OrderTerms = Pick<
  BodyOf<'order.created'>,
  'market' | 'outcome' | 'side' | 'orderQty' | 'price' | 'timeInForce'
>;

/** A trade that the venue made. */
export interface TrueTrade {
  readonly tradeId: string;
  readonly qty: bigint;
  readonly seq: number;
  /** The record of its failure on chain: then it never happened. */
  bustedSeq: number | null;
}

/** An order as the venue took it. Where a venue takes the same id twice, there are several of one id. */
export interface TrueCopy {
  status: Exclude<OrderStatus, 'pending'>;
  /** What may still fill. */
  openQty: bigint;
  cumQty: bigint;
  /** The record that made it what it is, and the one with which it began. */
  seq: number;
  readonly beganSeq: number;
}

/** Everything that the venue has of one client id. */
export class TrueOrder {
  readonly clOrdId: string;
  readonly terms: OrderTerms;
  readonly createdSeq: number;
  readonly copies: TrueCopy[] = [];
  readonly trades: TrueTrade[] = [];

  constructor(clOrdId: string, terms: OrderTerms, createdSeq: number) {
    this.clOrdId = clOrdId;
    this.terms = terms;
    this.createdSeq = createdSeq;
  }

  /** Those that the venue took. */
  get taken(): readonly TrueCopy[] {
    return this.copies.filter(({ status }) => status !== 'rejected');
  }

  /** Those that may fill, or have. */
  get effective(): readonly TrueCopy[] {
    return this.copies.filter((copy) => isLive(copy) || copy.cumQty > 0n);
  }

  /** The status of them all; null where none ever came. */
  get status(): TrueCopy['status'] | null {
    const { taken, copies } = this;
    if (taken.length === 0) return copies.at(-1)?.status ?? null;
    if (taken.some(isLive)) return taken.some(({ cumQty }) => cumQty > 0n) ? 'partial' : 'submitted';
    return taken.every(({ status }) => status === 'filled') ? 'filled' : 'cancelled';
  }

  /** The last record about it. */
  get seq(): number {
    return this.copies.reduce((last, { seq }) => (seq > last ? seq : last), 0);
  }

  /** What has filled and stands. */
  get cumQty(): bigint {
    return this.trades.reduce((sum, { qty, bustedSeq }) => (bustedSeq === null ? sum + qty : sum), 0n);
  }
}

/** An amount that an account has, and the record that says so. */
export interface TrueBalance {
  readonly amount: bigint;
  readonly seq: number;
}

const isLive = ({ status }: TrueCopy): boolean => status === 'submitted' || status === 'partial';

/** The truth of one account at a venue. */
export class VenueTruth {
  /** By the client's own ids. */
  readonly orders = new Map<string, TrueOrder>();
  private readonly byVenueId = new Map<string, TrueOrder>();
  private readonly venueIds = new Map<string, string>();
  readonly balances = new Map<string, TrueBalance>();
  /** The account's currency and name. */
  currency = '';
  account: string;
  private first: string;
  /** The last record. */
  seq = 0;

  /** The truth of that account; of the first one, where none is named. `first` is the first one's name, where that is known. */
  constructor(account = '', first = '') {
    this.account = account;
    this.first = first;
  }

  /** The id by which the venue knows an order of the account. */
  venueIdOf(clOrdId: string): string {
    return this.venueIds.get(clOrdId) ?? clOrdId;
  }

  /** Takes the next record. */
  observe(body: RecordBody, seq: number): void {
    this.seq = seq;
    switch (body.type) {
      case 'account.opened':
        if (this.first === '') this.first = body.account;
        if (this.account === '') this.account = body.account;
        if (this.account !== body.account) return;
        this.currency = body.currency;
        this.balances.set(body.currency, { amount: body.amount, seq });
        for (const { asset, amount } of body.holdings ?? []) this.balances.set(asset, { amount, seq });
        return;
      case 'venue.balance':
        if (this.account === body.account) this.balances.set(body.asset, { amount: body.amount, seq });
        return;
      case 'order.created':
        if (this.account === (body.account === '' ? this.first : body.account)) this.created(body, seq);
        return;
      case 'venue.accepted':
      case 'venue.filled':
      case 'venue.ended':
      case 'venue.replaced':
      case 'venue.settled': {
        const order = this.byVenueId.get(body.clOrdId);
        if (order !== undefined) take(order, body, seq);
        return;
      }
      default:
    }
  }

  private created(body: BodyOf<'order.created'>, seq: number): void {
    const { clOrdId, clientId = clOrdId } = body;
    if (this.byVenueId.has(clOrdId)) return;
    const order = new TrueOrder(clientId, body, seq);
    this.orders.set(clientId, order);
    this.byVenueId.set(clOrdId, order);
    this.venueIds.set(clientId, clOrdId);
  }
}

const take = (
  order: TrueOrder,
  body: BodyOf<'venue.accepted' | 'venue.filled' | 'venue.ended' | 'venue.replaced' | 'venue.settled'>,
  seq: number,
): void => {
  switch (body.type) {
    case 'venue.accepted':
      order.copies.push({ status: 'submitted', openQty: order.terms.orderQty, cumQty: 0n, seq, beganSeq: seq });
      return;
    case 'venue.filled': {
      const { tradeId, lastQty, leavesQty } = body;
      order.trades.push({ tradeId, qty: lastQty, seq, bustedSeq: null });
      const copy = liveCopy(order, ({ openQty }) => openQty - lastQty === leavesQty);
      if (copy === undefined) return;
      copy.openQty = leavesQty;
      copy.cumQty += lastQty;
      copy.status = leavesQty === 0n ? 'filled' : 'partial';
      copy.seq = seq;
      return;
    }
    case 'venue.ended': {
      if (body.status === 'rejected') {
        order.copies.push({ status: 'rejected', openQty: 0n, cumQty: 0n, seq, beganSeq: seq });
        return;
      }
      const copy = liveCopy(order, ({ cumQty }) => cumQty === body.cumQty);
      if (copy === undefined) return;
      copy.status = 'cancelled';
      copy.openQty = 0n;
      copy.seq = seq;
      return;
    }
    case 'venue.replaced': {
      const copy = liveCopy(order, () => true);
      if (copy === undefined) return;
      copy.openQty = body.orderQty - copy.cumQty;
      if (copy.openQty === 0n) copy.status = 'filled';
      copy.seq = seq;
      return;
    }
    case 'venue.settled': {
      const trade = order.trades.find(({ tradeId }) => tradeId === body.tradeId);
      if (trade !== undefined && body.status === 'failed') trade.bustedSeq = seq;
    }
  }
};

/** Of several copies, one that a record fits: those that it fits alike are alike. */
const liveCopy = (order: TrueOrder, fits: (copy: TrueCopy) => boolean): TrueCopy | undefined => {
  const live = order.copies.filter(isLive);
  return live.find(fits) ?? live[0];
};
