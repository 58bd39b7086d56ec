// The database inside the process.
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import * as schema from '../../../drizzle/schema.ts';
import { copyHeader, copyTrailer } from './copy-writer.ts';
import { createRoomCheck } from './directory-room.ts';
import { failureOf, WriteFailed, type Database, type Session } from './session.ts';
import { stateOf } from './store-error.ts';

/** Opens a directory, which this process holds, or a database in memory for null. Throws what PGlite throws. */
export const openPglite = async (directory: string | null): Promise<Session> => {
  const client = await PGlite.create(directory === null ? 'memory://' : directory);
  const beforeWrite = directory === null ? () => undefined : createRoomCheck(directory);
  const database = drizzle(client, { schema });
  let isClosed = false;
  return {
    database: database as unknown as Database,
    get isBroken() {
      return isClosed;
    },
    query: async (text, values) => {
      const { rows } = await client.query<Record<string, unknown>>(
        text,
        values === undefined ? undefined : [...values],
      );
      return rows;
    },
    readCopy: async (query) => {
      const { blob } = await client.query(`copy (${query}) to '/dev/blob' with (format binary)`);
      if (blob === undefined) throw new Error('the database gave no rows to a COPY');
      return Buffer.from(await blob.arrayBuffer()).subarray(copyHeader.length);
    },
    write: async (statement, copies) => {
      beforeWrite();
      try {
        await client.transaction(async (transaction) => {
          await transaction.exec(statement);
          for (const { into, rows } of copies) {
            const blob = new Blob([copyHeader, rows as Uint8Array<ArrayBuffer>, copyTrailer] as never);
            // In one message: the six that a query with parameters takes cost more than the rows of most tables.
            await transaction.exec(`copy ${into} from '/dev/blob' with (format binary)`, { blob });
          }
        });
      } catch (error) {
        // It may have been taken away, or filled by others, since it was looked at: that says more than what came of it.
        beforeWrite();
        const state = stateOf(error);
        throw new WriteFailed(state === '' ? 'unknown' : failureOf(state), state, error);
      }
    },
    migrate: async (folder) => {
      beforeWrite();
      await migrate(database, { migrationsFolder: folder });
    },
    beforeWrite,
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await client.close();
    },
    // It lives in this process, which is about to end: the next one that opens the directory recovers it from its log.
    cut: () => {
      isClosed = true;
    },
  };
};
