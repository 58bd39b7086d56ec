// What a recording says of one venue's markets, one item after the other: a change of a book, or something to be noted.
import type { RecordOf } from '../journal/records.ts';
import { unreachable } from '../kernel/assert.ts';
import type { MarketUpdate } from '../market-data/types.ts';
import type { ReplayItem } from '../market-data/replay/types.ts';
import type { OwnRecording } from './own-recording.ts';

type Noted = Omit<RecordOf<'recording.noted'>, 'type' | 'seq' | 'atUs'>;

/** What happens at a place of the recording. */
export type Recorded =
  | { readonly update: MarketUpdate; readonly noted?: undefined }
  | { readonly update?: undefined; readonly noted: Noted };

/** A recording as one venue takes it. */
export class RecordedMarkets {
  private readonly items: readonly ReplayItem[];
  private readonly updates: number;

  /** Of what is recorded elsewhere nothing is taken. */
  constructor(recording: OwnRecording, venue: string, markets: ReadonlyMap<string, unknown>) {
    const isHere = ({ update }: Extract<ReplayItem, { what: 'update' }>): boolean =>
      update.venue === venue && markets.has(update.market);
    this.items = recording.items.filter((item) => item.what !== 'update' || isHere(item));
    this.updates = this.items.filter(({ what }) => what === 'update').length;
  }

  /** When the item at a place is due; null behind the last. */
  timeUsOf(index: number): number | null {
    return this.items[index]?.atUs ?? null;
  }

  /** The item at a place; null behind the last. */
  at(index: number): Recorded | null {
    const item = this.items[index];
    if (item === undefined) return null;
    switch (item.what) {
      case 'update':
        return { update: item.update };
      case 'fault':
        return {
          noted: {
            event: item.kind,
            count: item.count,
            ...(item.sentence === '' ? {} : { detail: item.sentence }),
          },
        };
      case 'end':
        return { noted: { event: 'ended', count: this.updates } };
      default:
        return unreachable(item);
    }
  }
}
