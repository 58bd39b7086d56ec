// The layers (ARCHITECTURE.md, "Layers"), from the ground up: a folder imports only from folders on the
// lines above its own, and of those on its own line only from the ones to its left.
const lines = [
  ['src/money', 'src/kernel', 'src/text'],
  ['src/isolation'],
  ['machines', 'src/xstate', 'src/journal'],
  ['src/wire'],
  ['src/accounting', 'src/market-data'],
  ['src/venues/definitions'],
  ['src/venues/simulation', 'src/venues/faults'],
  ['src/world'],
  ['src/orders'],
  ['src/lanes', 'src/arbitrage', 'src/risk', 'src/scenario', 'src/strategies'],
  ['src/audit', 'src/report'],
  ['src/harness'],
  ['src/http'],
  ['src/gateway'],
  ['src/engine'],
  ['drizzle', 'src/persistence'],
  ['src/run'],
  ['src/inspect'],
  ['src/cli'],
];
const layers = lines.flat();

const within = (folders) => `^(${folders.join('|')})/`;

const upward = layers.slice(0, -1).map((layer, index) => ({
  name: `${layer.replaceAll('/', '-')}-imports-nothing-below`,
  comment: `${layer} knows only the folders above it, and those to its left.`,
  severity: 'error',
  from: { path: within([layer]) },
  to: { path: within(layers.slice(index + 1)) },
}));

/** Node's own modules by name, with or without their prefix. */
const node = (...names) => `^(node:)?(${names.join('|')})(/|$)`;
const packages = (...names) => `node_modules/(${names.join('|')})/`;
/** All that is shipped to run in Node; the page runs in a browser. */
const shipped = '^(src|machines|drizzle)/';
/** A type is no way out. */
const inEarnest = { dependencyTypesNot: ['type-only'] };

const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    only(
      'every-folder-has-a-layer',
      'A folder that is in no line above escapes their order.',
      { path: '^src/.+/', pathNot: within(layers) },
      {},
    ),
    only(
      'no-cycles',
      'A circle of imports has no first floor.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    only(
      'no-cycles-of-types',
      'What only types hold together cannot be tested apart either. An order and its arbitrage do know each other in the books.',
      { path: shipped, pathNot: '^src/(accounting/booked-(order|arbitrage)\\.ts$|audit/state/)' },
      { circular: true },
    ),
    only(
      'text-imports-money-and-kernel',
      'text/ prints figures and knows none by name.',
      { path: '^src/text/' },
      { path: '^(src/(?!text/|money/|kernel/)|machines/|drizzle/)' },
    ),
    only(
      'wire-imports-money-and-kernel',
      'wire/ is the protocols of venues as pure functions.',
      { path: '^src/wire/' },
      { path: '^(src/(?!wire/|money/|kernel/)|machines/|drizzle/)' },
    ),
    only(
      'wire-is-pure',
      'wire/ does nothing but compute.',
      { path: '^src/wire/' },
      {
        path: node('http2?', 'https', 'net', 'tls', 'dgram', 'dns', 'fs', 'child_process', 'worker_threads', 'cluster'),
      },
    ),
    only(
      'gateway-knows-no-trader',
      "gateway/ is a venue's side: what a venue reports, the venue's own account keeps.",
      { path: '^src/gateway/' },
      { path: '^src/(engine|strategies|arbitrage|accounting)/' },
    ),
    only(
      'engine-knows-no-wire',
      'engine/ trades in this process.',
      { path: '^src/engine/' },
      { path: '^src/(wire|gateway)/' },
    ),
    only(
      'only-http-listens',
      'http/ has the one guard: a server that does not come from there has none. isolation/ refuses what others do.',
      { path: shipped, pathNot: '^src/(http|isolation)/' },
      { path: [node('http2?', 'https', 'inspector'), packages('@hono/node-server', 'ws')], ...inEarnest },
    ),
    only(
      'only-persistence-connects',
      'The process reaches nothing but its database; http/ knows addresses, and listens.',
      { path: shipped, pathNot: '^src/(persistence|isolation)/' },
      {
        path: [node('tls', 'dgram', 'dns'), packages('pg', 'pg-[a-z-]+', '@electric-sql', 'undici')],
        ...inEarnest,
      },
    ),
    only(
      'only-http-and-persistence-have-sockets',
      'A socket listens or connects.',
      { path: shipped, pathNot: '^src/(http|persistence|isolation)/' },
      { path: node('net'), ...inEarnest },
    ),
    only(
      'only-isolation-starts-threads',
      'isolation/ alone starts threads and processes, and refuses them to all others.',
      { path: shipped, pathNot: '^src/isolation/' },
      { path: node('worker_threads', 'child_process', 'cluster'), ...inEarnest },
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
      'inspect/index/ is built from records, and knows neither their source nor its readers.',
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
