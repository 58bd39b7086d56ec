// A connection to a Postgres server.
import type { Socket } from 'node:net';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import * as schema from '../../../drizzle/schema.ts';
import { CopyQuery } from './copy-query.ts';
import { FlushQuery } from './flush-query.ts';
import type { Database, Session } from './session.ts';

const connectMsMax = 10_000;

/** A client for the server of a URL, not connected. What the URL does not say comes from Postgres's own variables. */
export const postgresClient = (url: string): pg.Client => {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMsMax,
    keepAlive: true,
    application_name: 'dry-testing-engine',
    client_encoding: 'UTF8',
  });
  return client;
};

/** Connects to the server of a URL. Throws what the driver throws. */
export const connectPostgres = async (url: string): Promise<Session> => {
  const client = postgresClient(url);
  let isBroken = false;
  // A connection that breaks while nobody uses it is found broken by the next borrower.
  client.on('error', () => {
    isBroken = true;
  });
  client.on('end', () => {
    isBroken = true;
  });
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  const database = drizzle(client, { schema });
  return {
    database: database as unknown as Database,
    get isBroken() {
      return isBroken;
    },
    query: async (text, values) => {
      const { rows } = await client.query<Record<string, unknown>>(
        text,
        values === undefined ? undefined : [...values],
      );
      return rows;
    },
    readCopy: (query) => new CopyQuery(query).run(client),
    write: (statement, copies) => new FlushQuery(statement, copies, () => isBroken).run(client),
    migrate: (folder) => migrate(database, { migrationsFolder: folder }),
    beforeWrite: () => undefined,
    close: async () => {
      await client.end();
    },
    cut: () => {
      isBroken = true;
      (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream.destroy();
    },
  };
};
