// Where the code begins that the index of a run is a function of.

/** Modules that make an index of a run, from a file, a database or a run that is watched. Paths from the package's folder. */
export const indexModules: readonly string[] = [
  'src/inspect/sources/inspected-run.ts',
  'src/inspect/sources/file-source.ts',
  'src/inspect/sources/database-source.ts',
  'src/inspect/sources/spool-source.ts',
  'src/inspect/sources/sidecar.ts',
];
