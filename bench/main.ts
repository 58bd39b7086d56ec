// `npm run bench`: every benchmark of the project in one run, as ratios. A name as argument runs only those that
// contain it; those that take minutes run only when they are named in full.
import { accountingFigures } from './accounting.ts';
import { arbitrageLoopFigures, longRunFigures } from './arbitrage-loop.ts';
import { auditFigures } from './audit.ts';
import { kernelFigures } from './kernel.ts';
import type { Figure } from './measure.ts';
import { matchingFigures } from './matching.ts';
import { moneyFigures } from './money.ts';
import { orderLifecycleFigures } from './order-lifecycle.ts';
import { persistenceFigures } from './persistence.ts';
import { poolFigures } from './pool.ts';
import { randomFigures } from './random.ts';
import { replayFigures } from './replay.ts';
import { resumeFigures } from './resume.ts';
import { coldStartupFigures, startupFigures } from './startup.ts';

const benchmarks: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  'order lifecycle': orderLifecycleFigures,
  'arbitrage loop': arbitrageLoopFigures,
  audit: auditFigures,
  kernel: kernelFigures,
  random: randomFigures,
  money: moneyFigures,
  matching: matchingFigures,
  pool: poolFigures,
  accounting: accountingFigures,
  replay: replayFigures,
  persistence: persistenceFigures,
  resume: resumeFigures,
  startup: startupFigures,
};

const lengthy: typeof benchmarks = { 'long run': longRunFigures, 'startup cold': coldStartupFigures };

// What was begun is ended with us: an interrupt alone would leave a server behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const wanted = process.argv[2] ?? '';
// The options of Node, such as a larger nursery, are part of what is measured.
const setting = process.execArgv.length === 0 ? '' : ` (node ${process.execArgv.join(' ')})`;
for (const [name, run] of Object.entries({ ...benchmarks, ...lengthy })) {
  if (name in lengthy ? name !== wanted : !name.includes(wanted)) continue;
  process.stdout.write(`\n${name}${setting}\n`);
  for (const { name: figure, value, must, holds } of await run()) {
    const verdict = must === undefined ? '' : `   must be ${must}: ${holds === true ? 'holds' : 'DOES NOT HOLD'}`;
    process.stdout.write(`  ${figure.padEnd(52)} ${value.padStart(18)}${verdict}\n`);
  }
}
