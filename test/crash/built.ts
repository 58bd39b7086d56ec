// The worker as one file of JavaScript, so that a process which lives a second does not spend two on finding and translating
// a thousand modules: bundled once, with all packages but the embedded database, into a folder that is removed again.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildParts } from '../../src/cli/build-parts.ts';
import { partsFile } from '../../src/run/build/code-parts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A worker that can be started by `node`. */
export interface BuiltWorker {
  readonly path: string;
  remove(): void;
}

/** Builds it. */
export const buildWorker = async (): Promise<BuiltWorker> => {
  mkdirSync(join(root, 'coverage'), { recursive: true });
  const folder = mkdtempSync(join(root, 'coverage', 'crash-'));
  // What the engine knows itself by lies beside it, so that nothing that is edited meanwhile makes it another.
  writeFileSync(join(folder, partsFile), JSON.stringify(buildParts(root)));
  const outDir = join(folder, 'test', 'crash', 'built');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['@electric-sql/pglite', 'pg-native', 'jiti'] },
    build: {
      ssr: join(root, 'test/crash/worker.ts'),
      outDir,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  });
  return {
    path: join(outDir, 'worker.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
