// `npm run bench`: every benchmark of the project in one run, as ratios. A name as argument runs only those that
// contain it.
import { accountingFigures } from './accounting.ts';
import { arbitrageLoopFigures } from './arbitrage-loop.ts';
import { auditFigures } from './audit.ts';
import { kernelFigures } from './kernel.ts';
import type { Figure } from './measure.ts';
import { moneyFigures } from './money.ts';
import { orderLifecycleFigures } from './order-lifecycle.ts';
import { randomFigures } from './random.ts';

const benchmarks: Readonly<Record<string, () => readonly Figure[]>> = {
  'order lifecycle': orderLifecycleFigures,
  'arbitrage loop': arbitrageLoopFigures,
  audit: auditFigures,
  kernel: kernelFigures,
  random: randomFigures,
  money: moneyFigures,
  accounting: accountingFigures,
};

const wanted = process.argv[2] ?? '';
for (const [name, run] of Object.entries(benchmarks)) {
  if (!name.includes(wanted)) continue;
  process.stdout.write(`\n${name}\n`);
  for (const { name: figure, value, must, holds } of run()) {
    const verdict = must === undefined ? '' : `   must be ${must}: ${holds === true ? 'holds' : 'DOES NOT HOLD'}`;
    process.stdout.write(`  ${figure.padEnd(52)} ${value.padStart(18)}${verdict}\n`);
  }
}
