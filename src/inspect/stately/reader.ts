// One inspector at the other end of a socket. It is sent what it has room for and no more: what waits, waits in the feed,
// once for all readers. One that falls so far behind that the feed has forgotten its place is dropped, with the reason.
import type { WebSocket } from '../../http/web-sockets.ts';
import type { StatelyFeed } from './feed.ts';
import { GREETING } from './protocol.ts';

/** Bytes that may wait in a socket before it is given more. */
export const SOCKET_BYTES_MAX = 1 << 20;

/** "Try again later", as the registry of WebSocket's codes has it. */
export const CLOSE_TOO_SLOW = 1013;

const OPEN = 1;

const isGreeting = (data: unknown): boolean => {
  try {
    const said: unknown = JSON.parse(String(data));
    return typeof said === 'object' && said !== null && 'type' in said && said.type === GREETING;
  } catch {
    return false;
  }
};

/** A reader of a feed. */
export class Reader {
  private readonly feed: StatelyFeed;
  private readonly socket: WebSocket;
  private opening: readonly string[] = [];
  private opened = 0;
  private next = 1;
  private hasGreeted = false;
  private readonly pumpAgain = (): void => this.pump();

  constructor(feed: StatelyFeed, socket: WebSocket) {
    this.feed = feed;
    this.socket = socket;
    socket.on('message', (data: unknown) => this.heard(data));
    this.begin();
  }

  /** Whether its connection is open; that of a dropped reader is not. */
  get isOpen(): boolean {
    return this.socket.readyState === OPEN;
  }

  /** Messages of the feed that it has not been given. */
  get behind(): number {
    return this.feed.lastNumber + 1 - this.next;
  }

  /** Changes whenever the reader takes something. */
  get progress(): number {
    return this.next + this.opened - this.socket.bufferedAmount;
  }

  /** Sends what there is room for. */
  pump(): void {
    const { socket, feed } = this;
    while (this.isOpen && socket.bufferedAmount < SOCKET_BYTES_MAX) {
      const first = this.opening[this.opened];
      const message = first ?? feed.message(this.next);
      if (message === null) return;
      if (message === undefined) return this.drop();
      if (first === undefined) this.next += 1;
      else this.opened += 1;
      socket.send(message, this.pumpAgain);
    }
  }

  /** Closes the connection because the reader is too slow. */
  drop(): void {
    const reason =
      'Too slow: the feed has moved on. Follow fewer actors, or slow the run with --speed, and attach again.';
    if (this.isOpen) this.socket.close(CLOSE_TOO_SLOW, reason);
  }

  private heard(data: unknown): void {
    if (!isGreeting(data)) return;
    // Its messages have begun when it connected. Only an inspector that was loaded anew greets again, and knows nothing.
    if (this.hasGreeted) this.begin();
    this.hasGreeted = true;
  }

  private begin(): void {
    const { messages, next } = this.feed.opening();
    this.opening = messages;
    this.opened = 0;
    this.next = next;
    this.pump();
  }
}
