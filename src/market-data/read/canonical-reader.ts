// Canonical lines as updates. Their numbers say whether one is missing, doubled or out of its place.
import { MoneyError } from '../../money/errors.ts';
import { CanonicalLevelReader } from '../canonical-level.ts';
import { decodeUpdate, numberOfLine } from '../canonical.ts';
import type { MarketUpdate } from '../types.ts';
import { BadFrame, type Fields } from './amounts.ts';
import type { Outlet } from './outlet.ts';
import { SequenceNumbers } from './sequence-numbers.ts';

/** Reads the lines of one file. */
export class CanonicalReader {
  private readonly outlet: Outlet;
  private readonly numbers = new SequenceNumbers();
  private readonly levels = new CanonicalLevelReader();

  constructor(outlet: Outlet) {
    this.outlet = outlet;
  }

  /** Reads a line as text, where it is one of those that are read fast; says whether it was. */
  readText(text: string): boolean {
    const update = this.levels.read(text);
    if (update === null) return false;
    const { last } = this.numbers;
    if (last === null || this.levels.number !== last + 1) {
      if (!this.isNext(this.levels.number)) return true;
    } else this.numbers.last = this.levels.number;
    this.give(update);
    return true;
  }

  /** Reads one line. Throws `BadFrame`. */
  read(line: Fields): void {
    const { number, update } = decoded(line);
    if (!this.isNext(number)) return;
    this.levels.learn(update.venue, update.market);
    this.give(update);
  }

  private give(update: MarketUpdate): void {
    const { outlet } = this;
    const { venue, market } = update;
    const book = outlet.book(venue, market);
    const isRenamed = book.market !== market;
    outlet.pass(book, isRenamed ? { ...update, market: book.market } : update);
  }

  private isNext(number: number): boolean {
    const { tally } = this.outlet;
    const before = this.numbers.last ?? 0;
    if (this.numbers.last === null) this.numbers.arrive(0);
    const arrival = this.numbers.arrive(number, number === 1);
    if (arrival.as === 'late' || arrival.as === 'duplicate') {
      tally.fault(arrival.as, () => `Line ${number} of the recording comes after ${before}, and is left out.`);
      return false;
    }
    if (arrival.as !== 'next') {
      tally.fault('gap', () => `Line ${number} of the recording comes after ${before}.`);
      this.markAll(arrival.as === 'jump' ? arrival.missed : null);
    }
    return true;
  }

  private markAll(missed: number | null): void {
    for (const book of this.outlet.books) this.outlet.giveGap(book, missed);
  }
}

const decoded = (line: Fields): { readonly number: number; readonly update: MarketUpdate } => {
  try {
    return { number: numberOfLine(line), update: decodeUpdate(line) };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof MoneyError)) throw error;
    throw new BadFrame(`it is no whole line of a canonical recording: ${error.message}`);
  }
};
