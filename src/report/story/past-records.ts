// What has happened to arbitrages so far, for the story of an order that is yet to come: whose it is is said when it is
// created, and its story begins before. Memory is bounded by what lives, and by the number of those that are kept behind their end.
import { PassingQueue } from '../../kernel/passing-queue.ts';
import type { RecordBody } from '../../journal/records.ts';
import type { OrderOwners } from './order-owners.ts';

/** A record and its instant. */
export interface Past {
  readonly body: RecordBody;
  readonly atUs: number;
}

/** Arbitrages that are kept behind their end: one that is opened again later has lost its past. */
const ENDED_MAX = 4_096;
const ends: ReadonlySet<string> = new Set(['completed', 'partial', 'cancelled', 'failed', 'exposed']);

const NONE: readonly Past[] = [];

/** The records of arbitrages, by number. */
export class PastRecords {
  private readonly owners: OrderOwners;
  private readonly records = new Map<number, Past[]>();
  private readonly ended = new Set<number>();
  private readonly ends = new PassingQueue<number>();

  constructor(owners: OrderOwners) {
    this.owners = owners;
  }

  /** Takes the next record of a journal. */
  observe(body: RecordBody, atUs: number): void {
    const arbitrage = this.owners.arbitrageOf(body);
    if (arbitrage === 0) return;
    this.owners.keep(body);
    const known = this.records.get(arbitrage);
    if (known === undefined) this.records.set(arbitrage, [{ body, atUs }]);
    else known.push({ body, atUs });
    if (body.type === 'intent.refused') this.forget(arbitrage);
    else if (body.type === 'arbitrage.moved') this.moved(arbitrage, ends.has(body.to));
  }

  /** Returns what has happened to an arbitrage so far. */
  of(arbitrage: number): readonly Past[] {
    return this.records.get(arbitrage) ?? NONE;
  }

  private moved(arbitrage: number, hasEnded: boolean): void {
    if (!hasEnded) {
      this.ended.delete(arbitrage);
      return;
    }
    this.ended.add(arbitrage);
    this.ends.push(arbitrage);
    if (this.ends.size <= ENDED_MAX) return;
    const oldest = this.ends.take()!;
    if (this.ended.has(oldest)) this.forget(oldest);
  }

  private forget(arbitrage: number): void {
    this.owners.forget(this.of(arbitrage));
    this.records.delete(arbitrage);
    this.ended.delete(arbitrage);
  }
}
