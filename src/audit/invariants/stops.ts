// Invariant 19: after a stop nothing new begins.
import { stopOf } from '../../journal/command-record.ts';
import { STATE, stateOf } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { nameOf, type ArbitrageState } from '../state/arbitrage.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** After a limit was reached that stops the run, or a stop from outside, no arbitrage leaves its planning for its legs. */
export const stops: Invariant = {
  index: 18,
  name: 'stops',
  says: 'a limit trips once and where it is reached, and after it or a stop no arbitrage begins',
};

/** What has stopped the run: the limits that were reached, and whether a command did. */
export interface Stops {
  readonly tripped: Set<string>;
  isStopped: boolean;
  /** The reason of the first command to stop; null before one. */
  stopReason: string | null;
}

/** A command from outside comes; takes it in. */
export const readCommand = (known: Stops, body: BodyOf<'command.received'>): void => {
  const stop = stopOf(body);
  if (stop === null) return;
  known.isStopped = true;
  known.stopReason ??= stop.reason;
};

/** A limit has tripped: it was reached, and is journaled once. */
export const judgeTrip = (known: Stops, { limit, value, max }: BodyOf<'risk.tripped'>, findings: Findings): void => {
  if (findings.fails(stops, !known.tripped.has(limit))) findings.add(stops, 'journal', `${limit} trips a second time`);
  if (findings.fails(stops, value >= max)) findings.add(stops, 'journal', `${limit} trips at ${value} of ${max}`);
  known.tripped.add(limit);
  known.isStopped = true;
};

/** Nothing begins after a stop. */
export const judgeBegin = (
  known: Stops,
  arbitrage: ArbitrageState,
  body: BodyOf<'arbitrage.moved'>,
  findings: Findings,
): void => {
  const begins = stateOf(body.to) === STATE.legging && arbitrage.state === STATE.planning;
  if (findings.fails(stops, !(known.isStopped && begins)))
    findings.add(stops, nameOf(arbitrage), 'begins after the run was stopped');
};
