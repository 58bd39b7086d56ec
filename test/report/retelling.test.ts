// A long run is reported in the memory of what lives. Goal: the portfolio releases every arbitrage when no venue will
// report on it any more, not before and once, and what the report then says is what the run said. Method: random runs that
// are long against the time for which records are kept; when the portfolio released is noted, and compared with the journal.
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Portfolio } from '../../src/accounting/portfolio.ts';
import { createRun } from '../../src/run/create-run.ts';
import { factsOf } from '../../src/persistence/read/run-facts.ts';
import { createRetelling } from '../../src/report/retelling.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { anyChoice, scenarioOf } from '../properties/any-scenario.ts';
import { toEnd } from '../properties/whole-runs.ts';

/** The arbitrage that a record speaks of, where that may still change what it has come to. */
const spokenOf = (body: RecordBody): number | null => {
  if (body.type === 'arbitrage.moved') return body.arbitrage;
  return body.type === 'order.moved' ? Number.parseInt(body.clOrdId, 10) : null;
};

describe('the report of a run', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is what it said of itself, and its portfolio forgets what no venue will speak of, once and not before', () => {
    let forgottenCount = 0;
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const slow = { kind: 'constant', everyUs: 400_000 } as const;
        const scenario = scenarioOf(
          { ...choice, mispricingPx: 150_000n, arrivals: slow, durationMs: null, recordMs: 2_000 },
          80,
        );
        const run = createRun(scenario, { scenarioHash: 'any' });
        const records: { readonly body: RecordBody; readonly seq: number; readonly atUs: number }[] = [];
        run.consume((body, seq, atUs) => records.push({ body: { ...body }, seq, atUs }));
        const summary = toEnd(run);

        const forgotten = new Map<number, number>();
        const lastAtUs = new Map<number, number>();
        let nowUs = 0;
        const forget = Portfolio.prototype.forget;
        const spy = vi.spyOn(Portfolio.prototype, 'forget').mockImplementation(function (this: Portfolio, arbitrage) {
          expect(forgotten.has(arbitrage)).toBe(false);
          forgotten.set(arbitrage, nowUs);
          forget.call(this, arbitrage);
        });
        const facts = factsOf(run.scenario, summary);
        const retelling = createRetelling(facts);
        for (const { body, seq, atUs } of records) {
          nowUs = atUs;
          const arbitrage = spokenOf(body);
          if (arbitrage !== null) lastAtUs.set(arbitrage, atUs);
          retelling.observe(body, seq, atUs);
        }
        spy.mockRestore();
        expect(retelling.finish(summary.runId, summary.digest)).toEqual(summary);
        for (const [arbitrage, atUs] of lastAtUs) {
          const untilUs = atUs + facts.retainUs;
          expect(`${arbitrage} ${forgotten.has(arbitrage)}`).toBe(`${arbitrage} ${untilUs <= nowUs}`);
          expect(forgotten.get(arbitrage) ?? untilUs).toBeGreaterThanOrEqual(untilUs);
        }
        forgottenCount += forgotten.size;
      }),
      { numRuns: 12, unbiased: true },
    );
    expect(forgottenCount).toBeGreaterThan(50);
  });
});
