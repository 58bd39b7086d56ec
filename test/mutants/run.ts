// Mutation testing of the charts: `npm run test:mutants [chart…]`. Every mutant must fail a judge of its chart or stand
// in equivalent.ts with a reason. Exits 1, with a list, when one does not.
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../../machines/catalogue.ts';
import { equivalentMutants } from './equivalent.ts';
import { summarize, type Summary, type Verdict } from './verdict.ts';
import type { Report } from './worker.ts';

/** How long judges and walk may take over one mutant, in milliseconds of wall time; it is far from what they need. */
const MUTANT_MS_MAX = 300_000;

interface Outcome {
  readonly verdicts: readonly Verdict[];
  /** The judge that the true chart does not pass. */
  readonly unfair: string | null;
}

interface Part {
  /** The mutant to resume at after the process had to be stopped; null at the end. */
  readonly next: number | null;
  readonly unfair: string | null;
}

const tryFrom = async (chart: string, start: number, verdicts: Verdict[]): Promise<Part> => {
  // A fork and not a thread: it inherits the loader for TypeScript, which a thread of Node 20 does not.
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [chart, String(start)]);
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let part: Part | null = null;
    const end = (next: number | null, unfair: string | null): void => {
      part = { next, unfair };
      child.kill('SIGKILL');
    };
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (part === null) reject(new Error(`The process that judges '${chart}' ended with ${code}.`));
      else resolve(part);
    });
    child.on('message', (report: Report) => {
      clearTimeout(timer);
      if (report.kind === 'finished') return end(null, null);
      if (report.kind === 'unfair') return end(null, report.judge);
      if (report.kind === 'verdict') return void verdicts.push(report.verdict);
      const { index, mutant, total } = report;
      timer = setTimeout(() => {
        verdicts.push({ mutant, killedBy: 'the limit of time', differs: null });
        end(index + 1 < total ? index + 1 : null, null);
      }, MUTANT_MS_MAX);
    });
  });
};

const judge = async (chart: string): Promise<Outcome> => {
  const verdicts: Verdict[] = [];
  let next: number | null = 0;
  while (next !== null) {
    const part: Part = await tryFrom(chart, next, verdicts);
    if (part.unfair !== null) return { verdicts, unfair: part.unfair };
    next = part.next;
  }
  return { verdicts, unfair: null };
};

const line = (name: string, { made, killed, equivalent, survivors }: Summary): string =>
  `${name.padEnd(16)} ${made} made, ${killed} killed, ${equivalent} equivalent, ${survivors.length} survived`;

const asked = process.argv.slice(2);
const charts = catalogue.map(({ name }) => name).filter((name) => asked.length === 0 || asked.includes(name));
const all: Verdict[] = [];
const wrong: string[] = asked.filter((name) => !charts.includes(name)).map((name) => `there is no chart '${name}'`);
for (const chart of charts) {
  if (!existsSync(new URL(`../machines/${chart}.judges.ts`, import.meta.url))) {
    wrong.push(`${chart} has no judges`);
    continue;
  }
  const { verdicts, unfair } = await judge(chart);
  if (unfair !== null) wrong.push(`${chart}: the true chart does not pass '${unfair}'`);
  all.push(...verdicts);
  process.stdout.write(`${line(chart, summarize(verdicts, equivalentMutants))}\n`);
}

const sum = summarize(all, equivalentMutants);
process.stdout.write(`${line('all charts', sum)}\n`);
const names = new Set(all.map(({ mutant }) => mutant));
wrong.push(...sum.survivors.map((mutant) => `survived: ${mutant}`));
wrong.push(...sum.wronglyListed.map((mutant) => `listed as equivalent, but killed: ${mutant}`));
wrong.push(
  ...Object.keys(equivalentMutants)
    .filter((mutant) => charts.some((chart) => mutant.startsWith(`${chart}: `)) && !names.has(mutant))
    .map((mutant) => `listed as equivalent, but there is no such mutant: ${mutant}`),
);
for (const sentence of wrong) process.stdout.write(`${sentence}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
