// The steps of one position that may still have to be taken again: from the oldest trade on that the venue can
// still bust or correct. Trades that are released while an older one is not, as most are where orders rest, are noted
// by name and removed in their turn: nothing is searched.
import { assert } from '../kernel/assert.ts';
import { addMicros } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import type { Side } from '../../machines/order/types.ts';
import { nextCost } from './average-cost.ts';
import { cashOut, sharesIn } from './transactions.ts';

/** Shares bought or sold, and the money for them: a trade, or what else brings shares or takes them (`tradeKey` null). */
export interface Step {
  readonly tradeKey: string | null;
  readonly side: Side;
  readonly qty: Micros;
  readonly cash: Micros;
}

/** What is held, and what it has cost. */
export interface Standing {
  readonly qty: Micros;
  readonly cost: Micros;
}

/** The steps at rest, oldest first, and what the first of them met: zeros where there is none. */
export interface StepQueueState {
  readonly before: Standing;
  readonly steps: readonly Step[];
  /** Trades among them that were released while an older one was not, sorted. */
  readonly releasedEarly: readonly string[];
}

/** In the place of a step that is done with, until it is cleared away: so that its trade is not kept alive. */
const PASSED: Step = { tradeKey: null, side: 'buy', qty: 0n, cash: 0n };

/** The steps of one position, oldest first. */
export class StepQueue {
  private steps: Step[] = [];
  /** Where the oldest step is. Those before it are done with, and cleared away when they are half of all. */
  private first = 0;
  private qtyBefore: Micros = 0n;
  private costBefore: Micros = 0n;
  private readonly releasedEarly = new Set<string>();

  /** Returns a queue that resumes from the saved state. */
  static restore({ before, steps, releasedEarly }: StepQueueState): StepQueue {
    const queue = new StepQueue();
    queue.qtyBefore = before.qty;
    queue.costBefore = before.cost;
    queue.steps = [...steps];
    for (const tradeKey of releasedEarly) queue.releasedEarly.add(tradeKey);
    return queue;
  }

  /** Whether no step may have to be taken again. */
  get isEmpty(): boolean {
    return this.first === this.steps.length;
  }

  /** Adds a step that meets `qty` shares which have cost `cost`. One that is no trade matters only after a trade. */
  push(step: Step, qty: Micros, cost: Micros): void {
    if (this.isEmpty) {
      if (step.tradeKey === null) return;
      this.qtyBefore = qty;
      this.costBefore = cost;
    }
    this.steps.push(step);
  }

  /** Puts another content in a trade's place. Returns where all steps lead now; undefined where the trade is not held. */
  replace(tradeKey: string, step: Step): Standing | undefined {
    this.clearPassed();
    const at = this.steps.findIndex((held) => held.tradeKey === tradeKey);
    if (at < 0 || this.releasedEarly.has(tradeKey)) return undefined;
    this.steps[at] = step;
    let standing: Standing = { qty: this.qtyBefore, cost: this.costBefore };
    for (const held of this.steps) standing = afterStep(standing, held);
    return standing;
  }

  /** A trade that is held can no longer change. */
  release(tradeKey: string): void {
    assert(!this.isEmpty, () => `the positions do not hold the trade ${tradeKey}`);
    if (this.steps[this.first]!.tradeKey !== tradeKey) {
      this.releasedEarly.add(tradeKey);
      return;
    }
    this.passFirst();
    while (!this.isEmpty && this.isDone(this.steps[this.first]!)) this.passFirst();
    if (2 * this.first >= this.steps.length) this.clearPassed();
    if (!this.isEmpty) return;
    this.qtyBefore = 0n;
    this.costBefore = 0n;
    assert(this.releasedEarly.size === 0, () => `trades were released that are not held: ${[...this.releasedEarly]}`);
  }

  /** The queue as plain data. */
  save(): StepQueueState {
    this.clearPassed();
    const steps = this.steps.map(({ tradeKey, side, qty, cash }): Step => ({ tradeKey, side, qty, cash }));
    return {
      before: { qty: this.qtyBefore, cost: this.costBefore },
      steps,
      releasedEarly: [...this.releasedEarly].toSorted(),
    };
  }

  private isDone({ tradeKey }: Step): boolean {
    return tradeKey === null || this.releasedEarly.delete(tradeKey);
  }

  private passFirst(): void {
    const step = this.steps[this.first]!;
    this.steps[this.first] = PASSED;
    this.first += 1;
    const shares = sharesIn(step);
    this.costBefore = nextCost(this.qtyBefore, this.costBefore, shares, cashOut(step));
    this.qtyBefore = addMicros(this.qtyBefore, shares);
  }

  /** Unlike `shift` and `splice`, this costs nothing to speak of in queues of any length, and keeps their room. */
  private clearPassed(): void {
    this.steps.copyWithin(0, this.first);
    for (; this.first > 0; this.first -= 1) this.steps.pop();
  }
}

const afterStep = ({ qty, cost }: Standing, step: Step): Standing => ({
  qty: addMicros(qty, sharesIn(step)),
  cost: nextCost(qty, cost, sharesIn(step), cashOut(step)),
});
