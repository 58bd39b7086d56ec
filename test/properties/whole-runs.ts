// A whole run under watch: its journal, and what must hold of it when it is over, counted anew from the journal alone.
import { expect } from 'vitest';
import type { RecordBody } from '../../src/journal/records.ts';
import { createRun } from '../../src/run/create-run.ts';
import type { Run, RunState } from '../../src/run/run.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import type { RunSummary } from '../../src/report/summary-types.ts';
import type { Scenario } from '../../src/scenario/types.ts';

/** More steps than any run of these tests takes. */
const STEPS_MAX = 500_000;

/** A run that keeps its journal. */
export interface Watched {
  readonly run: Run;
  readonly records: RecordBody[];
}

/** A run, at its beginning or as it was saved, that keeps its journal from here on. */
export const watched = (scenario: Scenario, options: Partial<RunOptions> = {}, state?: RunState): Watched => {
  const run = createRun(scenario, { scenarioHash: 'any', ...options }, state);
  const records: RecordBody[] = [];
  run.consume((body) => records.push({ ...body }));
  return { run, records };
};

/** Steps so often, or to the end. */
export const step = (run: Run, times: number): void => {
  for (let left = times; left > 0 && run.step(); left -= 1);
};

/** Steps to the end, which must come. */
export const toEnd = (run: Run): RunSummary => {
  step(run, STEPS_MAX);
  expect(run.isOver).toBe(true);
  return run.summary();
};

/** The records of one type. */
export const recordsOf = <T extends RecordBody['type']>(
  records: readonly RecordBody[],
  type: T,
): readonly Extract<RecordBody, { type: T }>[] =>
  records.filter((body): body is Extract<RecordBody, { type: T }> => body.type === type);

const endOf = /^(completed|partial|cancelled|failed|exposed)$/;

/** What a side says that its accounts have, by venue, account and asset; nothing where it has nothing. */
const balancesBy = (records: readonly RecordBody[], side: 'venue.balance' | 'ledger.balance') =>
  new Map(
    recordsOf(records, side)
      .filter(({ amount }) => amount !== 0n)
      .map(({ venue, account, asset, amount }) => [`${venue} ${account} ${asset}`, amount]),
  );

/** The audit is content, everything has ended, and the venues and the ledger have the same. */
export const expectSound = ({ run, records }: Watched, summary: RunSummary): void => {
  expect(summary.audit.found).toEqual([]);
  expect(summary.audit.violations).toBe(0);
  const { pendingNew, new: open, partiallyFilled, pendingCancel, pendingReplace } = summary.orders;
  expect([pendingNew, open, partiallyFilled, pendingCancel, pendingReplace]).toEqual([0, 0, 0, 0, 0]);
  expect(summary.arbitrages.live).toBe(0);

  const begun = recordsOf(records, 'intent.received').length - recordsOf(records, 'intent.refused').length;
  const ends = new Map(recordsOf(records, 'arbitrage.moved').map(({ arbitrage, to }) => [arbitrage, to]));
  expect(ends.size).toBe(begun);
  for (const [arbitrage, to] of ends) expect(`${arbitrage} ${to.replace(endOf, 'ended')}`).toBe(`${arbitrage} ended`);

  expect(balancesBy(records, 'ledger.balance')).toEqual(balancesBy(records, 'venue.balance'));

  const { core } = run.save();
  expect([core.orders.live.length, core.arbitrages.live.length]).toEqual([0, 0]);
  for (const { lane } of core.venues)
    expect(lane.lane.mailbox).toMatchObject({ reserved: 0, opportunity: [], riskCritical: [] });
  expect(records.at(-1)?.type).toBe('run.ended');
};
