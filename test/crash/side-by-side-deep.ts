// `npm run test:side-by-side`: two `dte run` and a `dte visualize` in one folder, by the command that was built, each killed at
// random moments. Takes some minutes.
//
//   npm run test:side-by-side -- [kills of each] [program] [seed]
//
// The seed is that of the moments; where a process stands then, the machine decides.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RandomStreams } from '../../src/kernel/random/streams.ts';
import { drawnSeed } from '../fc-seed.ts';
import { killSideBySide, runDte } from './side-by-side.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const killsOfEach = Number(process.argv[2] ?? 10);
const seedOfKills = process.argv[4] ?? String(drawnSeed());
const moments = new RandomStreams(seedOfKills).stream('moments of death');
const folder = mkdtempSync(join(tmpdir(), 'dte-side-by-side-'));
const command = [process.execPath, join(root, process.argv[3] ?? 'dist/src/cli/dte.js')];
const run = ['run', join(root, 'scenarios/demo.yaml'), '--intents', '4000', '--checkpoint-every', '20000'];

process.stdout.write(`seed ${seedOfKills}\n`);
try {
  const digests = new Map<string, string>();
  for (const seed of ['7', 'other']) {
    const whole = await runDte({ command, folder }, [...run, '--seed', seed, '--db', 'none', '--quiet', '--json']);
    digests.set(seed, (JSON.parse(whole.out) as { readonly digest: string }).digest);
  }
  const judgement = await killSideBySide({
    command,
    folder,
    run,
    digests,
    killsOfEach,
    killAfterMsMax: 6_000,
    upShare: 0.5,
    random: () => moments.nextUnit(),
  });
  const { kills, runs, resumed, directories, failures } = judgement;
  process.stdout.write(
    `${kills.join(' + ')} kills of the two runs and the page, ${runs} runs, ${resumed} of them resumed, ` +
      `${directories} directories, ${failures.length} failures\n`,
  );
  for (const failure of failures) process.stdout.write(`  ${failure}\n`);
  process.exitCode = failures.length === 0 && kills.every((count) => count >= killsOfEach) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
