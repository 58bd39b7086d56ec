// Goal: a run that is over is shown again only as its journal has it: the commands from outside come where they came,
// and the first record that differs ends it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRun } from '../../../src/run/create-run.ts';
import { replay } from '../../../src/inspect/stately/replay.ts';
import type { JournalRecord } from '../../../src/journal/records.ts';
import type { Scenario } from '../../../src/scenario/types.ts';
import { anyChoice, scenarioOf } from '../../properties/any-scenario.ts';
import { step } from '../../properties/whole-runs.ts';
import { feedOf, readAll, watchedRun } from './watched-run.ts';

const rest = (): Promise<void> => Promise.resolve();

/** A run that is stopped behind the first record from these steps on, where alone a stop takes effect; its journal, and what an inspector received of it. */
const lived = (scenario: Scenario, stopsAt: readonly number[]) => {
  const { run, feed } = watchedRun(scenario, feedOf());
  const records: JournalRecord[] = [];
  run.consume((body, seq, atUs) => void records.push({ ...body, seq, atUs }));
  for (const steps of stopsAt) {
    step(run, steps);
    // As Ctrl-C does: behind a step that wrote a record, so that the journal says where it came.
    for (const { length } = records; records.length === length && run.step(););
    run.stop('enough');
  }
  while (run.step());
  return { records, shown: readAll(feed) };
};

const anyStops = fc.array(fc.nat({ max: 300 }), { maxLength: 2 });

async function* later(records: readonly JournalRecord[]): AsyncGenerator<JournalRecord> {
  for (const record of records) yield await Promise.resolve(record);
}

describe('a replay', () => {
  test('shows what was shown, stops and all, from records at hand or from a database', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, anyStops, fc.boolean(), async (choice, stopsAt, isLater) => {
        const scenario = scenarioOf(choice, 12);
        const { records, shown } = lived(scenario, stopsAt);
        const again = watchedRun(scenario, feedOf());
        const replayed = await replay(again.run, isLater ? later(records) : records, rest);
        expect(replayed).toEqual({ kind: 'same', records: records.length });
        // The last step ends the run after its last record.
        again.run.step();
        expect(readAll(again.feed)).toEqual(shown);
        expect(again.agreement.sentence).toBeNull();
      }),
      { numRuns: 12 },
    );
  });

  test('ends where the journal ends, and at the first record that the run does not make', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), async (choice, at) => {
        const scenario = scenarioOf(choice, 8);
        const { records } = lived(scenario, []);
        const index = Math.floor(at * records.length);
        const fresh = () => createRun(scenario, { scenarioHash: 'any' });
        const cut = records.slice(0, index);
        expect(await replay(fresh(), cut, rest)).toEqual({ kind: 'same', records: index });
        const altered = records.with(index, { ...records[index]!, atUs: records[index]!.atUs + 1 });
        expect(await replay(fresh(), altered, rest)).toMatchObject({ kind: 'different', seq: index + 1 });
        const last = records.at(-1)!;
        const longer = [...records, { ...last, seq: last.seq + 1 }];
        expect(await replay(fresh(), longer, rest)).toMatchObject({ kind: 'different', seq: last.seq + 1, made: null });
      }),
      { numRuns: 12 },
    );
  });

  test('ends at a command that the run does not take', async () => {
    const scenario = scenarioOf(fc.sample(anyChoice, { numRuns: 1, seed: 9 })[0]!, 12);
    const { records } = lived(scenario, [20]);
    const at = records.findIndex(({ type }) => type === 'command.received');
    const altered = records.with(at, { ...records[at]!, command: 'pause' } as JournalRecord);
    await expect(replay(createRun(scenario, { scenarioHash: 'any' }), altered, rest)).rejects.toThrow(
      `The command 'pause' of record ${at + 1} is refused: this engine knows 'stop' and no other.`,
    );
  });

  test('lets others have their turn', async () => {
    const scenarios = fc.sample(anyChoice, { numRuns: 12, seed: 9 }).map((choice) => scenarioOf(choice, 40));
    const lives = scenarios.map((scenario) => ({ scenario, ...lived(scenario, []) }));
    const { scenario, records } = lives.toSorted((one, other) => other.records.length - one.records.length)[0]!;
    let breaths = 0;
    await replay(createRun(scenario, { scenarioHash: 'any' }), records, () => {
      breaths += 1;
      return Promise.resolve();
    });
    expect(breaths).toBe(Math.floor(records.length / 256));
    expect(breaths).toBeGreaterThan(0);
  });
});
