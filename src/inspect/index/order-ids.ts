// The ids of orders by their places, and the places by the ids: some thirty bytes an order, where a Map of strings takes a
// hundred and forty. An id is a text and nothing else.
import { shorts, words } from './growing.ts';

/** The hash by which an id is looked for: equal ids have equal hashes, and few others have. */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

const bucketsMin = 1_024;

/** The ids at rest: plain data. */
export interface OrderIdsState {
  readonly units: Uint16Array;
  readonly ends: Uint32Array;
}

/** Ids in the order in which they came, from place 0. */
export class OrderIds {
  /** The UTF-16 units of all ids, one id behind the other, and where each ends. */
  private readonly units = shorts();
  private readonly ends = words();
  private readonly hashes = words();
  /** The place plus 1 of the last id in each bucket, and that of the id before it in the same. */
  private buckets = new Uint32Array(bucketsMin);
  private readonly before = words();

  /** Adds an id; its place. */
  add(id: string): number {
    const place = this.ends.length;
    const start = this.endAt(place - 1);
    for (let index = 0; index < id.length; index += 1) this.units.set(start + index, id.charCodeAt(index));
    this.ends.set(place, start + id.length);
    this.hashes.set(place, hashOf(id));
    if (place >= this.buckets.length) this.fill(this.buckets.length * 2);
    else this.link(place);
    return place;
  }

  /** The place of the last order of that id; -1 where there is none. */
  find(id: string): number {
    const hash = hashOf(id);
    for (let next = this.buckets[hash & (this.buckets.length - 1)]!; next > 0; next = this.before.at(next - 1))
      if (this.hashes.at(next - 1) === hash && this.isAt(next - 1, id)) return next - 1;
    return -1;
  }

  /** The id at a place. */
  at(place: number): string {
    let id = '';
    for (let at = this.endAt(place - 1); at < this.endAt(place); at += 1) id += String.fromCharCode(this.units.at(at));
    return id;
  }

  /** The ids as plain data. */
  save(): OrderIdsState {
    return { units: this.units.save(), ends: this.ends.save() };
  }

  /** Puts saved ids in the place of all that were here. */
  restore({ units, ends }: OrderIdsState): void {
    this.units.restore(units);
    this.ends.restore(ends);
    for (let place = 0; place < ends.length; place += 1) this.hashes.set(place, hashOf(this.at(place)));
    let length = bucketsMin;
    while (length < ends.length) length *= 2;
    this.fill(length);
  }

  private endAt(place: number): number {
    return place < 0 ? 0 : this.ends.at(place);
  }

  private isAt(place: number, id: string): boolean {
    const start = this.endAt(place - 1);
    if (this.endAt(place) - start !== id.length) return false;
    for (let index = 0; index < id.length; index += 1)
      if (this.units.at(start + index) !== id.charCodeAt(index)) return false;
    return true;
  }

  private fill(length: number): void {
    this.buckets = new Uint32Array(length);
    for (let place = 0; place < this.ends.length; place += 1) this.link(place);
  }

  private link(place: number): void {
    const bucket = this.hashes.at(place) & (this.buckets.length - 1);
    this.before.set(place, this.buckets[bucket]!);
    this.buckets[bucket] = place + 1;
  }
}
