// The connections of a store: so many at most, each lent to one borrower at a time, and counted from borrow to return.
import { assert } from '../kernel/assert.ts';
import type { Session } from './session.ts';

/** Makes a connection. */
export type OpenSession = () => Promise<Session>;

/** The connections of one store. */
export class Pool {
  private readonly openSession: OpenSession;
  private readonly sessionsMax: number;
  private readonly idle: Session[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly closers: (() => void)[] = [];
  private lent = 0;
  private isClosing = false;

  constructor(openSession: OpenSession, sessionsMax: number) {
    this.openSession = openSession;
    this.sessionsMax = sessionsMax;
  }

  /** Connections that are lent at this moment. */
  get borrowed(): number {
    return this.lent;
  }

  /** Connections that are open and not lent. */
  get resting(): number {
    return this.idle.length;
  }

  /** Lends a connection for as long as the work takes, however it ends. Waits for one where all are lent. */
  async borrow<T>(work: (session: Session) => Promise<T>): Promise<T> {
    assert(!this.isClosing, 'nothing is borrowed from a store that is closed');
    if (this.lent === this.sessionsMax) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.lent += 1;
    let session: Session | undefined;
    try {
      session = await this.take();
      return await work(session);
    } finally {
      await this.giveBack(session);
    }
  }

  /** Closes every connection, once those that are lent have come back. A second call changes nothing. */
  async close(): Promise<void> {
    this.isClosing = true;
    if (this.lent > 0) await new Promise<void>((resolve) => this.closers.push(resolve));
    for (const session of this.idle.splice(0)) await session.close();
  }

  private async take(): Promise<Session> {
    for (let session = this.idle.pop(); session !== undefined; session = this.idle.pop()) {
      if (!session.isBroken) return session;
      await session.close().catch(() => undefined);
    }
    return await this.openSession();
  }

  private async giveBack(session: Session | undefined): Promise<void> {
    if (session !== undefined) {
      if (session.isBroken) await session.close().catch(() => undefined);
      else this.idle.push(session);
    }
    // Whoever waits takes the place of this one.
    const next = this.waiting.shift();
    if (next !== undefined) return next();
    this.lent -= 1;
    if (this.lent === 0) for (const resolve of this.closers.splice(0)) resolve();
    return undefined;
  }
}
