// What lasts for a while: a connection that is down, a storm of other requests, markets that are about to be closed
// by a fault. It says what is lost and refused meanwhile, and knows nothing of chance.
import type { VenueHost, VenueNotice, VenueReport } from '../simulation/types.ts';

/** The outages at rest. */
export interface OutagesState {
  readonly isDown: boolean;
  readonly stormUntilUs: number;
  readonly doomed: readonly string[];
  readonly missed: readonly (readonly [market: string, notice: VenueNotice])[];
  readonly closing: readonly string[];
}

/** The outages of one venue. */
export class Outages {
  private readonly venue: string;
  private readonly host: VenueHost;
  private isCut: boolean;
  private stormUntilUs: number;
  /** What was sent while the connection was down, and has not arrived where it will be lost. */
  private readonly doomed: Set<string>;
  /** What the client would have seen of the markets: it looks again when it is back. */
  private readonly missed: Map<string, VenueNotice>;
  private readonly closing: Set<string>;

  constructor(venue: string, host: VenueHost, state?: OutagesState) {
    this.venue = venue;
    this.host = host;
    this.isCut = state?.isDown ?? false;
    this.stormUntilUs = state?.stormUntilUs ?? 0;
    this.doomed = new Set(state?.doomed);
    this.missed = new Map(state?.missed);
    this.closing = new Set(state?.closing);
  }

  /** Whether the connection is down. */
  get isDown(): boolean {
    return this.isCut;
  }

  /** Whether others use the rate limit up. */
  get isStorming(): boolean {
    return this.host.nowUs < this.stormUntilUs;
  }

  /** The connection goes down for so long, and the client notices. */
  cut(forUs: number): void {
    const { venue, host } = this;
    this.isCut = true;
    host.notify?.(0, { kind: 'notice', venue, type: 'disconnected', reason: 'connectionLost' });
    host.schedule(forUs, { kind: 'venue', venue, type: 'reconnect' });
  }

  /** The connection stands again: the client notices, and sees what has become of the markets meanwhile. */
  reconnect(): void {
    const { venue, host } = this;
    this.isCut = false;
    host.notify?.(0, { kind: 'notice', venue, type: 'reconnected' });
    for (const notice of this.missed.values()) host.notify?.(0, notice);
    this.missed.clear();
  }

  /** A storm begins. */
  storm(forUs: number): void {
    this.stormUntilUs = this.host.nowUs + forUs;
  }

  /** The client learns that it has no token left. */
  tellRateLimited(): void {
    this.host.notify?.(0, { kind: 'notice', venue: this.venue, type: 'rateLimited' });
  }

  /** The client sends a message: while the connection is down, it will not arrive. */
  sent(what: string, clOrdId: string): void {
    if (this.isCut) this.doomed.add(`${what} ${clOrdId}`);
  }

  /** Whether a message is lost where it would arrive. */
  loses(what: string, clOrdId: string): boolean {
    return this.doomed.delete(`${what} ${clOrdId}`) || this.isCut;
  }

  /** Delivers a notice to the client, unless the connection is down: then the client misses it, and the last is kept. */
  notify(delayUs: number, notice: VenueNotice): void {
    if (!this.isCut) return this.host.notify?.(delayUs, notice);
    if (notice.type === 'trading') this.missed.set(notice.market, notice);
    if (notice.type === 'resolution') this.missed.set(`${notice.market} resolved`, notice);
    return undefined;
  }

  /** Whether a message that arrives now is delivered to the client: notices of the connection itself always are. */
  isDelivered(message: VenueReport | VenueNotice): boolean {
    return !this.isCut || (message.kind === 'notice' && message.type !== 'settlement');
  }

  /** Whether a fault is about to close that market, or has closed it. */
  isClosing(market: string): boolean {
    return this.closing.has(market);
  }

  /** That market closes after so long. */
  close(market: string, afterUs: number): void {
    const { venue, host } = this;
    this.closing.add(market);
    host.schedule(afterUs, { kind: 'venue', venue, type: 'trading', market, to: 'closed' });
  }

  /** The outages as plain data. */
  save(): OutagesState {
    const { isDown, stormUntilUs, doomed, missed, closing } = this;
    return { isDown, stormUntilUs, doomed: [...doomed], missed: [...missed], closing: [...closing] };
  }
}
