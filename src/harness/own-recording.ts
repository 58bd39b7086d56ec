// A recording that a venue of one's own replays: read whole and kept in memory, so that the venue may be asked for its next
// message at any time. It is of no venue in particular: each takes from it what is of its own markets.
import { assert } from '../kernel/assert.ts';
import { readRecording, hashOfFile, type RecordingOptions } from '../market-data/recording.ts';
import { tokenMeaningOf, type TokenMeaning } from '../market-data/read/polymarket-markets.ts';
import { ReplayInput } from '../market-data/replay/replay-input.ts';
import type { ReplayItem } from '../market-data/replay/types.ts';
import { InvalidVenueOptions } from './invalid.ts';

/** How a recording is to be understood, where it does not say so itself. */
export interface OwnRecordingOptions {
  /** Your names for markets, by the recorded venue and name: `{ 'kalshi/KXFED-25DEC-H0': 'FED-DEC' }`. */
  readonly names?: Readonly<Record<string, string>>;
  /** Which market and outcome Polymarket's tokens are of: `{ '7160…': 'FED-DEC/yes' }`. Others are left out then. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** Kalshi's NO side was recorded in YES prices. */
  readonly isNoInYesPrices?: boolean;
  /** Whether Polymarket's best prices are held against the book: true where it is left out. */
  readonly isBestChecked?: boolean;
}

/** More are not kept in memory: about a gigabyte. */
const ITEMS_MAX = 5_000_000;

/** A recording in memory, by `readOwnRecording`. */
export class OwnRecording {
  /** The sha256 of its file, in hex. */
  readonly sha256: string;
  readonly items: readonly ReplayItem[];
  /** Its first instant, in microseconds since the Unix epoch. */
  readonly originUs: number;

  constructor(sha256: string, items: readonly ReplayItem[], originUs: number) {
    this.sha256 = sha256;
    this.items = items;
    this.originUs = originUs;
  }

  /** The markets that it tells of, as `venue/market`, in the order of their names. */
  get markets(): readonly string[] {
    const names = this.items.map((item) =>
      item.what === 'update' ? `${item.update.venue}/${item.update.market}` : '',
    );
    return [...new Set(names)].filter((name) => name !== '').toSorted();
  }
}

/** The items of a recording in memory, one after the other. */
export class ItemsInMemory {
  readonly needsInput = false;
  private readonly items: readonly ReplayItem[];
  private next = 0;

  constructor(items: readonly ReplayItem[]) {
    this.items = items;
  }

  /** The next item; null behind the last. */
  peek(): ReplayItem | null {
    return this.items[this.next] ?? null;
  }

  /** Takes the next item. */
  take(): ReplayItem {
    const item = this.peek();
    assert(item !== null, 'the recording is over');
    this.next += 1;
    return item;
  }
}

/**
 * Reads a recording, in any form that `dte data inspect` knows, for `createVenue(name, { book: { recording } })`. What is
 * broken in it is no error: the venue journals it when it is met. Throws `InvalidVenueOptions`, and the system's own
 * error where the file cannot be opened or read.
 */
export const readOwnRecording = async (file: string, options: OwnRecordingOptions = {}): Promise<OwnRecording> => {
  const readOptions = readOptionsOf(options);
  const sha256 = await hashOfFile(file);
  const input = new ReplayInput({ sha256, recording: readRecording(file, readOptions) });
  const items: ReplayItem[] = [];
  for (let isOver = false; !isOver;) {
    await input.read();
    while (!input.needsInput && !isOver) {
      const item = input.take();
      items.push(item);
      isOver = item.what === 'end';
    }
    if (items.length > ITEMS_MAX)
      throw new InvalidVenueOptions([
        { key: 'book.recording', message: `${file} has more than ${ITEMS_MAX} updates, which are not kept in memory.` },
      ]);
  }
  return new OwnRecording(sha256, items, input.originUs ?? 0);
};

const readOptionsOf = ({ names, tokens, ...same }: OwnRecordingOptions): RecordingOptions => ({
  ...same,
  ...(names === undefined ? {} : { names: new Map(Object.entries(names)) }),
  ...(tokens === undefined
    ? {}
    : { tokens: new Map(Object.entries(tokens).map(([token, meaning]) => [token, meaningOf(token, meaning)])) }),
});

const meaningOf = (token: string, meaning: string): TokenMeaning => {
  const read = tokenMeaningOf(meaning);
  if (read !== null) return read;
  throw new InvalidVenueOptions([
    {
      key: `tokens.${token}`,
      message: `${token} must be a market and one of its outcomes, such as FED-DEC/yes, but it is "${meaning}".`,
    },
  ]);
};
