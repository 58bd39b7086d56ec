// The arbitrages that were let go, for as long as a venue may still speak of their orders.
import { PassingMap } from '../../kernel/passing-map.ts';
import type { ArbitrageRecord } from './live-arbitrage.ts';

/** Records of arbitrages by number. They come in the order of the time at which they are to be forgotten. */
export class ArbitrageRecords {
  private readonly records = new PassingMap<number, ArbitrageRecord>();
  // Nothing is to be forgotten before that. To look for the first record at every step is slow, because a Map walks over
  // the places of those that were deleted: 4.2 µs an arbitrage with 500 records, 0.2 this way.
  private forgetAtUs = Number.POSITIVE_INFINITY;

  /** Keeps a record until its time. */
  add(record: ArbitrageRecord): void {
    this.records.set(record.number, record);
    this.forgetAtUs = Math.min(this.forgetAtUs, record.untilUs);
  }

  /** The record of an arbitrage, if it is still there. */
  get(number: number): ArbitrageRecord | undefined {
    return this.records.get(number);
  }

  /** Takes the record of an arbitrage that comes back, if it is still there. */
  take(number: number): ArbitrageRecord | undefined {
    const record = this.records.get(number);
    if (record !== undefined) this.records.delete(number);
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
      const { number, untilUs } = record;
      if (untilUs > nowUs) {
        this.forgetAtUs = untilUs;
        break;
      }
      this.records.delete(number);
      const again = forget(record);
      if (again !== null) kept.push(again);
    }
    for (const record of kept) this.add(record);
  }
}
