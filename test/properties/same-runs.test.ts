// A run is a function of its scenario, its seed and the commands from outside: with any consumers, however it is stepped.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/audit.ts';
import { createRun } from '../../src/run/create-run.ts';
import type { Run } from '../../src/run/run.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import type { JournalRecord } from '../../src/journal/records.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { anyChoice, scenarioOf } from './any-scenario.ts';
import { expectSound, recordsOf, step, toEnd, watched } from './whole-runs.ts';

const digestOf = (scenario: Scenario, options: Partial<RunOptions> = {}, listen: (run: Run) => void = () => {}) => {
  const run = createRun(scenario, { scenarioHash: 'any', ...options });
  listen(run);
  toEnd(run);
  return run.digest;
};

describe('the same seed gives the same run', () => {
  it('again, in its own steps, under other ears, told or not told, asked for by the journal', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, async (choice) => {
        const scenario = scenarioOf(choice, 40);
        const digest = digestOf(scenario);
        expect(digestOf(scenarioOf(structuredClone(choice), 40))).toBe(digest);
        expect(digestOf(scenario, { pickStory: false })).toBe(digest);
        const audit = createAudit({ retainUs: Number.MAX_SAFE_INTEGER });
        const listen = (run: Run): void => {
          run.consume((body, seq, atUs) => audit.observe(body, seq, atUs));
          run.consume(() => [run.progress(), run.digest]);
        };
        expect(digestOf(scenario, {}, listen)).toBe(digest);
        expect(audit.finish().violations).toEqual([]);

        const saving = createRun(scenario, { scenarioHash: 'any' });
        while (saving.step()) if (saving.lastSeq % 50 === 0) saving.save();
        expect(saving.digest).toBe(digest);

        const iterated = createRun(scenario, { scenarioHash: 'any' });
        const records: JournalRecord[] = [];
        for await (const record of iterated.journal()) records.push(record);
        expect(iterated.digest).toBe(digest);
        expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
      }),
      { numRuns: 15, unbiased: true },
    );
  });

  it('and another seed another', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const scenario = scenarioOf(choice, 5);
        expect(digestOf(scenario, { seed: `${choice.seed}'` })).not.toBe(digestOf(scenario));
        expect(digestOf(scenario, { seed: choice.seed })).toBe(digestOf(scenario));
      }),
      { numRuns: 15, unbiased: true },
    );
  });
});

describe('a run that is stopped', () => {
  it('begins nothing more, lets everything end, or cancels it when told twice, and passes its audit', () => {
    fc.assert(
      fc.property(
        anyChoice,
        fc.nat({ max: 800 }),
        fc.option(fc.nat({ max: 30 }), { nil: null }),
        (choice, at, again) => {
          const { run, records } = watched(scenarioOf(choice, 60));
          step(run, at);
          const wasOver = run.isOver;
          const before = recordsOf(records, 'intent.received').length;
          run.stop('enough');
          if (again !== null) {
            step(run, again);
            run.stop('enough of it');
          }
          const summary = toEnd(run);
          expectSound({ run, records }, summary);
          expect(recordsOf(records, 'intent.received').length).toBe(before);
          const commands = recordsOf(records, 'command.received');
          if (wasOver) expect(commands).toEqual([]);
          else expect(commands[0]).toMatchObject({ command: 'stop', payload: '{"what":{"reason":"enough"}}' });
        },
      ),
      { numRuns: 40, unbiased: true },
    );
  });

  it('by its kill switch begins nothing after it, and ends the same way', () => {
    let tripped = 0;
    fc.assert(
      fc.property(anyChoice, fc.constantFrom(0, 1, 5), (choice, drawdownMax) => {
        const risk = { ...choice.risk, drawdownMax };
        const { run, records } = watched(scenarioOf({ ...choice, risk }, 60));
        expectSound({ run, records }, toEnd(run));
        const at = records.findIndex(({ type }) => type === 'risk.tripped');
        if (at < 0) return;
        tripped += 1;
        const after = records.slice(at);
        expect(recordsOf(after, 'intent.received')).toEqual([]);
        expect(recordsOf(after, 'risk.tripped').length).toBe(1);
        const begun = new Set(recordsOf(records.slice(0, at), 'order.created').map(({ ownerId }) => ownerId));
        for (const { ownerId, owner } of recordsOf(after, 'order.created'))
          expect([begun.has(ownerId), owner]).toEqual([true, 'unwind']);
        expect(recordsOf(records, 'run.ended')[0]?.reason).toBe('drawdown');
      }),
      { numRuns: 40, unbiased: true },
    );
    expect(tripped).toBeGreaterThan(5);
  });
});
