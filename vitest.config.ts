import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 120_000,
    // Of two cores one would be left idle.
    maxWorkers: '100%',
    // To start a process for each file and load everything again took a fifth of the time. What a test changes for all,
    // it puts back.
    isolate: false,
    // What a test runs keeps nothing, unless it says where: neither in this folder nor in a database of yours.
    env: { DATABASE_URL: 'none' },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
