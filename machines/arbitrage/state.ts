// Where an arbitrage stands, read from a snapshot.
import type { StateValue } from 'xstate';

/** Where an arbitrage stands, in the names of the design. */
export type ArbitrageState =
  | 'planning'
  | 'legging'
  | 'hedged'
  | 'cancelling'
  | 'unwinding'
  | 'completed'
  | 'partial'
  | 'cancelled'
  | 'failed'
  | 'exposed';

interface Snapshot {
  readonly value: StateValue;
}

/** Where an arbitrage stands. */
export const arbitrageState = ({ value }: Snapshot): ArbitrageState => {
  if (typeof value === 'string') return value as ArbitrageState;
  const end = value['ended'];
  return (end ?? Object.keys(value)[0]) as ArbitrageState;
};

/** Whether an arbitrage has ended. An end is not final: a late fill or a failed settlement opens it again. */
export const isArbitrageEnded = ({ value }: Snapshot): boolean => typeof value !== 'string' && 'ended' in value;
