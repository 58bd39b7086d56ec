// The naive twin of the matching engine: a list of orders and a list of levels, searched from end to end for everything.
// It shares no code with it but the names of the models.
import type { BookSide } from '../../../../src/market-data/types.ts';
import { assert } from '../../../../src/kernel/assert.ts';
import type { QueueModelName } from '../../../../src/venues/simulation/book/queue-models.ts';
import type { Refill } from '../../../../src/venues/simulation/book/refill-models.ts';
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

/** What a level lost before any print of a trade: the orders that stood anywhere then, and how much it had. */
interface NaiveLoss {
  readonly us: number;
  readonly was: bigint;
  readonly stood: readonly NaiveOrder[];
  left: bigint;
}

interface NaiveLevel {
  readonly side: BookSide;
  readonly level: number;
  shown: bigint;
  taken: bigint;
  aged: bigint;
  us: number;
  traded: bigint;
  losses: NaiveLoss[];
  prints: { readonly us: number; left: bigint }[];
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
  private readonly refill: Refill;
  private readonly step: bigint;
  private readonly windowUs: number;

  constructor(queue: QueueModelName, refill: Refill, step: bigint, windowUs: number) {
    this.step = step;
    this.windowUs = windowUs;
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
    this.orders.push({ id, owner, side, level, open: left, ahead: this.left(side, level) });
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

  show(side: BookSide, level: number, qty: bigint, us: number): void {
    const at = this.at(side, level);
    this.cancelOverdue(at, us);
    const now = qty;
    const was = max(at.shown - at.traded, 0n);
    if (now < was) {
      // What was printed before and never shown explains the loss, the oldest first.
      let gone = was - now;
      for (const print of at.prints) {
        const explained = min(print.left, gone);
        print.left -= explained;
        gone -= explained;
      }
      if (gone > 0n) at.losses.push({ us, was, stood: [...this.orders], left: gone });
    } else at.prints.push({ us, left: at.traded - max(at.shown - now, 0n) });
    at.taken = min(this.stillTaken(at, us), now);
    Object.assign(at, { shown: now, traded: 0n, aged: at.taken, us });
    this.clamp(side, level);
  }

  showAll(
    bids: readonly { level: number; qty: bigint }[],
    asks: readonly { level: number; qty: bigint }[],
    us: number,
  ): void {
    for (const { side, level, shown } of this.levels.map((each) => ({ ...each }))) {
      const said = side === 'bid' ? bids : asks;
      if (shown > 0n && !said.some((each) => each.level === level)) this.show(side, level, 0n, us);
    }
    for (const { level, qty } of bids) this.show('bid', level, qty, us);
    for (const { level, qty } of asks) this.show('ask', level, qty, us);
  }

  trade(level: number, raw: bigint, hit: BookSide, us: number): readonly MakerFill[] {
    const filled: MakerFill[] = [];
    const at = this.at(hit, level);
    this.cancelOverdue(at, us);
    let qty = raw;
    for (const loss of at.losses) {
      const part = min(loss.left, qty);
      if (part === 0n) continue;
      loss.left -= part;
      qty -= part;
      this.print(hit, level, part, loss.stood, filled);
    }
    at.traded = min(at.shown, at.traded + qty);
    this.print(hit, level, qty, [...this.orders], filled);
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

  view(): readonly Omit<RestingView, 'joins'>[] {
    return (['bid', 'ask'] as const).flatMap((side) =>
      this.resting(side).map(({ open: openQty, ahead: aheadQty, ...rest }) => ({ ...rest, openQty, aheadQty })),
    );
  }

  offered(side: BookSide, level: number): bigint {
    const left = this.left(side, level);
    return left - (left % this.step);
  }

  /** A part of a trade meets those of the orders that stood then. */
  private print(hit: BookSide, level: number, qty: bigint, stood: readonly NaiveOrder[], filled: MakerFill[]): void {
    let left = qty;
    const met = (at?: number) => this.resting(hit, at).filter((order) => stood.includes(order));
    const take = (order: NaiveOrder): void => {
      const whole = left - (left % this.step);
      const took = left < order.open ? whole : order.open;
      // Less than a step is used up.
      if (left < order.open) left = took;
      if (took === 0n) return;
      filled.push({ id: order.id, level: order.level, qty: took });
      this.fill(order, took);
      left -= took;
    };
    for (const order of met().filter((each) => isBetter(hit, each.level, level))) {
      if (left === 0n) break;
      take(order);
      for (const same of met(order.level)) same.ahead = 0n;
    }
    for (const order of met(level)) {
      const passed = min(left, order.ahead);
      for (const same of met(level)) same.ahead = max(same.ahead - passed, 0n);
      left -= passed;
      take(order);
    }
  }

  /** What has waited for a print for too long was cancelled. */
  private cancelOverdue(at: NaiveLevel, us: number): void {
    for (const { was, left: gone, stood } of at.losses.filter((loss) => loss.us + this.windowUs < us)) {
      if (gone === 0n) continue;
      for (const order of this.resting(at.side, at.level).filter((each) => stood.includes(each))) {
        if (this.queue === 'proportional') order.ahead -= (gone * order.ahead) / was;
        if (this.queue === 'cancelsAhead') order.ahead = max(order.ahead - gone, 0n);
      }
    }
    const isOpen = (each: { us: number; left: bigint }): boolean => each.us + this.windowUs >= us && each.left > 0n;
    const had = at.losses.length;
    at.losses = at.losses.filter(isOpen);
    at.prints = at.prints.filter(isOpen);
    if (at.losses.length < had) this.clamp(at.side, at.level);
  }

  private stillTaken({ taken, aged, us: shownUs }: NaiveLevel, us: number): bigint {
    if (this.refill === 'whenShown') return 0n;
    if (this.refill === 'whenGrown') return taken;
    const { halfLifeUs } = this.refill;
    // Halved once for each half-life, and the rest of the time brings its share of the next half.
    let [left, divisor, elapsed] = [aged, 1n, us - shownUs];
    for (; elapsed >= halfLifeUs; elapsed -= halfLifeUs) divisor *= 2n;
    left *= BigInt(2 * halfLifeUs - elapsed);
    divisor *= BigInt(2 * halfLifeUs);
    const isWhole = left % divisor === 0n;
    return taken - aged + left / divisor + (isWhole ? 0n : 1n);
  }

  /** What stands at a level. */
  private left(side: BookSide, level: number): bigint {
    const { shown, taken, traded } = this.at(side, level);
    return max(shown - taken - traded, 0n);
  }

  /** All that waits on a side, in the order in which it is taken. */
  private waiting(side: BookSide): readonly Waiting[] {
    const levels = [...new Set([...this.levels, ...this.orders].filter((each) => each.side === side).map(levelOf))];
    return levels.toSorted(bestFirst(side)).flatMap((level) => {
      const queue: Waiting[] = [];
      let before = 0n;
      const offered = this.offered(side, level);
      for (const order of this.resting(side, level)) {
        let ahead = order.ahead;
        while (ahead % this.step !== 0n) ahead += 1n;
        ahead = min(ahead, offered);
        if (ahead > before) queue.push({ level, order: null, qty: ahead - before });
        before = max(before, ahead);
        queue.push({ level, order, qty: order.open });
      }
      const behind = offered - before;
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
    const quantities = { shown: 0n, taken: 0n, aged: 0n, traded: 0n };
    const made: NaiveLevel = { side, level, ...quantities, us: 0, losses: [], prints: [] };
    this.levels.push(made);
    return made;
  }

  private comeForward(side: BookSide, level: number, qty: bigint): void {
    for (const order of this.resting(side, level)) order.ahead = max(order.ahead - qty, 0n);
  }

  private clamp(side: BookSide, level: number): void {
    const { losses } = this.at(side, level);
    for (const order of this.resting(side, level)) {
      const lost = losses.filter(({ stood }) => stood.includes(order)).reduce((sum, loss) => sum + loss.left, 0n);
      order.ahead = min(order.ahead, this.left(side, level) + lost);
    }
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
