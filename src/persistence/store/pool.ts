// The connections of a store: so many at most, each lent to one borrower at a time, and counted from borrow to return.
import { assert } from '../../kernel/assert.ts';
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
  private readonly inUse = new Set<Session>();
  private lent = 0;
  private isClosing = false;
  private cutFor: Error | null = null;

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
      this.inUse.add(session);
      return await work(session);
    } finally {
      await this.giveBack(session);
    }
  }

  /** Ends every connection at once, and lends none any more: who asks for one hears the reason. */
  cut(reason: Error): void {
    this.cutFor ??= reason;
    for (const session of [...this.inUse, ...this.idle.splice(0)]) session.cut();
  }

  /** Closes every connection, once those that are lent have come back. A second call changes nothing. */
  async close(): Promise<void> {
    this.isClosing = true;
    // Nobody waits for connections that were cut: an embedded database may never come back from what it was asked.
    if (this.cutFor !== null) return;
    if (this.lent > 0) await new Promise<void>((resolve) => this.closers.push(resolve));
    for (const session of this.idle.splice(0)) await session.close();
  }

  private async take(): Promise<Session> {
    if (this.cutFor !== null) throw this.cutFor;
    for (let session = this.idle.pop(); session !== undefined; session = this.idle.pop()) {
      if (!session.isBroken) return session;
      await session.close().catch(() => undefined);
    }
    const session = await this.openSession();
    if (this.cutFor === null) return session;
    session.cut();
    throw this.cutFor;
  }

  private async giveBack(session: Session | undefined): Promise<void> {
    if (session !== undefined) {
      this.inUse.delete(session);
      if (this.cutFor !== null) session.cut();
      else if (session.isBroken) await session.close().catch(() => undefined);
      else this.idle.push(session);
    }
    // The next in the queue takes the place of this one.
    const next = this.waiting.shift();
    if (next !== undefined) return next();
    this.lent -= 1;
    if (this.lent === 0) for (const resolve of this.closers.splice(0)) resolve();
    return undefined;
  }
}
