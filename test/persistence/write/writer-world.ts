// A store with scripted failures, around a real one; a clock that is moved by hand; and a writer between them.
import type { RecordBody } from '../../../src/journal/records.ts';
import { encodeRecord } from '../../../src/journal/encode.ts';
import { readRecords } from '../../../src/persistence/read/read-journal.ts';
import { insertRun, readDictionary } from '../../../src/persistence/write/run-rows.ts';
import { WriteFailed, type Session } from '../../../src/persistence/store/session.ts';
import type { Store } from '../../../src/persistence/store/store.ts';
import type { WriterClock, WriterLimits } from '../../../src/persistence/write/writer-types.ts';

/** What happens to one transaction, or to one look at the mark. */
export type Fate =
  | 'lands'
  /** The connection breaks before anything was sent. */
  | 'isLost'
  /** It is committed, and nobody hears of it. */
  | 'landsUnheard'
  /** Nobody hears of it, and it was not committed. */
  | 'isLostUnheard';

/** The results of the transactions to come, in order; those behind the last land. */
export const withFates = (store: Store, fates: Fate[]): Store => ({
  ...store,
  get borrowed() {
    return store.borrowed;
  },
  borrow: (work) =>
    store.borrow((session) => {
      const doomed: Session = {
        ...session,
        database: session.database,
        get isBroken() {
          return session.isBroken;
        },
        write: async (statement, copies) => {
          const fate = fates.shift() ?? 'lands';
          if (fate === 'isLost') throw new WriteFailed('connection', '', new Error('lost before it was sent'));
          if (fate !== 'isLostUnheard') await session.write(statement, copies);
          if (fate !== 'lands') throw new WriteFailed('unknown', '', new Error('nothing was heard'));
        },
      };
      return work(doomed);
    }),
});

/** A clock on which every wait is over at once, in order; it remembers how long they were. */
export const impatientClock = (): WriterClock & { readonly waitsMs: number[] } => {
  const waitsMs: number[] = [];
  return {
    waitsMs,
    after: (delayMs, work) => {
      waitsMs.push(delayMs);
      const handle = setImmediate(work);
      return () => clearImmediate(handle);
    },
  };
};

/** Small limits, so that few rows make many flushes. */
export const smallLimits: WriterLimits = {
  batchRowsMax: 16,
  bufferRowsMax: 256,
  backOffMsMin: 10,
  backOffMsMax: 80,
  rowAgeMsMax: 5,
  heldFromRows: 64,
  releasedAtRows: 32,
};

/** A row for a run that is made of nothing. */
export const newRun = (store: Pick<Store, 'borrow'>): Promise<number> =>
  store.borrow((session) =>
    insertRun(session, { name: 'writer', seed: '1', scenarioHash: '', engineVersion: '', inputs: '' }),
  );

/** The lines of a run, as its rows have them. */
export const linesOf = (store: Pick<Store, 'borrow'>, run: number, mark: number): Promise<readonly string[]> =>
  store.borrow(async (session) => {
    const found = await readRecords(session, run, await readDictionary(session, run), 1, mark);
    return found.map((record) => encodeRecord(record, record.seq, record.atUs));
  });

/** A record like any other, by its number. */
export const recordNumber = (number: number): RecordBody =>
  number % 3 === 0
    ? { type: 'venue.accepted', venue: `venue-${number % 7}`, clOrdId: `${number}.1`, venueOrderId: `V${number}` }
    : {
        type: 'order.moved',
        clOrdId: `${number}.1`,
        event: 'venue.traded',
        from: 'new',
        to: `state-${number % 11}`,
        cumQty: BigInt(number),
        leavesQty: 5_000_000n,
      };

/** The line that a record has in the journal. */
export const lineNumber = (number: number): string => encodeRecord(recordNumber(number), number, number * 10);
