// What takes longer than a change may wait for, once a night: properties at seeds that nobody chose, every test file in a
// process of its own, random whole runs, kills, mutants.
//
//   npm run nightly -- [--mutants <a number for each area>] [--rounds <of the properties>] [--runs <random runs>] [--only <part of a step's name>]…
//
// A step that fails stops no other. At the end there is a line for each, and for one that failed the command that runs it
// again with the same seeds. Exits 1 where one failed.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { drawnSeed } from '../fc-seed.ts';
import { commandOf, stepsOf, type Step } from './steps.ts';

const { values: asked } = parseArgs({
  options: {
    mutants: { type: 'string', default: '400' },
    rounds: { type: 'string', default: '3' },
    runs: { type: 'string', default: '1000' },
    only: { type: 'string', multiple: true, default: [] },
  },
});

const countOf = (name: 'mutants' | 'rounds' | 'runs'): number => {
  const count = Number(asked[name]);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`--${name} is a whole number from 1, not '${asked[name]}'.`);
  return count;
};

/** The exit code of a step; of one that a signal ended 1. */
const executeStep = ({ script, args, environment }: Step): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const steps = stepsOf({
  mutants: countOf('mutants'),
  rounds: countOf('rounds'),
  runs: countOf('runs'),
  drawSeed: drawnSeed,
}).filter(({ name }) => asked.only.length === 0 || asked.only.some((part) => name.includes(part)));
if (steps.length === 0) throw new Error(`No step of the night is called ${asked.only.join(' or ')}.`);

const lines: string[] = [];
let isFine = true;
for (const step of steps) {
  say(`\n=== ${step.name}: ${commandOf(step)}`);
  const startedMs = Date.now();
  const code = await executeStep(step);
  const minutes = ((Date.now() - startedMs) / 60_000).toFixed(1);
  isFine &&= code === 0;
  lines.push(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name}, ${minutes} min`);
  if (code !== 0) lines.push(`       exit code ${code}; again with: ${commandOf(step)}`);
}
say('');
for (const line of lines) say(line);
process.exitCode = isFine ? 0 : 1;
