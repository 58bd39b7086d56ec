// Builds the benchmarks into dist/bench, so that they measure the code as it ships: bundled, and translated by no loader. What
// they start as processes of their own are entries too.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = (name: string): readonly [name: string, path: string] => [name, join(root, 'bench', `${name}.ts`)];

export default defineConfig({
  root,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: join(root, 'dist/bench'),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(['main', 'resumed', 'late-indexes', 'same-intent', 'page/measure'].map(entry)),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
});
