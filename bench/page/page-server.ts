// The built page and its server, for programs that drive it in a browser: built from the sources as they are now, and
// serving the runs that it is given.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { readAssets, type Assets } from '../../src/http/assets.ts';
import type { Listening } from '../../src/http/listen.ts';
import { runsOf, type InspectedRun } from '../../src/inspect/sources/inspected-run.ts';
import { servePage } from '../../src/inspect/page/serve.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where screenshots are kept to be looked at. */
export const screenshots = `${root}coverage/screenshots/`;

/** Builds the page, beside the one that ships, and reads it. */
export const buildPage = async (): Promise<Assets> => {
  mkdirSync(screenshots, { recursive: true });
  const outDir = `${root}coverage/visualizer`;
  await build({ configFile: `${root}visualizer/vite.config.ts`, build: { outDir } });
  return readAssets(outDir);
};

const every = (durationMs: number, work: () => void): (() => void) => {
  const timer = setInterval(work, durationMs);
  return () => clearInterval(timer);
};

/** Serves runs on any free port of this machine. */
export const serveRuns = (assets: Assets, runs: readonly InspectedRun[]): Promise<Listening> =>
  servePage({ runs: runsOf(runs), assets, host: '127.0.0.1', port: 0, every });
