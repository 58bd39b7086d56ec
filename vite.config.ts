// Builds the engine into dist: the command and the library as a few files of JavaScript, because to find, read and link six
// hundred modules took half of a short run. Packages stay outside, where npm puts them. Declarations are the compiler's.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { buildParts } from './src/cli/build-parts.ts';
import { partsFile } from './src/run/build/code-parts.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * What is loaded together lies together. Each chunk holds all that its modules link to, unless an earlier one has it, so that
 * a chunk links only to earlier ones. The guards lie alone: they know their own calls by the folder that they are in.
 */
const chunks: readonly (readonly [name: string, modules: readonly string[]])[] = [
  ['isolation/outbound', ['isolation/outbound.ts', 'isolation/targets.ts']],
  ['isolation/ambient', ['isolation/ambient.ts']],
  [
    'base',
    [
      'persistence/store/store-error.ts',
      'run/file-fault.ts',
      'run/wrong-input.ts',
      'run/run-failed.ts',
      'kernel/printable.ts',
    ],
  ],
  ['program', ['cli/run-process.ts', 'text/columns.ts']],
  [
    'venues',
    [
      'report/story/story.ts',
      'report/summary-json.ts',
      'venues/definitions/card.ts',
      'venues/definitions/catalogue.ts',
      'venues/faults/catalogue.ts',
    ],
  ],
  ['charts', ['../machines/catalogue.ts', 'xstate/describe.ts']],
  ['library', ['index.ts']],
  ['run', ['cli/run.ts', 'cli/run/command-dependencies.ts']],
  ['recorded', ['cli/resume.ts', 'run/recorded/record-run.ts', 'run/recorded/end-recorded.ts', 'cli/runs/journals.ts']],
  ['inspected', ['cli/run/stately.ts', 'cli/run/watch-on-page.ts', 'cli/visualize.ts', 'cli/visualize/stored-runs.ts']],
];

/** A chunk of all that these modules link to and that no chunk of higher priority has. */
const chunkOf = (name: string, modules: readonly string[], priority: number): Rolldown.CodeSplittingGroup => {
  let linked: ReadonlySet<string> | null = null;
  const findLinked = (context: Rolldown.ChunkingContext): ReadonlySet<string> => {
    const found = new Set<string>();
    const wanted = modules.map((module) => join(root, 'src', module));
    for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      wanted.push(...(context.getModuleInfo(id)?.importedIds ?? []));
    }
    return found;
  };
  return {
    debugName: name,
    priority,
    name: (id, context) => {
      linked ??= findLinked(context);
      return linked.has(id) ? name : null;
    },
  };
};

/** The sources of the files that the package names: its executables, and what it exports. */
const entries = (): Readonly<Record<string, string>> => {
  const { bin, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>;
    readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
  };
  const named = [
    ...Object.values(bin),
    ...Object.values(exports).map((to) => (typeof to === 'string' ? to : to.default)),
  ];
  const names = named.flatMap((path) => /^(?:\.\/)?dist\/(.+)\.js$/.exec(path)?.[1] ?? []);
  return Object.fromEntries(names.map((name) => [name, join(root, `${name}.ts`)]));
};

/** Removes code that an earlier build left in a folder, and keeps the rest: declarations, the page. */
const removeCode = (folder: string): void => {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeCode(path);
    else if (/\.js(\.map)?$/.test(entry.name)) rmSync(path);
  }
};

/** Clears the place of the code, and writes down what it is built from. */
const keepParts = (): Plugin => {
  let folder = '';
  return {
    name: 'keep-parts',
    configResolved: ({ build }) => {
      folder = build.outDir;
    },
    buildStart: () => {
      for (const name of ['src', 'machines', 'drizzle', 'bench', 'test']) removeCode(join(folder, name));
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: partsFile, source: `${JSON.stringify(buildParts(root), null, 2)}\n` });
    },
  };
};

export default defineConfig({
  root,
  logLevel: 'warn',
  publicDir: false,
  plugins: [keepParts()],
  build: {
    ssr: true,
    target: 'node20',
    outDir: join(root, 'dist'),
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: entries(),
      output: {
        entryFileNames: '[name].js',
        // One folder below `src`, like the modules in them, which find their neighbours by that.
        chunkFileNames: ({ name }) => (name.startsWith('isolation/') ? 'src/[name].js' : 'src/chunks/[name].js'),
        codeSplitting: {
          groups: chunks.map(([name, modules], index) => chunkOf(name, modules, chunks.length - index)),
        },
      },
    },
  },
});
