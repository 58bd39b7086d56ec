// The stores that benchmarks write to: the embedded one in a temporary directory, and a server of their own where there
// are the binaries of one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, whyNoPostgres } from '../test/persistence/postgres.ts';
import type { Figure } from './measure.ts';

/** A store by its name, and what opens it. */
export type NamedStore = 'PGlite' | 'Postgres';

/** The figures of each store in turn; what is made for them is removed again. */
export const figuresOfStores = async (
  figuresOf: (name: NamedStore, target: string) => Promise<readonly Figure[]>,
): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dte-bench-'));
  const server = whyNoPostgres === null ? startPostgres() : null;
  try {
    const figures = [...(await figuresOf('PGlite', join(folder, 'data')))];
    if (server !== null) figures.push(...(await figuresOf('Postgres', server.url)));
    return figures;
  } finally {
    server?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
};
