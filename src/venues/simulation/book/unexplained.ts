// The two channels of a venue tell a trade twice: as a print, and as a level that is smaller. Either may come first. What
// one of them has said waits here for the other, for a window: a smaller level that no print has explained by then was a
// cancel. Knows no orders.
import { assert } from '../../../kernel/assert.ts';
import { minMicros } from '../../../money/micros.ts';

/** A level became smaller, and no print has said why. */
export interface Loss {
  readonly atUs: number;
  /** What waited at the level before. */
  readonly levelQty: bigint;
  /** The joins of the book by then: an order that joined later never stood behind what has gone. */
  readonly joins: number;
  /** What no print has explained so far. */
  qty: bigint;
}

/** A print that no level has shown. */
export interface Print {
  readonly atUs: number;
  qty: bigint;
}

/** Both at rest: plain data. */
export interface UnexplainedState {
  readonly losses: readonly Loss[];
  readonly prints: readonly Print[];
}

/** What waits for the other channel, at one level. */
export class Unexplained {
  private readonly losses: Loss[];
  private readonly prints: Print[];

  constructor(state?: UnexplainedState) {
    this.losses = state?.losses.map((loss) => ({ ...loss })) ?? [];
    this.prints = state?.prints.map((print) => ({ ...print })) ?? [];
  }

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.losses.length === 0 && this.prints.length === 0;
  }

  /** The level lost `qty`. What prints had announced of it is taken off, and the rest waits for one. */
  lose(qty: bigint, levelQty: bigint, joins: number, atUs: number): void {
    let left = qty;
    while (left > 0n && this.prints.length > 0) left = takeFrom(this.prints, left);
    if (left > 0n) this.losses.push({ atUs, levelQty, joins, qty: left });
  }

  /** A print was not shown by the level yet. */
  await(qty: bigint, atUs: number): void {
    this.prints.push({ atUs, qty });
  }

  /** A print came: the part of `qty` that the oldest loss explains, with the joins of then; null where none is left. */
  explain(qty: bigint): { readonly qty: bigint; readonly joins: number } | null {
    const first = this.losses[0];
    if (first === undefined) return null;
    const { joins, qty: lostQty } = first;
    const explained = minMicros(lostQty, qty);
    takeFrom(this.losses, explained);
    return { qty: explained, joins };
  }

  /** The oldest loss for which no print can come any more at `nowUs`; it is forgotten here. */
  takeOverdue(nowUs: number, windowUs: number): Loss | undefined {
    const isOverdue = (each: Loss | Print | undefined): boolean => each !== undefined && each.atUs + windowUs < nowUs;
    while (isOverdue(this.prints[0])) this.prints.shift();
    return isOverdue(this.losses[0]) ? this.losses.shift() : undefined;
  }

  /** What may have gone from before an order that was the book's `joins`-th, and still waits for a print. */
  lostSince(joins: number): bigint {
    let sum = 0n;
    for (const loss of this.losses) if (loss.joins >= joins) sum += loss.qty;
    return sum;
  }

  /** Both as plain data. */
  save(): UnexplainedState {
    return { losses: this.losses.map((loss) => ({ ...loss })), prints: this.prints.map((print) => ({ ...print })) };
  }
}

/** Takes from the oldest, which exists. What is left to take. */
const takeFrom = (queue: { qty: bigint }[], qty: bigint): bigint => {
  const first = queue[0];
  assert(first !== undefined, 'something waits');
  if (first.qty > qty) {
    first.qty -= qty;
    return 0n;
  }
  queue.shift();
  return qty - first.qty;
};
