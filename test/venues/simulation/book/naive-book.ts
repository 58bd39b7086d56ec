// The naive twin of the matching engine: a list of orders and a list of levels, searched from end to end for everything.
// It shares no code with it but the names of the models.
import type { BookSide } from '../../../../src/market-data/types.ts';
import { assert } from '../../../../src/kernel/assert.ts';
import type { QueueModelName } from '../../../../src/venues/simulation/book/queue-models.ts';
import type { RefillModelName } from '../../../../src/venues/simulation/book/refill-models.ts';
import type {
  Arrival,
  ArrivingOrder,
  BookStep,
  MakerFill,
  RestingView,
} from '../../../../src/venues/simulation/book/types.ts';

interface NaiveOrder {
  readonly id: string;
  readonly owner: string;
  readonly side: BookSide;
  readonly level: number;
  open: bigint;
  ahead: bigint;
}

interface NaiveLevel {
  readonly side: BookSide;
  readonly level: number;
  shown: bigint;
  taken: bigint;
  traded: bigint;
}

const min = (left: bigint, right: bigint): bigint => (left < right ? left : right);
const max = (left: bigint, right: bigint): bigint => (left > right ? left : right);
const other = (side: BookSide): BookSide => (side === 'bid' ? 'ask' : 'bid');

/** A unit that waits: of the market outside, or of an own order. */
interface Waiting {
  readonly level: number;
  readonly order: NaiveOrder | null;
  readonly qty: bigint;
}

/** The naive twin. */
export class NaiveBook {
  orders: NaiveOrder[] = [];
  private levels: NaiveLevel[] = [];
  private readonly queue: QueueModelName;
  private readonly refill: RefillModelName;

  private readonly step: bigint;

  constructor(queue: QueueModelName, refill: RefillModelName, step: bigint) {
    this.step = step;
    this.queue = queue;
    this.refill = refill;
  }

  submit(order: ArrivingOrder): Arrival {
    const { id, owner, side, level, qty, timeInForce, isPostOnly, selfTrade } = order;
    const waiting = this.waiting(other(side)).filter((each) => crosses(side, level, each.level));
    if (isPostOnly && waiting.length > 0) return { steps: [], end: 'postOnlyCross', leftQty: qty };
    if (timeInForce === 'FOK') {
      const isOwn = (each: Waiting): boolean => each.order?.owner === owner && selfTrade !== 'allow';
      // An order that ends at one of its own counts what lies behind: it would have been filled, and is no kill.
      const counted = selfTrade === 'cancelMaker' ? waiting.filter((each) => !isOwn(each)) : waiting;
      if (counted.reduce((sum, each) => sum + each.qty, 0n) < qty)
        return { steps: [], end: 'fokUnfilled', leftQty: qty };
    }
    const steps: BookStep[] = [];
    let left = qty;
    while (left > 0n) {
      // What is next is looked up anew for every step.
      const next = this.waiting(other(side)).find((each) => crosses(side, level, each.level));
      if (next === undefined) break;
      if (next.order === null) {
        const took = min(left, next.qty);
        const offeredQty = this.offered(other(side), next.level);
        steps.push({ what: 'took', maker: null, level: next.level, qty: took, offeredQty });
        this.at(other(side), next.level).taken += took;
        this.comeForward(other(side), next.level, took);
        left -= took;
      } else if (next.order.owner === owner && selfTrade !== 'allow') {
        if (selfTrade !== 'cancelTaker') {
          steps.push({ what: 'endedOwn', maker: next.order.id, openQty: next.order.open });
          this.cancel(next.order.id);
        }
        if (selfTrade !== 'cancelMaker') return { steps, end: 'selfTrade', leftQty: left };
      } else {
        const took = min(left, next.order.open);
        steps.push({ what: 'took', maker: next.order.id, level: next.level, qty: took, offeredQty: next.order.open });
        this.fill(next.order, took);
        left -= took;
      }
    }
    if (left === 0n) return { steps, end: 'filled', leftQty: 0n };
    if (timeInForce === 'IOC' || timeInForce === 'FOK') return { steps, end: 'iocRemainder', leftQty: left };
    this.orders.push({ id, owner, side, level, open: left, ahead: this.offered(side, level) });
    return { steps, end: 'rests', leftQty: left };
  }

  cancel(id: string): bigint | null {
    const found = this.orders.find((order) => order.id === id);
    this.orders = this.orders.filter((order) => order !== found);
    return found?.open ?? null;
  }

  decrease(id: string, open: bigint): void {
    const found = this.orders.find((order) => order.id === id);
    assert(found !== undefined, 'it rests');
    found.open = open;
  }

  show(side: BookSide, level: number, qty: bigint): void {
    const at = this.at(side, level);
    const was = max(at.shown - at.traded, 0n);
    const gone = was - qty;
    at.shown = qty;
    at.traded = 0n;
    at.taken = this.refill === 'whenShown' ? 0n : min(at.taken, qty);
    for (const order of this.resting(side, level)) {
      if (gone <= 0n) continue;
      if (this.queue === 'proportional') order.ahead -= (gone * order.ahead) / was;
      if (this.queue === 'cancelsAhead') order.ahead = max(order.ahead - gone, 0n);
      while (order.ahead % this.step !== 0n) order.ahead += 1n;
    }
    this.clamp(side, level);
  }

