// The page on a socket: what it asks is answered, and what becomes of its run is pushed to it.
import type { Assets } from '../../http/assets.ts';
import { listen, type Listening } from '../../http/listen.ts';
import type { Runs } from '../sources/inspected-run.ts';
import { liveHeads, type Every } from './live.ts';
import { createInspectApp } from './server.ts';

/** What is shown, and where. */
export interface PageOptions {
  readonly runs: Runs;
  readonly assets: Assets;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly every: Every;
}

/** Begins to serve the page. Rejects with the system's error if it cannot listen. */
export const servePage = ({ runs, assets, host, port, every }: PageOptions): Promise<Listening> =>
  listen({
    host,
    port,
    fetch: createInspectApp({ runs, assets }).fetch,
    sockets: liveHeads(runs, every),
    sources: { 'img-src': "'self' data:", 'font-src': "'self'" },
  });
