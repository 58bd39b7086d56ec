// One market of a venue as a run knows it: what may be ordered there, on which grid, for which fee, and until when.
import type { FeeTerms } from './catalogue.ts';
import type { PriceGrid } from './grid.ts';
import type { TradingState } from './words.ts';

/** A market. Micros, microseconds of virtual time. */
export interface Market {
  /** The venue's name in the run. */
  readonly venue: string;
  readonly market: string;
  /** Its outcomes, in the venue's order: exactly one of them pays 1 in the end. */
  readonly outcomes: readonly string[];
  readonly grid: PriceGrid;
  readonly qtyStep: bigint;
  readonly orderQtyMin: bigint;
  readonly fees: FeeTerms;
  /** The state in which the run begins. */
  readonly state: TradingState;
  /** When it closes; null if not within the run. */
  readonly closesAtUs: number | null;
}
