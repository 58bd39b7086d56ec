import { defineConfig } from 'vitest/config';
import { fcSeed } from './test/fc-seed.ts';

// Drawn here and not in a worker: all workers look at the same cases, and the run that fails can be had again.
const seed = fcSeed(process.env['FC_SEED']);
if (process.env['FC_SEED'] === 'random') process.stderr.write(`FC_SEED=${seed}\n`);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 120_000,
    // Of two cores one would be left idle.
    maxWorkers: '100%',
    // To start a process for each file and load everything again took a fifth of the time. What a test changes for all,
    // it puts back; `npm run test:isolated` shows that no test needs what another has left.
    isolate: false,
    // What a test runs keeps nothing, unless it says where: neither in this folder nor in a database of yours.
    env: { DATABASE_URL: 'none', FC_SEED: seed },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
