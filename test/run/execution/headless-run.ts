// A program that executes a run by `src/run` alone, as a server or a worker would, and prints its digest and verdict.
import { executeRun } from '../../../src/run/execution/execute-run.ts';
import { prepareRun } from '../../../src/run/execution/prepare.ts';
import { productionDependencies } from '../../../src/run/execution/production-dependencies.ts';

const wall = {
  nowMs: () => performance.now(),
  sleepMs: (durationMs: number) => new Promise<void>((resolve) => setTimeout(resolve, durationMs)),
};
const prepared = await prepareRun('quiet', { intents: 40 }, productionDependencies, false);
const { summary } = await executeRun(prepared, { wall });
process.stdout.write(JSON.stringify({ digest: summary.digest, verdict: summary.verdict }));
