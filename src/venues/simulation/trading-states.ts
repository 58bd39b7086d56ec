// In which state each market of a venue trades, and the venue as a whole. Knows no orders and no time.
import type { TradingState } from '../definitions/words.ts';

/** The name under which the whole venue is found. */
export const WHOLE_VENUE = '';

/** The states at rest: by name, those that are not `open`. */
export type TradingStatesState = readonly (readonly [market: string, state: TradingState])[];

/** The states of a venue's markets. What was never said trades. */
export class TradingStates {
  private readonly states: Map<string, TradingState>;

  constructor(states: TradingStatesState) {
    this.states = new Map(states.filter(([, state]) => state !== 'open'));
  }

  /** The state that was said of a market, or of the whole venue. */
  own(market: string): TradingState {
    return this.states.get(market) ?? 'open';
  }

  /** The state in which a market is: its own once it is over, else the venue's if that is not open, else its own. */
  of(market: string): TradingState {
    if (this.states.size === 0) return 'open';
    const own = this.own(market);
    if (own === 'closed' || own === 'resolved') return own;
    return this.states.get(WHOLE_VENUE) ?? own;
  }

  /** Says a market's state, or the whole venue's. Returns the one before. */
  set(market: string, to: TradingState): TradingState {
    const from = this.own(market);
    if (to === 'open') this.states.delete(market);
    else this.states.set(market, to);
    return from;
  }

  /** The states as plain data. */
  save(): TradingStatesState {
    return [...this.states];
  }
}
