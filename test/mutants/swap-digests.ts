// Digests of random runs, one a line: what two engines make of the same scenarios.
//
//   tsx test/mutants/swap-digests.ts [runs] [moments] [seed]
//
// Every other run has any latencies against any timeouts, so that orders are given up and arrive late.
import fc from 'fast-check';
import { anyLateness, lateScenarioOf } from '../properties/any-lateness.ts';
import { anyChoice, scenarioOf } from '../properties/any-scenario.ts';
import { toEnd, watched } from '../properties/whole-runs.ts';

const [runs = 1_000, moments = 20, seed = 7] = process.argv.slice(2).map(Number);

const anyRun = fc.record({ whole: anyChoice, late: anyLateness });

for (const [index, { whole, late }] of fc.sample(anyRun, { numRuns: runs, seed }).entries()) {
  try {
    const { run } = watched(index % 2 === 0 ? scenarioOf(whole, moments) : lateScenarioOf(late, moments));
    toEnd(run);
    process.stdout.write(`${run.lastSeq} ${run.digest}\n`);
  } catch (error) {
    process.stdout.write(`fails: ${String(error).split('\n', 1)[0]}\n`);
  }
}