  showAll(bids: readonly { level: number; qty: bigint }[], asks: readonly { level: number; qty: bigint }[]): void {
    for (const { side, level, shown } of this.levels.map((each) => ({ ...each }))) {
      const said = side === 'bid' ? bids : asks;
      if (shown > 0n && !said.some((each) => each.level === level)) this.show(side, level, 0n);
    }
    for (const { level, qty } of bids) this.show('bid', level, qty);
    for (const { level, qty } of asks) this.show('ask', level, qty);
  }

  trade(level: number, qty: bigint, hit: BookSide): readonly MakerFill[] {
    const filled: MakerFill[] = [];
    let left = qty;
    for (const order of this.resting(hit).filter((each) => isBetter(hit, each.level, level))) {
      if (left === 0n) break;
      const took = min(left, order.open);
      filled.push({ id: order.id, level: order.level, qty: took });
      this.fill(order, took);
      left -= took;
      for (const same of this.resting(hit, order.level)) same.ahead = 0n;
    }
    const at = this.at(hit, level);
    at.traded = min(at.shown, at.traded + qty);
    for (const order of this.resting(hit, level)) {
      const passed = min(left, order.ahead);
      this.comeForward(hit, level, passed);
      left -= passed;
      const took = min(left, order.open);
      if (took === 0n) break;
      filled.push({ id: order.id, level, qty: took });
      this.fill(order, took);
      left -= took;
    }
    this.clamp(hit, level);
    return filled;
  }

  meet(): readonly MakerFill[] {
    const filled: MakerFill[] = [];
    const best = (side: BookSide) => this.waiting(side).find((each) => each.order === null);
    const [bid, ask] = [best('bid'), best('ask')];
    if (bid !== undefined && ask !== undefined && bid.level >= ask.level) return filled;
    for (const side of ['bid', 'ask'] as const)
      for (;;) {
        const [order] = this.resting(side);
        const offer = best(other(side));
        if (order === undefined || offer === undefined || !crosses(side, order.level, offer.level)) break;
        const qty = min(order.open, this.offered(other(side), offer.level));
        this.at(other(side), offer.level).taken += qty;
        this.comeForward(other(side), offer.level, qty);
        filled.push({ id: order.id, level: order.level, qty });
        this.fill(order, qty);
      }
    return filled;
  }

  view(): readonly RestingView[] {
    return (['bid', 'ask'] as const).flatMap((side) =>
      this.resting(side).map(({ open: openQty, ahead: aheadQty, ...rest }) => ({ ...rest, openQty, aheadQty })),
    );
  }

  offered(side: BookSide, level: number): bigint {
    const { shown, taken, traded } = this.at(side, level);
    return max(shown - taken - traded, 0n);
  }

  /** All that waits on a side, in the order in which it is taken. */
  private waiting(side: BookSide): readonly Waiting[] {
    const levels = [...new Set([...this.levels, ...this.orders].filter((each) => each.side === side).map(levelOf))];
    return levels.toSorted(bestFirst(side)).flatMap((level) => {
      const queue: Waiting[] = [];
      let before = 0n;
      for (const order of this.resting(side, level)) {
        if (order.ahead > before) queue.push({ level, order: null, qty: order.ahead - before });
        before = max(before, order.ahead);
        queue.push({ level, order, qty: order.open });
      }
      const behind = this.offered(side, level) - before;
      if (behind > 0n) queue.push({ level, order: null, qty: behind });
      return queue;
    });
  }

  /** The own orders of a side, or of one of its levels, in the order in which they are taken. */
  private resting(side: BookSide, level?: number): NaiveOrder[] {
    const found = this.orders.filter((each) => each.side === side && (level === undefined || each.level === level));
    return found.toSorted((left, right) => bestFirst(side)(left.level, right.level));
  }

  private at(side: BookSide, level: number): NaiveLevel {
    const found = this.levels.find((each) => each.side === side && each.level === level);
    if (found !== undefined) return found;
    const made: NaiveLevel = { side, level, shown: 0n, taken: 0n, traded: 0n };
    this.levels.push(made);
    return made;
  }

  private comeForward(side: BookSide, level: number, qty: bigint): void {
    for (const order of this.resting(side, level)) order.ahead = max(order.ahead - qty, 0n);
  }

  private clamp(side: BookSide, level: number): void {
    for (const order of this.resting(side, level)) order.ahead = min(order.ahead, this.offered(side, level));
  }

  private fill(order: NaiveOrder, qty: bigint): void {
    order.open -= qty;
    if (order.open === 0n) this.cancel(order.id);
  }
}

const levelOf = ({ level }: { level: number }): number => level;
const bestFirst = (side: BookSide) => (left: number, right: number) => (side === 'bid' ? right - left : left - right);
const isBetter = (side: BookSide, level: number, than: number): boolean =>
  side === 'bid' ? level > than : level < than;
const crosses = (side: BookSide, limit: number, level: number): boolean =>
  side === 'bid' ? level <= limit : level >= limit;
