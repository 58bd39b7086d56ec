// The layers (ARCHITECTURE.md, "Layers"), from the ground up: a folder imports only from folders above it in this list.
const layers = [
  'src/money',
  'src/kernel',
  'src/text',
  'src/isolation',
  'machines',
  'src/xstate',
  'src/journal',
  'src/accounting',
  'src/market-data',
  'src/venues/definitions',
  'src/venues/simulation',
  'src/venues/faults',
  'src/world',
  'src/orders',
  'src/lanes',
  'src/arbitrage',
  'src/risk',
  'src/scenario',
  'src/strategies',
  'src/audit',
  'src/report',
  'src/harness',
  'src/http',
  'src/engine',
  'drizzle',
  'src/persistence',
  'src/run',
  'src/inspect',
  'src/cli',
];

const within = (folders) => `^(${folders.join('|')})/`;

const upward = layers.slice(0, -1).map((layer, index) => ({
  name: `${layer.replaceAll('/', '-')}-imports-nothing-below`,
  comment: `${layer} knows only the folders above it.`,
  severity: 'error',
  from: { path: within([layer]) },
  to: { path: within(layers.slice(index + 1)) },
}));

const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    only(
      'no-cycles',
      'A circle of imports has no first floor; types may know each other.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    only(
      'no-cycles-of-types-in-the-engine',
      'A part of the engine knows what it stands on, and its user by an interface of its own.',
      { path: '^src/(engine|orders|world)/' },
      { circular: true },
    ),
    only(
      'kernel-imports-nothing',
      'kernel/ knows nothing of the project.',
      { path: '^src/kernel/' },
      { path: '^(src/(?!kernel/)|machines/)' },
    ),
    only(
      'machines-import-only-money',
      'machines/ is pure: no kernel, no I/O.',
      { path: '^machines/' },
      { path: '^src/(?!money/)' },
    ),
    only(
      'machines-import-only-xstate',
      'machines/ uses XState and nothing else from outside.',
      { path: '^machines/' },
      { path: 'node_modules|^node:', pathNot: 'node_modules/xstate/' },
    ),
    only(
      'decimal-at-the-edges',
      'decimal.js is for parsing and printing.',
      { pathNot: '^(src/money/|test/|bench/)' },
      { path: 'node_modules/decimal\\.js' },
    ),
    only(
      'xstate-graph-through-one-seam',
      'v6 will move it: one file knows it.',
      { pathNot: '^src/xstate/graph\\.ts$' },
      { path: 'node_modules/(@xstate/graph|xstate/graph|xstate/dist/xstate-graph)' },
    ),
    only(
      'sql-in-persistence-only',
      'Only persistence/ and drizzle/ know SQL.',
      { pathNot: '^(src/persistence/|drizzle/|test/|bench/)' },
      { path: 'node_modules/(drizzle-orm|pg|pg-copy-streams|@electric-sql)/' },
    ),
    only(
      'store-before-what-it-keeps',
      'persistence/store/ reaches a database, and knows neither rows nor checkpoints.',
      { path: '^src/persistence/store/' },
      { path: '^src/persistence/(write|read|checkpoints)/' },
    ),
    only(
      'index-before-who-looks-at-it',
      'inspect/index/ is made of records, wherever they come from and whoever asks.',
      { path: '^src/inspect/index/' },
      { path: '^src/inspect/(sources|page|stately)/' },
    ),
    only(
      'sources-before-the-page',
      'inspect/sources/ opens runs, and serves none.',
      { path: '^src/inspect/sources/' },
      { path: '^src/inspect/(page|stately)/' },
    ),
    only(
      'no-tests-in-sources',
      'Sources do not know their tests.',
      { path: '^(src|machines|drizzle|visualizer)/' },
      { path: '^(test|bench)/' },
    ),
    only(
      'no-orphans',
      'A file that nothing imports is dead, or an entry.',
      { orphan: true, path: '^(src|machines)/', pathNot: '^src/(index|vitest|cli/dte)\\.ts$' },
      {},
    ),
    only(
      'no-development-dependencies',
      'What ships imports what is shipped.',
      // vitest is the user's own, where the user has one.
      { path: '^(src|machines)/', pathNot: '^src/(xstate/graph|vitest)\\.ts$' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  },
};
