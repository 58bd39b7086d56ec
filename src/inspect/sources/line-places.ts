// Where the lines of a journal file begin, kept for every few of them: enough to read any part of the file without the
// rest of it. It knows no records.
import { longs } from '../index/growing.ts';

/** Lines of which one place is kept. */
export const LINES_A_PLACE = 64;

/** The places at rest: plain data. */
export interface LinePlacesState {
  readonly places: Float64Array;
  readonly lines: number;
  readonly bytes: number;
}

/** The places of lines, counted from 1, in a file that grows. */
export class LinePlaces {
  private readonly places = longs();
  private lines = 0;
  private bytes = 0;

  /** The places as plain data. */
  save(): LinePlacesState {
    return { places: this.places.save(), lines: this.lines, bytes: this.bytes };
  }

  /** Puts saved places in the place of all that were here. */
  restore({ places, lines, bytes }: LinePlacesState): void {
    this.places.restore(places);
    this.lines = lines;
    this.bytes = bytes;
  }

  /** How many lines there are. */
  get count(): number {
    return this.lines;
  }

  /** How many bytes they take, breaks included. */
  get end(): number {
    return this.bytes;
  }

  /** One more line of so many bytes, its break included. */
  add(lengthBytes: number): void {
    if (this.lines % LINES_A_PLACE === 0) this.places.set(this.lines / LINES_A_PLACE, this.bytes);
    this.lines += 1;
    this.bytes += lengthBytes;
  }

  /** From which byte to which to read for these lines, and which line the first byte begins. */
  around(first: number, last: number): { readonly from: number; readonly to: number; readonly line: number } {
    const slot = Math.floor((Math.max(first, 1) - 1) / LINES_A_PLACE);
    const behind = Math.floor((Math.min(last, this.lines) - 1) / LINES_A_PLACE) + 1;
    const to = behind < this.places.length ? this.places.at(behind) : this.bytes;
    return { from: this.places.at(slot), to, line: slot * LINES_A_PLACE + 1 };
  }
}
