// Where the code begins that the index of a run is a function of.

/** Modules that make an index of a run, from a file, a database or a run that is watched. Paths from the package's folder. */
export const indexModules: readonly string[] = [
  'src/inspect/inspected-run.ts',
  'src/inspect/file-source.ts',
  'src/inspect/database-source.ts',
  'src/inspect/spool-source.ts',
  'src/inspect/sidecar.ts',
];
