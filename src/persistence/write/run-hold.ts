// Who writes a run at this moment. On a server a process holds the lock of its run for as long as it lives, on a connection
// of its own: it goes with the connection, so nobody has to guess whether a process is dead. A directory and memory have
// one process at a time anyhow. This keeps a second process out; that a first one which is taken for dead writes nothing
// more is the epoch's business.
import type { Session } from '../store/session.ts';
import type { Store } from '../store/store.ts';
import { stateOf } from '../store/store-error.ts';
import type { WriterClock } from './clock.ts';

/** The first half of the keys of the locks by which live runs are held, before the run; any number that nobody else uses. */
export const runLocks = 728_364_511;
/** A process that was just killed may still have its connection. */
const lockWaitMs = 3_000;
const tryAgainMs = 1_000;
const lockNotAvailable = '55P03';

/** Another process writes the run. The message is a sentence. */
export class RunIsLive extends Error {
  override readonly name = 'RunIsLive';
}

/** A run that is held. */
export interface RunHold {
  /** Between steps: takes it again if the connection was lost. */
  tend(): void;
  /** Gives it back. */
  release(): Promise<void>;
}

const noHold: RunHold = { tend: () => undefined, release: () => Promise.resolve() };

/** The server's process that holds a run, by its number; null if nobody does, or the store is no server. */
export const holderOf = async (session: Session, run: number): Promise<number | null> => {
  const [row] = await session.query(
    `select l.pid from pg_locks l join pg_database d on d.oid = l.database
     where d.datname = current_database() and l.locktype = 'advisory' and l.granted
       and l.classid = $1 and l.objid = $2 and l.objsubid = 2`,
    [runLocks, run],
  );
  return row === undefined ? null : Number(row['pid']);
};

const lock = async (session: Session, run: number, where: string): Promise<void> => {
  await session.query(`set lock_timeout = ${lockWaitMs}`);
  try {
    await session.query('select pg_advisory_lock($1, $2)', [runLocks, run]);
  } catch (error) {
    if (stateOf(error) !== lockNotAvailable) throw error;
    const pid = await holderOf(session, run).catch(() => null);
    const by = pid === null ? '' : ` (the server's process ${pid} is its connection)`;
    throw new RunIsLive(
      `The run ${run} of ${where} is being written by a process that lives${by}: wait until it ends.`,
    );
  } finally {
    if (!session.isBroken) await session.query('set lock_timeout = default');
  }
};

interface Held {
  readonly session: Session;
  readonly letGo: () => void;
  /** Once the connection is back. */
  readonly gone: Promise<void>;
}

const take = (store: Store, run: number): Promise<Held> =>
  new Promise((resolve, reject) => {
    const gone = store.borrow(async (session) => {
      await lock(session, run, store.where);
      await new Promise<void>((letGo) => resolve({ session, letGo, gone: gone.catch(() => undefined) }));
      if (!session.isBroken) await session.query('select pg_advisory_unlock($1, $2)', [runLocks, run]);
    });
    gone.catch(reject);
  });

/** Holds a run until it is released. Throws `RunIsLive`, or what the database throws. */
export const holdRun = async (store: Store, run: number, clock: WriterClock): Promise<RunHold> => {
  if (store.kind !== 'postgres') return noHold;
  let held: Held | null = await take(store, run);
  let retaking: Promise<void> | null = null;
  let forget: (() => void) | null = null;
  let isReleased = false;
  const retake = async (): Promise<void> => {
    held?.letGo();
    held = null;
    try {
      const again = await take(store, run);
      held = again;
      if (isReleased) again.letGo();
    } catch (error) {
      // A process that took it meanwhile has raised the epoch, and our next flush is refused.
      if (error instanceof RunIsLive || isReleased) return;
      forget = clock.after(tryAgainMs, () => {
        forget = null;
        retaking = retake();
      });
    }
  };
  return {
    tend: () => {
      if (held !== null && held.session.isBroken) retaking = retake();
    },
    release: async () => {
      isReleased = true;
      forget?.();
      await retaking;
      held?.letGo();
      await held?.gone;
    },
  };
};
