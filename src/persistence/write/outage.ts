// How long a database is waited for that does not take what it is asked: what is said meanwhile, and when it is given up.
// A trouble that passes is waited for; one that does not is given up at once, because only a person can repair it.
import { storeErrorOf, outlookOf, StoreError, storeError, type Outlook } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import type { WriterClock } from './clock.ts';

/** How long is waited, and how often that is said. */
export interface OutageLimits {
  /** A wait is said when it is that old, and then again after each further span. */
  readonly firstWordMs: number;
  readonly wordEveryMs: number;
  /** The longest wait for a disk to have room again. */
  readonly diskFullMsMax: number;
  /** The longest wait for whatever else may pass. */
  readonly outageMsMax: number;
  /** The longest wait for a sign of life of a database that says nothing at all. */
  readonly signOfLifeMsMax: number;
}

/** Limits that suit a restart, and leave a person not without a word. */
export const usualOutageLimits: OutageLimits = {
  firstWordMs: 5_000,
  wordEveryMs: 30_000,
  diskFullMsMax: 30_000,
  outageMsMax: 60_000,
  signOfLifeMsMax: 5_000,
};

/** Who waits, with what. */
export interface OutageOptions {
  readonly store: Store;
  readonly clock: WriterClock;
  readonly limits?: OutageLimits | undefined;
  /** Tells a person. */
  readonly say?: ((sentence: string) => void) | undefined;
}

/** One thing that the database is to do, from when it is first asked until it is done. */
export interface Wait {
  /** Rejects with a `StoreError` when the database is given up; never resolves. */
  readonly givenUp: Promise<never>;
  /** The database has failed it, and is to be asked again unless it is given up by that. */
  failed(error: unknown): void;
  /** It is done, or nobody wants it any more. */
  end(): void;
}

const secondsText = (ms: number): string => `${Math.round(ms / 1_000)} s`;

/** Watches over everything that one owner asks of one database. */
export class OutageWatch {
  private readonly options: OutageOptions;
  private readonly limits: OutageLimits;
  private readonly waits = new Set<object>();
  private problem: StoreError | null = null;
  /** The wait that is reported: several at once wait for the same. */
  private speaker: object | null = null;

  constructor(options: OutageOptions) {
    this.options = options;
    this.limits = options.limits ?? usualOutageLimits;
  }

  /** Whether something has been failed, or has been waited for so long that it was said, and is not done yet. */
  get isOut(): boolean {
    return this.waits.size > 0;
  }

  /** Why the database was given up; null if it was not. */
  get givenUpFor(): StoreError | null {
    return this.problem;
  }

  /** The database is asked for something. */
  begin(): Wait {
    const { clock, say } = this.options;
    const { firstWordMs, wordEveryMs, diskFullMsMax, outageMsMax } = this.limits;
    const key = {};
    let waitedMs = 0;
    let wordMs = firstWordMs;
    let limitMs = outageMsMax;
    let trouble: unknown = null;
    let forget: (() => void) | null = null;
    let isOver = false;
    let reject: (error: StoreError) => void = () => undefined;
    const givenUp = new Promise<never>((_, refuse) => (reject = refuse));
    givenUp.catch(() => undefined);

    const end = (): void => {
      isOver = true;
      forget?.();
      this.waits.delete(key);
      if (this.speaker === key) this.speaker = null;
    };
    const giveUp = (): void => {
      if (isOver) return;
      const found = this.giveUp(trouble, waitedMs);
      end();
      reject(found);
    };
    const outlook = (): Outlook => (trouble === null ? 'passing' : outlookOf(trouble));
    const isDue = (): boolean => outlook() === 'diskFull' && waitedMs >= diskFullMsMax;

    const tick = async (): Promise<void> => {
      if (waitedMs >= wordMs) {
        wordMs += wordEveryMs;
        this.waits.add(key);
        this.speaker ??= key;
        if (this.speaker === key)
          say?.(this.wordOf(trouble, waitedMs, outlook() === 'diskFull' ? diskFullMsMax : outageMsMax));
      }
      if (isDue()) return giveUp();
      if (waitedMs < limitMs) return schedule();
      // It may be slow, or wait for a lock, and live: then it is waited for, and that is said.
      if (trouble === null && (await this.hasSignOfLife())) {
        limitMs += outageMsMax;
        return isOver ? undefined : schedule();
      }
      return giveUp();
    };
    const schedule = (): void => {
      const next = Math.min(...[wordMs, diskFullMsMax, limitMs].filter((ms) => ms > waitedMs));
      forget = clock.after(next - waitedMs, () => {
        waitedMs = next;
        void tick();
      });
    };
    if (this.problem === null) schedule();
    else reject(this.problem);

    return {
      givenUp,
      failed: (error) => {
        if (isOver) return;
        trouble = error;
        this.waits.add(key);
        if (outlook() === 'permanent' || isDue()) giveUp();
      },
      end,
    };
  }

  private wordOf(trouble: unknown, waitedMs: number, limitMs: number): string {
    const { store } = this.options;
    const what =
      trouble === null
        ? `The database ${store.where} has not answered for ${secondsText(waitedMs)}.`
        : `${storeErrorOf(trouble, store.where).message} The run has waited for it for ${secondsText(waitedMs)}`;
    return trouble === null ? `${what} The run waits for it.` : `${what}, and ends after ${secondsText(limitMs)}.`;
  }

  private giveUp(trouble: unknown, waitedMs: number): StoreError {
    const { store } = this.options;
    if (this.problem === null) {
      const found =
        trouble === null
          ? storeError('unreachable', store.where, 'it gives no answer')
          : storeErrorOf(trouble, store.where);
      const waited = waitedMs < 1_000 ? '' : ` It was waited for ${secondsText(waitedMs)}.`;
      this.problem = new StoreError(found.problem, `${found.message}${waited}`, found);
      store.cut(this.problem);
    }
    return this.problem;
  }

  private async hasSignOfLife(): Promise<boolean> {
    const { store, clock } = this.options;
    // An embedded database has one connection, which is busy with what is waited for.
    if (store.kind !== 'postgres') return false;
    let forget: () => void = () => undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      forget = clock.after(this.limits.signOfLifeMsMax, () => resolve(false));
    });
    const answer = store
      .borrow((session) => session.query('select 1'))
      .then(
        () => true,
        () => false,
      );
    return await Promise.race([answer, tooLate]).finally(() => forget());
  }
}
