// A thousand whole runs of two hundred moments each, or as many as are asked for:
//
//   npm run test:thousand -- [late] [runs] [moments] [seed]
//
// `late`: of any latencies against any timeouts.
//
// It says what the runs came to, so that nobody takes a thousand empty runs for a proof. A run that fails is made
// smaller, and the seed and path that bring it back are printed; the exit code is 1 then.
import fc from 'fast-check';
import type { RunSummary } from '../../src/report/summary-types.ts';
import { anyLateness, lateScenarioOf } from './any-lateness.ts';
import { anyChoice, scenarioOf } from './any-scenario.ts';
import { expectSound, toEnd, watched } from './whole-runs.ts';

const isLate = process.argv[2] === 'late';
const numbers = process.argv.slice(isLate ? 3 : 2);
const numberAt = (place: number, otherwise: number): number => Number(numbers[place] ?? otherwise);
const runs = numberAt(0, 1_000);
const moments = numberAt(1, isLate ? 20 : 200);
const seed = numberAt(2, 7);

const figures = new Map<string, number>();
const count = (name: string, by: number): void => {
  if (by > 0) figures.set(name, (figures.get(name) ?? 0) + by);
};

const tally = (summary: RunSummary): void => {
  const { intents, arbitrages, orders, fills, anomalies, faults, audit, tripped, throughput } = summary;
  count('runs', 1);
  if ((figures.get('runs') ?? 0) % 50 === 0) process.stderr.write(`${figures.get('runs')} runs\n`);
  count('records', throughput.records);
  count('intents', intents.total);
  for (const [reason, times] of Object.entries(intents.refused)) count(`intents refused: ${reason}`, times);
  for (const [end, times] of Object.entries(arbitrages)) count(`arbitrages ${end}`, times);
  for (const status of ['total', 'filled', 'cancelled', 'rejected'] as const) count(`orders ${status}`, orders[status]);
  count('fills', fills);
  for (const [kind, times] of Object.entries(anomalies)) count(`anomalies: ${kind}`, times);
  for (const [fault, { injected }] of Object.entries(faults)) count(`faults: ${fault}`, injected);
  count('comparisons of the audit', audit.comparisons);
  if (tripped !== null) count(`runs tripped: ${tripped}`, 1);
};

const anyWhole = anyChoice.map((choice) => scenarioOf(choice, moments));

const result = fc.check(
  fc.property(isLate ? anyLateness.map((late) => lateScenarioOf(late, moments)) : anyWhole, (scenario) => {
    try {
      const run = watched(scenario);
      const summary = toEnd(run.run);
      expectSound(run, summary);
      tally(summary);
    } catch (error) {
      process.stderr.write(`fails: ${String(error).slice(0, 500)}\n`);
      throw error;
    }
  }),
  { numRuns: runs, seed, unbiased: true },
);

// What was made smaller after a failure is counted too: the figures are those of a thousand runs only if none failed.
for (const name of [...figures.keys()].toSorted()) process.stdout.write(`${name}: ${figures.get(name)}\n`);
process.stdout.write(
  result.failed
    ? `${fc.defaultReportMessage(result)}\n${String(result.errorInstance)}\n`
    : `${runs} runs of ${moments} moments from seed ${seed}: none fails\n`,
);
process.exitCode = result.failed ? 1 : 0;
