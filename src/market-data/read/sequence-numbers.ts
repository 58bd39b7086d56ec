// Numbers that should come one after the other, and what it means where they do not. A damaged number must not make
// everything after it look late: three consecutive numbers in a row are believed.

/** What a number means. */
export type Arrival =
  | { readonly as: 'next' }
  /** So many before it are missing. */
  | { readonly as: 'jump'; readonly missed: number }
  /** The numbers begin anew: whatever came between is unknown. */
  | { readonly as: 'restart' }
  /** It was missing when those after it came. */
  | { readonly as: 'late' }
  | { readonly as: 'duplicate' };

const MISSING_MAX = 1_024;
const BELIEVED_FROM = 3;

/** Follows the numbers of one sequence. */
export class SequenceNumbers {
  /** The number that the sequence stands at; null before its first. */
  last: number | null = null;
  private readonly missing = new Set<number>();
  private behind: number | null = null;
  private behindCount = 0;

  /** A number comes. `isBeginning` where it is one that a sequence may begin anew with. */
  arrive(number: number, isBeginning = false): Arrival {
    const { last } = this;
    if (last === null || number === last + 1) return this.stand(number, { as: 'next' });
    if (number > last) {
      const missed = number - last - 1;
      this.missing.clear();
      for (let each = Math.max(last + 1, number - MISSING_MAX); each < number; each += 1) this.missing.add(each);
      return this.stand(number, { as: 'jump', missed });
    }
    if (isBeginning && last > number) return this.restart(number);
    this.behindCount = this.behind !== null && number === this.behind + 1 ? this.behindCount + 1 : 1;
    this.behind = number;
    if (this.behindCount >= BELIEVED_FROM) return this.restart(number);
    return { as: this.missing.delete(number) ? 'late' : 'duplicate' };
  }

  private restart(number: number): Arrival {
    this.missing.clear();
    return this.stand(number, { as: 'restart' });
  }

  private stand(number: number, arrival: Arrival): Arrival {
    this.last = number;
    this.behind = null;
    this.behindCount = 0;
    return arrival;
  }
}
