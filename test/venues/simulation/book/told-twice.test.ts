// Each trade of a market is stated twice, as a print and as a smaller level, and either may come first. Goal: whatever the
// order of the two channels, an own order never fills more than in a queue that knows each owner.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MarketChange } from '../../../../src/market-data/types.ts';
import { MarketBook } from '../../../../src/venues/simulation/book/market-book.ts';
import { queueModels, type QueueModelName } from '../../../../src/venues/simulation/book/queue-models.ts';

const STEP = 10_000n;
const PX = 400_000n;
const WINDOW_US = 1_000;
const OPEN_QTY = 50n * STEP;

/** What happens at the venue: the figures pick, and are taken modulo what there is. */
type Act =
  | { readonly what: 'add'; readonly qty: bigint }
  | { readonly what: 'cancel'; readonly share: number }
  | { readonly what: 'trade'; readonly qty: bigint; readonly isPrintFirst: boolean; readonly lagUs: number }
  | { readonly what: 'wait'; readonly us: number };

const qty = fc.bigInt({ min: 1n, max: 60n * STEP });
const wholeQty = qty.map((each) => each - (each % STEP) + STEP);
const acts = (quantity: fc.Arbitrary<bigint>): fc.Arbitrary<readonly Act[]> =>
  fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ what: fc.constant('add' as const), qty: quantity }) },
      { weight: 3, arbitrary: fc.record({ what: fc.constant('cancel' as const), share: fc.nat({ max: 999 }) }) },
      {
        weight: 4,
        arbitrary: fc.record({
          what: fc.constant('trade' as const),
          qty: quantity,
          isPrintFirst: fc.boolean(),
          lagUs: fc.nat({ max: WINDOW_US }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ what: fc.constant('wait' as const), us: fc.nat({ max: 2 * WINDOW_US }) }) },
    ),
    { maxLength: 25, size: 'max' },
  );

interface Message {
  readonly us: number;
  readonly change: MarketChange;
}

/** The queue that knows each owner: what stands before us and behind, and what we would have been filled by then. */
class KnownQueue {
  ahead: bigint;
  behind = 0n;
  filled = 0n;
  readonly messages: Message[] = [];
  /** The fills that were due when the venue had sent so many messages. */
  nowUs = 0;

  constructor(ahead: bigint) {
    this.ahead = ahead;
  }

  do(act: Act, queue: QueueModelName, isWhole: boolean): void {
    const levelQty = this.ahead + this.behind;
    switch (act.what) {
      case 'wait':
        this.nowUs += act.us;
        return;
      case 'add':
        this.behind += act.qty;
        return this.tell(this.nowUs);
      case 'cancel': {
        const share = (levelQty * BigInt(act.share)) / 1_000n;
        const gone = isWhole ? share - (share % STEP) : share;
        if (gone === 0n) return;
        // Those cancel that the model says: it answers for nothing but the two channels here.
        const most = gone < this.ahead ? gone : this.ahead;
        const least = gone > this.behind ? gone - this.behind : 0n;
        const even = (gone * this.ahead) / levelQty;
        const fromAhead = { cancelsBehind: least, proportional: even > least ? even : least, cancelsAhead: most }[
          queue
        ];
        this.ahead -= fromAhead;
        this.behind -= gone - fromAhead;
        return this.tell(this.nowUs);
      }
      case 'trade': {
        const traded = act.qty < levelQty ? act.qty : levelQty;
        if (traded === 0n) return;
        const before = traded < this.ahead ? traded : this.ahead;
        this.ahead -= before;
        const past = traded - before;
        this.behind -= past;
        this.filled = this.filled + past < OPEN_QTY ? this.filled + past : OPEN_QTY;
        const print: Message = {
          us: this.nowUs + (act.isPrintFirst ? 0 : act.lagUs),
          change: { what: 'trade', px: PX, qty: traded, takerSide: 'sell' },
        };
        if (act.isPrintFirst) this.messages.push(print);
        this.tell(this.nowUs + (act.isPrintFirst ? act.lagUs : 0));
        if (!act.isPrintFirst) this.messages.push(print);
      }
    }
  }

  private tell(us: number): void {
    this.messages.push({ us, change: { what: 'level', side: 'bid', px: PX, qty: this.ahead + this.behind } });
  }

  /** The messages as they arrive: those of one channel never overtake each other. */
  arriving(): readonly Message[] {
    let levelUs = 0;
    let printUs = 0;
    const inOrder = this.messages.map((message): Message => {
      if (message.change.what === 'level') return { ...message, us: (levelUs = Math.max(levelUs, message.us)) };
      return { ...message, us: (printUs = Math.max(printUs, message.us)) };
    });
    return inOrder.toSorted((left, right) => left.us - right.us);
  }
}

const filledBy = (queue: QueueModelName, startQty: bigint, known: KnownQueue, printWithinUs: number): bigint => {
  const book = new MarketBook({ queue, refill: 'whenGrown', printWithinUs, levelPx: 10_000n, qtyStep: STEP });
  const apply = ({ us, change }: Message): bigint =>
    book.apply({ ...change, atUs: us, venue: 'here', market: 'M' }, true).reduce((sum, fill) => sum + fill.qty, 0n);
  const bids = startQty === 0n ? [] : [{ px: PX, qty: startQty }];
  apply({ us: 0, change: { what: 'snapshot', bids, asks: [] } });
  const order = { id: 'own', owner: 'us', side: 'bid', level: 40, qty: OPEN_QTY, timeInForce: 'GTC' } as const;
  book.matching.submit({ ...order, isPostOnly: false, selfTrade: 'allow' });
  return known.arriving().reduce((sum, message) => sum + apply(message), 0n);
};

const queues = Object.keys(queueModels) as QueueModelName[];

describe.each(queues)('an order that rests, by %s', (queue) => {
  it.each([
    ['whole steps', wholeQty],
    ['any quantities', qty],
  ] as const)('never fills more than in a queue that knows each owner: %s', (_, quantity) => {
    let filled = 0n;
    fc.assert(
      fc.property(quantity, acts(quantity), (startQty, plan) => {
        const known = new KnownQueue(startQty);
        for (const act of plan) known.do(act, queue, quantity === wholeQty);
        const simulated = filledBy(queue, startQty, known, 3 * WINDOW_US);
        filled += simulated;
        expect(simulated).toBeLessThanOrEqual(known.filled);
      }),
      { numRuns: 1_500 },
    );
    expect(filled).toBeGreaterThan(1_000n * STEP);
  });
});
