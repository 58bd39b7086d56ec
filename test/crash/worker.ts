// A process that is made to be killed: it resumes every run of its database that is not over, then begins another one,
// and kills itself, by the signal that nobody can catch, at the boundary of its orders. What it does it does as `dte`.
import { writeSync } from 'node:fs';
import { runs } from '../../drizzle/run-tables.ts';
import { asc, eq } from 'drizzle-orm';
import { CommandFailed } from '../../src/cli/command-failed.ts';
import { resumeRun } from '../../src/cli/resume.ts';
import { runRecorded } from '../../src/cli/run.ts';
import { commandDependencies } from '../../src/cli/run/command-dependencies.ts';
import { prepareRun } from '../../src/run/execution/prepare.ts';
import type { Shell } from '../../src/cli/run/shell.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { openStore } from '../../src/persistence/store/store.ts';
import { usualLimits } from '../../src/persistence/write/writer-types.ts';
import { withBoundaries } from './boundaries.ts';
import { commanded, givenTo } from './commanded.ts';
import type { Order, Said } from './orders.ts';

const say = (said: Said): void => void writeSync(1, `${JSON.stringify(said)}\n`);

const order = JSON.parse(process.argv[2] ?? '') as Order;
let left = Number.POSITIVE_INFINITY;
let passed = 0;

const real = await openStore(order.target);
await real.migrate();
const store = withBoundaries(real, (boundary) => {
  passed += 1;
  left -= 1;
  if (left > 0) return;
  try {
    say({ said: 'dying', at: boundary });
  } finally {
    // Also where nobody listens any more.
    process.kill(process.pid, 'SIGKILL');
  }
});

/** Its wall clock advances at every look, so that it looks up at the same steps whatever the machine does. */
const shellFor = (stopAtLook: number | null, looked: (look: number) => void = () => undefined): Shell => {
  let nowMs = 0;
  let looks = 0;
  let press = (): void => undefined;
  return {
    ...commandDependencies.shell,
    wall: {
      nowMs: () => (nowMs += 4),
      sleepMs: (durationMs) => {
        // It also sleeps while it is held, as often as the machine makes it.
        if (durationMs === 0) {
          looks += 1;
          looked(looks);
        }
        if (durationMs === 0 && looks === stopAtLook) press();
        return commandDependencies.shell.wall.sleepMs(durationMs);
      },
    },
    onInterrupt: (heard) => {
      press = () => heard('SIGINT');
      return () => undefined;
    },
  };
};

const recording = {
  store,
  build: commandDependencies.build(),
  clock: commandDependencies.shell.timer,
  random: () => 0.5,
  checkpointEveryRecords: order.everyRecords,
  limits: { ...usualLimits, ...order.limits },
};
const heard: string[] = [];
const terminal: Terminal = {
  out: (text) => void heard.push(text),
  err: () => undefined,
  environment: {},
};
const digest = (): string => (JSON.parse(heard.splice(0).join('')) as { readonly digest: string }).digest;
const quiet = { quiet: true, json: true } as const;

/** One that was interrupted says what it came to, and fails all the same. */
const saidAtLeast = (command: Promise<void>): Promise<void> =>
  command.catch((error: unknown) => {
    if (!(error instanceof CommandFailed) || heard.length === 0) throw error;
  });

const unfinished = await real.borrow((session) =>
  session.database.select({ id: runs.id }).from(runs).where(eq(runs.state, 'running')).orderBy(asc(runs.id)),
);
for (const { id } of unfinished) {
  left = order.resumeKill ?? Number.POSITIVE_INFINITY;
  await saidAtLeast(resumeRun(String(id), quiet, recording, { ...commanded, shell: shellFor(null) }, terminal));
  say({ said: 'resumed', run: id, digest: digest() });
}
if (order.run !== null) {
  const { scenario, intents, stopAtLook, commands, kill } = order.run;
  left = kill ?? Number.POSITIVE_INFINITY;
  passed = 0;
  const prepared = await prepareRun(scenario, { intents }, commanded, true);
  const given = givenTo(prepared.run, commands);
  const port = { ...commanded, shell: shellFor(stopAtLook, given) };
  say({ said: 'begun' });
  await saidAtLeast(runRecorded(prepared, quiet, recording, port, terminal));
  say({ said: 'ran', digest: digest(), boundaries: passed });
}
await real.close();
