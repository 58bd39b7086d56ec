// All inspectors of one feed: takes their sockets in, wakes them when there is more, holds the run back for them as long
// as they take something, and closes the connection of one that does not. Knows sockets and the feed, no HTTP, no wall
// time.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketDoor, type WebSocket } from '../../http/web-sockets.ts';
import type { StatelyFeed } from './feed.ts';
import { Reader } from './reader.ts';

/** Inspectors at once. */
export const READERS_MAX = 8;

/** The most that a client may say at once, in bytes: a greeting has 33. */
const SAID_BYTES_MAX = 1 << 12;

/** The number of looks at a reader that holds the run back and takes nothing, before it is dropped. */
const LOOKS_MAX = 200;

/** Who does not answer a goodbye for so long is not waited for. */
const GOODBYE_MS = 500;

const CLOSE_GOING_AWAY = 1001;
const CLOSE_FULL = 1013;

/** The way from one feed to its inspectors. */
export class StatelyOutlet {
  private readonly feed: StatelyFeed;
  private readonly door = new WebSocketDoor(SAID_BYTES_MAX);
  /** Every socket that is not closed, those of dropped inspectors included. */
  private readonly sockets = new Set<WebSocket>();
  private readonly readers = new Map<WebSocket, Reader>();
  private readonly forget: () => void;
  private isWoken = false;

  constructor(feed: StatelyFeed) {
    this.feed = feed;
    this.forget = feed.listen(() => this.wake());
  }

  /** Inspectors that are attached. */
  get readerCount(): number {
    return this.readers.size;
  }

  /** Accepts a request to become a WebSocket, which the caller has found to be allowed. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.door.take(request, stream, head, (socket) => {
      const isFull = this.sockets.size >= READERS_MAX;
      // A broken connection closes, which is all that there is to know of it.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        this.readers.delete(socket);
      });
      this.sockets.add(socket);
      if (isFull) socket.close(CLOSE_FULL, `There are ${READERS_MAX} inspectors attached already.`);
      else this.readers.set(socket, new Reader(this.feed, socket));
    });
  }

  /**
   * Waits until every inspector has all but a quarter of what the feed keeps, so that a run which goes as fast as it can
   * is not forgotten before it is seen. One that takes nothing during {@link LOOKS_MAX} pauses is dropped.
   */
  async keptUp(pause: () => Promise<void>): Promise<void> {
    for (;;) {
      const slow = [...this.readers.values()].filter((reader) => this.isSlow(reader));
      if (slow.length === 0) return;
      const before = new Map(slow.map((reader) => [reader, reader.progress]));
      const isStuck = (reader: Reader): boolean => this.isSlow(reader) && before.get(reader) === reader.progress;
      for (let look = 0; look < LOOKS_MAX && slow.some(isStuck); look += 1) await pause();
      for (const reader of slow) if (isStuck(reader)) reader.drop();
    }
  }

  /** Says goodbye to every inspector, and takes no more. It is waited for those who answer. */
  async close(reason: string): Promise<void> {
    this.forget();
    this.door.close();
    const gone = [...this.sockets].map(
      (socket) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
          socket.on('close', () => {
            clearTimeout(timer);
            resolve();
          });
          socket.close(CLOSE_GOING_AWAY, reason);
        }),
    );
    await Promise.all(gone);
  }

  private isSlow(reader: Reader): boolean {
    return reader.isOpen && reader.behind > this.feed.room.messagesMax / 4;
  }

  private wake(): void {
    if (this.isWoken || this.readers.size === 0) return;
    this.isWoken = true;
    setImmediate(() => {
      this.isWoken = false;
      for (const reader of this.readers.values()) reader.pump();
    });
  }
}
