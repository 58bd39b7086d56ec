// Rows of level summaries of one event at two venues, as CSV: each row is a snapshot of both books, with ladders rebuilt
// from their depths. All its prices are bids: what bids for NO at q asks for YES at 1 − q. Its numbers were floating point
// where they were recorded, and are rounded to micros, half to even.
import { EdgeDecimal, microsOfDecimal } from '../../money/decimal.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import { BadFrame, mirroredPx, shown } from './amounts.ts';
import { ladderOf } from './ladder.ts';
import type { Outlet } from './outlet.ts';
import { stampUsOf } from './stamps.ts';

/** How the market is called at both venues, unless it is named otherwise. */
export const crossVenueMarket = 'event';

const venues = { poly: 'polymarket', kalshi: 'kalshi' } as const;
type Prefix = keyof typeof venues;
const prefixes = Object.keys(venues) as Prefix[];

const sideColumns = ['best_bid', 'depth_best', 'depth_top3', 'depth_5c', 'total_depth', 'num_levels'] as const;
const columnsOf = (prefix: Prefix, outcome: 'yes' | 'no'): string[] =>
  sideColumns.map((column) => `${prefix}_${column}_${outcome}`);

const needed = [
  'timestamp_ms',
  ...prefixes.flatMap((prefix) => [...columnsOf(prefix, 'yes'), ...columnsOf(prefix, 'no')]),
];

/** Whether a line is the head of such a file. */
export const isCrossVenueHead = (line: string): boolean => {
  const names = new Set(line.split(','));
  return needed.every((name) => names.has(name));
};

const PLAIN = /^\d{1,18}(\.\d{1,20})?$/;

const microsAt = (text: string | undefined, name: string): bigint => {
  if (text === undefined || !PLAIN.test(text)) throw new BadFrame(`its ${name} is ${shown(text)}, no number`);
  return microsOfDecimal(new EdgeDecimal(text), 'halfEven');
};

/** Reads the rows of one file. */
export class CrossVenueReader {
  private readonly outlet: Outlet;
  private readonly columns: ReadonlyMap<string, number>;
  private readonly width: number;
  private newestUs = 0;

  constructor(outlet: Outlet, head: string) {
    this.outlet = outlet;
    const names = head.split(',');
    this.width = names.length;
    this.columns = new Map(names.map((name, index) => [name, index]));
  }

  /** Reads one row. Throws `BadFrame`. */
  read(line: string): void {
    const cells = line.split(',');
    if (cells.length !== this.width)
      throw new BadFrame(`it has ${cells.length} columns, and its head has ${this.width}`);
    const stampUs = stampUsOf(this.cell(cells, 'timestamp_ms'));
    if (stampUs <= this.newestUs) {
      const kind = stampUs === this.newestUs ? 'duplicate' : 'late';
      this.outlet.tally.fault(kind, () => 'This row is not newer than the one before, and is left out.');
      return;
    }
    this.newestUs = stampUs;
    this.outlet.tellTime(stampUs);
    const faults: string[] = [];
    for (const prefix of prefixes) {
      const book = this.outlet.book(venues[prefix], crossVenueMarket);
      try {
        const bids = this.ladder(cells, prefix, 'yes');
        const asks = this.ladder(cells, prefix, 'no').map(({ px, qty }) => ({ px: mirroredPx(px), qty }));
        this.outlet.give(book, { what: 'snapshot', bids, asks }, stampUs);
      } catch (error) {
        if (!(error instanceof BadFrame)) throw error;
        this.outlet.giveGap(book, null);
        faults.push(error.message);
      }
    }
    if (faults.length > 0) throw new BadFrame(faults.join(', and '));
  }

  private cell(cells: readonly string[], name: string): string | undefined {
    return cells[this.columns.get(name) ?? -1];
  }

  private ladder(cells: readonly string[], prefix: Prefix, outcome: 'yes' | 'no') {
    const [bestPx, bestQty, topThreeQty, fiveCentsQty, totalQty, levels] = columnsOf(prefix, outcome).map((name) =>
      microsAt(this.cell(cells, name), name),
    ) as [bigint, bigint, bigint, bigint, bigint, bigint];
    if (bestPx <= 0n || bestPx >= MICROS_PER_UNIT)
      throw new BadFrame(`its ${prefix}_best_bid_${outcome} is not between 0 and 1`);
    const count = Number(levels / MICROS_PER_UNIT);
    return ladderOf({ bestPx, bestQty, topThreeQty, fiveCentsQty, totalQty, levels: count });
  }
}
