// The released arbitrages, for as long as a venue may still send reports of their orders.
import { PassingMap } from '../../kernel/passing-map.ts';
import type { ArbitrageRecord } from './live-arbitrage.ts';

/** Records of arbitrages by number. They come in the order of the time at which they are to be forgotten. */
export class ArbitrageRecords {
  private readonly records = new PassingMap<number, ArbitrageRecord>();
  /** The number of its arbitrage by the id of each of their orders. */
  private readonly owners = new PassingMap<string, number>();
  // Nothing is to be forgotten before that. To look for the first record at every step is slow, because a Map walks over
  // the places of those that were deleted: 4.2 µs an arbitrage with 500 records, 0.2 this way.
  private forgetAtUs = Number.POSITIVE_INFINITY;

  /** Keeps a record until its time. */
  add(record: ArbitrageRecord): void {
    this.records.set(record.number, record);
    for (const { clOrdId } of record.orders) this.owners.set(clOrdId, record.number);
    this.forgetAtUs = Math.min(this.forgetAtUs, record.untilUs);
  }

  /** Returns the record of the arbitrage that has this order; undefined where there is none any more. */
  of(clOrdId: string): ArbitrageRecord | undefined {
    const number = this.owners.get(clOrdId);
    return number === undefined ? undefined : this.records.get(number);
  }

  /** Removes and returns the record of the arbitrage that has this order, which is revived. */
  take(clOrdId: string): ArbitrageRecord | undefined {
    const record = this.of(clOrdId);
    if (record !== undefined) this.delete(record);
    return record;
  }

  /** All of them, in the order in which they are to be forgotten. */
  get all(): readonly ArbitrageRecord[] {
    return [...this.records.values()];
  }

  /** Forgets those whose time has come; `forget` may give one back, with a later time. */
  forgetOld(nowUs: number, forget: (record: ArbitrageRecord) => ArbitrageRecord | null): void {
    if (nowUs < this.forgetAtUs) return;
    this.forgetAtUs = Number.POSITIVE_INFINITY;
    const kept: ArbitrageRecord[] = [];
    for (const record of this.records.values()) {
      const { untilUs } = record;
      if (untilUs > nowUs) {
        this.forgetAtUs = untilUs;
        break;
      }
      this.delete(record);
      const again = forget(record);
      if (again !== null) kept.push(again);
    }
    for (const record of kept) this.add(record);
  }

  private delete({ number, orders }: ArbitrageRecord): void {
    this.records.delete(number);
    for (const { clOrdId } of orders) this.owners.delete(clOrdId);
  }
}
