// A lane: the bounded way to one venue. It holds messages back by the venue's rate limit and by how many may be
// unanswered at once, and lets what lowers the risk go first. It knows nothing of orders but their names.
import { Mailbox, type MailboxState } from '../kernel/mailbox.ts';
import { TokenBucket, type RateLimit, type TokenBucketState } from './token-bucket.ts';

/** What is sent to a venue. Cancels, queries and unwinds are risk-critical; a planned leg is an opportunity. */
export interface LaneMessage {
  readonly kind: 'submit' | 'cancel' | 'replace' | 'query';
  readonly clOrdId: string;
  readonly isRiskCritical: boolean;
}

/** The cost in tokens of each kind of message. */
export type MessageCosts = Readonly<Record<LaneMessage['kind'], number>>;

/** How a lane is built. */
export interface LaneOptions {
  readonly venue: string;
  /** The most messages it holds, queued and reserved together. */
  readonly capacity: number;
  /** The most submits that may be unanswered at once. */
  readonly inFlightMax: number;
  readonly rateLimit: RateLimit;
  readonly costs: MessageCosts;
}

/** A lane at rest. */
export interface LaneState {
  readonly mailbox: MailboxState<LaneMessage>;
  readonly bucket: TokenBucketState;
  readonly inFlight: number;
  readonly refused: number;
  readonly depthMax: number;
}

/** What a lane says when it is asked for its next message. */
export type Next =
  | { readonly kind: 'message'; readonly message: LaneMessage }
  | { readonly kind: 'empty' }
  /** Too many are unanswered; an answer brings it on. */
  | { readonly kind: 'windowFull' }
  /** The venue takes no orders now. */
  | { readonly kind: 'closed' }
  /** No tokens before that instant. */
  | { readonly kind: 'throttled'; readonly untilUs: number };

const EMPTY: Next = { kind: 'empty' };
const CLOSED: Next = { kind: 'closed' };
const WINDOW_FULL: Next = { kind: 'windowFull' };

/** One lane. */
export class Lane {
  readonly venue: string;
  private readonly options: LaneOptions;
  private readonly mailbox: Mailbox<LaneMessage>;
  private readonly bucket: TokenBucket;
  private inFlight: number;
  private refusedCount: number;
  private depthMaxSeen: number;

  constructor(options: LaneOptions, state?: LaneState) {
    this.venue = options.venue;
    this.options = options;
    this.mailbox = state === undefined ? new Mailbox(options.capacity) : Mailbox.restore(state.mailbox);
    this.bucket = new TokenBucket(options.rateLimit, state?.bucket);
    this.inFlight = state?.inFlight ?? 0;
    this.refusedCount = state?.refused ?? 0;
    this.depthMaxSeen = state?.depthMax ?? 0;
  }

  /** Messages queued. */
  get depth(): number {
    return this.mailbox.depth;
  }

  /** Room kept for risk-critical messages. */
  get reserved(): number {
    return this.mailbox.reserved;
  }

  /** The most of its room that was ever used or reserved. */
  get depthMax(): number {
    return this.depthMaxSeen;
  }

  /** How many opportunities found no room. */
  get refused(): number {
    return this.refusedCount;
  }

  /** Whether `orders` opportunities, with `reserve` risk-critical messages each may need, find room. */
  hasRoom(orders: number, reserve: number): boolean {
    return this.mailbox.free >= orders + reserve;
  }

  /** Counts an opportunity that found no room, here or in another lane of the same set. */
  refuse(): void {
    this.refusedCount += 1;
  }

  /** Takes the room for risk-critical messages; `hasRoom` was asked before. */
  reserve(count: number): boolean {
    const isReserved = this.mailbox.tryReserve(count);
    this.notice();
    return isReserved;
  }

  /** Gives back reserved room that will not be needed. */
  release(count: number): void {
    this.mailbox.releaseReservation(count);
  }

  /** Queues an opportunity, or says that there is no room. */
  offer(message: LaneMessage): boolean {
    const isTaken = this.mailbox.offerOpportunity(message);
    this.notice();
    return isTaken;
  }

  /** Queues a risk-critical message in room that was reserved for it. */
  put(message: LaneMessage): void {
    this.mailbox.putRiskCritical(message);
  }

  /** The next message that may go out now, or why none may. A lane that is not open lets cancels and queries out. */
  take(nowUs: number, isOpen = true): Next {
    const message = this.mailbox.peek();
    if (message === undefined) return EMPTY;
    if (!isOpen && (message.kind === 'submit' || message.kind === 'replace')) return CLOSED;
    if (!message.isRiskCritical && this.inFlight >= this.options.inFlightMax) return WINDOW_FULL;
    const cost = this.options.costs[message.kind];
    if (!this.bucket.tryTake(cost, nowUs)) return { kind: 'throttled', untilUs: this.bucket.readyAtUs(cost, nowUs) };
    this.mailbox.take();
    return { kind: 'message', message };
  }

  /** A planned leg has left: it counts against the window until it is answered. */
  sent(): void {
    this.inFlight += 1;
  }

  /** A submit was answered, or is given up. */
  answered(): void {
    this.inFlight -= 1;
  }

  /** The venue's limit is used up by others. */
  drainTokens(nowUs: number): void {
    this.bucket.empty(nowUs);
  }

  /** The lane as plain data. */
  save(): LaneState {
    return {
      mailbox: this.mailbox.save(),
      bucket: this.bucket.save(),
      inFlight: this.inFlight,
      refused: this.refusedCount,
      depthMax: this.depthMaxSeen,
    };
  }

  private notice(): void {
    const used = this.mailbox.depth + this.mailbox.reserved;
    if (used > this.depthMaxSeen) this.depthMaxSeen = used;
  }
}
