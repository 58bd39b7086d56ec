// Where the code begins that a run is a function of.

/** Modules that make a run of its inputs: they, and all that they load, decide its journal. Paths from the package's folder. */
export const runModules: readonly string[] = [
  'src/run/create-run.ts',
  'src/run/load-scenario.ts',
  'src/run/make-run.ts',
  'src/run/open-data.ts',
  'src/scenario/sections.ts',
  'src/strategies/load.ts',
];
