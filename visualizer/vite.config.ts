// Builds the page into dist/visualizer: files that need nothing from elsewhere.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  base: './',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: `${here}../dist/visualizer`,
    emptyOutDir: true,
    // A policy that forbids inline scripts and data addresses is kept by having none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !id.includes('/src/') || id.includes('/visualizer/') } },
  },
});
