// The worker as JavaScript, so that a process which lives a second does not spend another on being translated: every source
// is stripped of its types once, into a folder that is removed again.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['src', 'machines', 'drizzle', 'test/crash'];

/** A worker that can be started by `node`. */
export interface BuiltWorker {
  readonly path: string;
  remove(): void;
}

/** Builds it. */
export const buildWorker = async (): Promise<BuiltWorker> => {
  mkdirSync(join(root, 'coverage'), { recursive: true });
  const folder = mkdtempSync(join(root, 'coverage', 'crash-'));
  for (const from of folders)
    for (const name of readdirSync(join(root, from), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
      const source = readFileSync(join(root, from, name), 'utf8');
      const { code } = await transformWithOxc(source, name, { sourcemap: false });
      const to = join(folder, from, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, code.replaceAll(/(["'`])(\.{1,2}\/[^"'`\n]*)\.ts\1/g, '$1$2.js$1'));
    }
  return {
    path: join(folder, 'test', 'crash', 'worker.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
