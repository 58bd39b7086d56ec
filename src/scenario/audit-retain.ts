// How long the audit of a run holds what is at rest, by the times that the run's scenario gives.
import type { Scenario } from './types.ts';

/** A venue's first trade takes so long to settle, before which the audit does not know that trades settle there. */
const FIRST_SETTLEMENT_US = 5_000_000;

/**
 * Microseconds after the last record about an arbitrage until the audit may forget it. An order may wait in silence for its
 * ack, or for a report that is missing, before it is released; its venue may report on it for `recordUs` after that.
 */
export const auditRetainUsOf = ({ recordUs, patience }: Pick<Scenario, 'recordUs' | 'patience'>): number => {
  const { doubtUs, ackUs, cancelUs, visibilityUs } = patience;
  return Math.max(FIRST_SETTLEMENT_US, recordUs + doubtUs + ackUs + cancelUs + visibilityUs);
};
