// The moments of a story while it is put together: small ones that repeat are one, and when there are too many, the
// least telling are left out.
import type { Moment, Story } from './story.ts';

/** The weight of a moment: one of `essential` is always in the story. */
export const weights = { detail: 1, step: 3, event: 5, turn: 7, blow: 9, essential: 10 } as const;

interface Draft {
  readonly atUs: number;
  readonly key: string;
  readonly weight: number;
  text: string;
  times: number;
}

/** Collects moments. */
export class Moments {
  private readonly drafts: Draft[] = [];
  private readonly open = new Map<string, Draft>();

  /** Something happened. The same key again, with nothing telling in between, is the same moment with its newest text. */
  add(atUs: number, weight: number, key: string, text: string): void {
    const same = this.open.get(key);
    if (same !== undefined) {
      same.text = text;
      same.times += 1;
      return;
    }
    if (weight >= weights.turn) this.open.clear();
    const draft: Draft = { atUs, key, weight, text, times: 1 };
    this.drafts.push(draft);
    this.open.set(key, draft);
  }

  /** How often that moment has come so far without a break. */
  timesOf(key: string): number {
    return this.open.get(key)?.times ?? 0;
  }

  /** The story of at most so many moments: of the rest, the most telling, the earlier of two alike. */
  story(title: string, startUs: number, momentsMax: number): Story {
    const ranked = this.drafts
      .map((draft, index) => ({ draft, index }))
      .toSorted((a, b) => b.draft.weight - a.draft.weight || a.index - b.index)
      .slice(0, momentsMax)
      .toSorted((a, b) => a.index - b.index);
    const moments = ranked.map(({ draft: { atUs, text } }): Moment => ({ sinceUs: atUs - startUs, text }));
    return { title, moments, omitted: this.drafts.length - moments.length };
  }
}
