// What stands out in a run, in the order in which it came: anomalies, injected faults, refusals by risk, stops. A list
// with a bound; behind it things are counted and no longer listed.
import type { RecordBody } from '../../journal/records.ts';
import { stopOf } from '../../journal/command-record.ts';

/** Marks that are listed at most. */
export const MARKS_MAX = 100_000;

/** What kind of thing stands out. */
export const markKinds = ['anomaly', 'fault', 'halt', 'stop'] as const;
/** What kind of thing stands out. */
export type MarkKind = (typeof markKinds)[number];

/** One thing that stands out. */
export interface Mark {
  readonly seq: number;
  readonly atUs: number;
  readonly kind: MarkKind;
  /** `ackLost`, `lateFill`. */
  readonly name: string;
  readonly venue: string;
  /** The order or arbitrage it is about; empty where it is about none. */
  readonly actor: string;
  readonly detail: string;
}

/** What stands out at rest: plain data. */
export interface MarksState {
  readonly list: readonly Mark[];
  readonly counts: readonly (readonly [string, number])[];
  readonly unlisted: number;
}

/** Everything that stands out. */
export class Marks {
  list: Mark[] = [];
  counts = new Map<string, number>();
  /** Those that are only counted. */
  unlisted = 0;

  /** What stands out as plain data. */
  save(): MarksState {
    return { list: this.list, counts: [...this.counts], unlisted: this.unlisted };
  }

  /** Puts what was saved in the place of all that was here. */
  restore({ list, counts, unlisted }: MarksState): void {
    this.list = [...list];
    this.counts = new Map(counts);
    this.unlisted = unlisted;
  }

  /** Takes one more. */
  add(mark: Mark): void {
    const key = `${mark.kind} ${mark.name}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    if (this.list.length < MARKS_MAX) this.list.push(mark);
    else this.unlisted += 1;
  }
}

/** The mark of a record that belongs to the run as a whole; null where it stands out in no way. */
export const markOf = (body: RecordBody, seq: number, atUs: number): Mark | null => {
  const mark = (kind: MarkKind, name: string, detail: string, venue = ''): Mark => ({
    seq,
    atUs,
    kind,
    name,
    venue,
    actor: '',
    detail,
  });
  switch (body.type) {
    case 'venue.market':
      return body.market === '' && body.to !== 'open' ? mark('halt', body.to, `was ${body.from}`, body.venue) : null;
    case 'anomaly.found':
      return mark('anomaly', body.kind, body.detail, body.venue);
    case 'risk.tripped':
      return mark('stop', body.limit, 'a limit was reached');
    case 'strategy.faulted':
      return mark('stop', 'strategy', body.reason);
    case 'command.received': {
      const stop = stopOf(body);
      return stop === null ? null : mark('stop', body.command, stop.reason);
    }
    default:
      return null;
  }
};
