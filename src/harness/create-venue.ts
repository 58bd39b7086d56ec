// A simulated venue in virtual time for a user's own order management system. Nothing happens but when it is asked for
// the next message; requests take effect after the latency of the way there. It opens no connection and knows no wall
// time, so that the same seed and the same requests give the same messages, whatever the machine.
import { encodeRecord } from '../journal/encode.ts';
import type { JournalRecord, RecordBody } from '../journal/records.ts';
import type { BookQuote } from '../market-data/quote.ts';
import type { Market } from '../venues/definitions/market.ts';
import type { FaultyVenue } from '../venues/faults/faulty-venue.ts';
import type { VenueBalance } from '../venues/simulation/types.ts';
import { createVenueContext } from '../venues/simulation/venue-context.ts';
import type { CommandPayload } from '../world/commands/command.ts';
import { CommandTable } from '../world/commands/table.ts';
import { writeFrame } from '../world/frame.ts';
import { hostVenue } from '../world/hosted-venue.ts';
import { RecordedBooks } from '../world/recorded-books.ts';
import { World } from '../world/world.ts';
import type { Beliefs } from './beliefs.ts';
import { readBeliefs } from './beliefs.ts';
import { InvalidRequest } from './invalid.ts';
import type { Finding } from './judge/findings.ts';
import { judge } from './judge.ts';
import { messageOf, type VenueMessage } from './messages.ts';
import type { OwnVenueName, OwnVenueOptions } from './options.ts';
import { ItemsInMemory, type OwnRecording } from './own-recording.ts';
import { readOptions, type VenueParts } from './read-options.ts';
import { registerRequests, takeRequest } from './commands.ts';
import { readClOrdId, readOrder, readReplace, readTime, type ClientOrder, type ClientReplace } from './requests.ts';
import { VenueTruth } from './truth.ts';
import { Told, underWayOf, type Entry } from './under-way.ts';

/** A venue for a user's own order management system. Requests throw `InvalidRequest`, and return before anything happens. */
export interface OwnVenue {
  readonly venue: OwnVenueName;
  /** Virtual time, in microseconds from the beginning. */
  readonly nowUs: number;
  /** Nothing is under way, and nothing will happen unless it is asked for. */
  readonly isQuiet: boolean;
  /** Orders that the venue works. */
  readonly live: number;
  submit(order: ClientOrder): void;
  cancel(clOrdId: string): void;
  replace(clOrdId: string, changes: ClientReplace): void;
  query(clOrdId: string): void;
  /**
   * Lets time go on to the next message that reaches the client. Null when nothing is under way, or when none comes
   * until `untilUs`: then it is `untilUs`.
   */
  next(untilUs?: number): VenueMessage | null;
  /** Lets time go on to an instant: the messages until then, those of that instant too. */
  advanceTo(untilUs: number): readonly VenueMessage[];
  /** The messages from now on, until nothing is under way. A message goes to whoever asks first. */
  events(): AsyncIterable<VenueMessage>;
  /** The best prices of an outcome, now; null where fills come by chance. Throws `InvalidRequest` for what is not listed. */
  quote(market: string, outcome: string): BookQuote | null;
  /** What the account has at the venue: its money, and its shares as `market:outcome`. */
  balances(): readonly VenueBalance[];
  /** The venue's own truth, and what was asked of it, in order. */
  journal(): readonly JournalRecord[];
  /** The canonical line of each record. */
  journalLines(): readonly string[];
  /** The digest of the journal so far. */
  digest(): string;
  /** Where beliefs and the venue's truth differ, now. What is under way is not held against the client. */
  judge(beliefs: Beliefs): readonly Finding[];
}

/** A venue of that kind, at its beginning. Throws `InvalidVenueOptions` with every mistake. */
export const createVenue = (name: OwnVenueName, options: OwnVenueOptions): OwnVenue =>
  new HarnessVenue(readOptions(name, options));

class HarnessVenue implements OwnVenue {
  readonly venue: OwnVenueName;
  private readonly world: World<Entry>;
  private readonly records: JournalRecord[] = [];
  private readonly truth = new VenueTruth();
  private readonly told = new Told();
  private readonly commands = new CommandTable();
  private readonly simulator: FaultyVenue;
  private readonly outcomes: ReadonlyMap<string, readonly string[]>;
  private readonly known = new Map<string, bigint>();
  private readonly recorded: RecordedBooks | null;
  /** Whether what the account has may have changed since it was written. */
  private isMoved = false;

  constructor({ seed, venue: parts, markets, faults, recording }: VenueParts) {
    const { venue, rules, account, currency, opening } = parts;
    const world = new World<Entry>(seed);
    const owner = { account, currency, opening };
    this.world = world;
    this.venue = rules.venue;
    this.outcomes = new Map(markets.map(({ market, outcomes }) => [market, outcomes]));
    world.journal.consume((body, seq, atUs) => {
      this.records.push({ ...body, seq, atUs });
      this.truth.observe(body, seq);
      this.isMoved ||= body.type.startsWith('venue.') && body.type !== 'venue.balance';
    });
    const replayed = recording === null ? {} : { recording: recording.sha256 };
    const epochMs = Math.floor((recording?.originUs ?? 0) / 1_000);
    const own = { name: venue, seed, scenarioHash: '', currency, rates: [] } as const;
    const frame = { ...own, kind: 'harness', epochMs, ...replayed } as const;
    writeFrame(world, frame, [{ venue, rules, account: owner, markets }]);
    this.known.set(currency, opening);
    const context = createVenueContext({ rules, markets, ...owner });
    this.simulator = hostVenue(world, venue, { ...parts, faults, context: () => context });
    registerRequests(this.commands, this.simulator);
    this.recorded = recording === null ? null : this.replay(recording, markets);
    // The books as the recording finds them are there from the beginning.
    this.recorded?.takeUntilNow();
    this.recorded?.prepare();
  }

  get nowUs(): number {
    return this.world.nowUs;
  }

  get isQuiet(): boolean {
    return this.world.calendar.size === 0;
  }

  get live(): number {
    return this.simulator.live;
  }

  submit(order: ClientOrder): void {
    const request = readOrder(order);
    const { clOrdId, market, outcome, side, orderQty, price, timeInForce, isPostOnly, expiresAtUs } = request;
    const identity = { clOrdId, owner: 'client', ownerId: 0, venue: this.venue, account: this.truth.account } as const;
    const terms = { market, outcome, side, orderQty, price, timeInForce, expireTimeUs: expiresAtUs };
    const flag = isPostOnly === true ? true : undefined;
    this.world.record({ type: 'order.created', ...identity, ...terms, isPostOnly: flag });
    this.simulator.submit(request);
  }

  cancel(clOrdId: string): void {
    this.command('cancel', { clOrdId: readClOrdId(clOrdId) });
  }

  replace(clOrdId: string, changes: ClientReplace): void {
    const { orderQty, price } = readReplace(changes);
    const what = { clOrdId: readClOrdId(clOrdId), orderQty: orderQty?.toString(), price: price?.toString() };
    this.command('replace', what);
  }

  query(clOrdId: string): void {
    this.command('query', { clOrdId: readClOrdId(clOrdId) });
  }

  next(untilUs?: number): VenueMessage | null {
    const { calendar } = this.world;
    const lastUs = untilUs === undefined ? null : readTime('untilUs', untilUs, calendar.nowUs);
    for (let atUs = calendar.peekTimeUs; atUs !== undefined; atUs = calendar.peekTimeUs) {
      if (lastUs !== null && atUs > lastUs) break;
      const message = this.step();
      if (message !== null) return message;
    }
    if (lastUs !== null && lastUs > calendar.nowUs) {
      calendar.schedule(lastUs, { kind: 'instant' });
      calendar.next();
    }
    return null;
  }

  advanceTo(untilUs: number): readonly VenueMessage[] {
    const messages: VenueMessage[] = [];
    for (let message = this.next(untilUs); message !== null; message = this.next(untilUs)) messages.push(message);
    return messages;
  }

  async *events(): AsyncGenerator<VenueMessage, void, void> {
    for (let message = this.next(); message !== null; message = this.next()) yield message;
  }

  quote(market: string, outcome: string): BookQuote | null {
    const outcomes = this.outcomes.get(market) ?? [];
    if (!outcomes.includes(outcome)) throw new InvalidRequest('market', `${this.venue} lists no ${market}:${outcome}.`);
    const { shown } = this.simulator;
    return shown?.has(market) === true ? shown.quoteOf(market, outcome) : null;
  }

  balances(): readonly VenueBalance[] {
    return this.simulator.balances();
  }

  journal(): readonly JournalRecord[] {
    return [...this.records];
  }

  journalLines(): readonly string[] {
    return this.records.map(({ seq, atUs, ...body }) => encodeRecord(body as RecordBody, seq, atUs));
  }

  digest(): string {
    return this.world.journal.digestHex();
  }

  judge(beliefs: Beliefs): readonly Finding[] {
    const entries = this.world.calendar.save().entries.map(({ entry }) => entry);
    const isAckHeld = (clOrdId: string): boolean => this.simulator.holdsAckOf(clOrdId);
    return judge(this.truth, readBeliefs(beliefs), underWayOf(entries, this.told, isAckHeld));
  }

  /** Takes the next entry of the calendar: the message that it is, if it is delivered to the client. */
  private step(): VenueMessage | null {
    const entry = this.world.calendar.next();
    if (entry === undefined || entry.kind === 'instant') return null;
    if (entry.kind === 'recorded') {
      this.recorded?.take();
      this.recorded?.prepare();
      this.recordBalances();
      return null;
    }
    if (entry.kind === 'venue') {
      this.simulator.handle(entry);
      this.recordBalances();
      return null;
    }
    if (!this.simulator.isDelivered(entry)) return null;
    const message = messageOf(entry, this.nowUs);
    this.told.hear(message);
    return message;
  }

  private replay(recording: OwnRecording, markets: readonly Market[]): RecordedBooks {
    const byName = new Map(markets.map((terms) => [terms.market, terms]));
    return new RecordedBooks(this.world, {
      items: new ItemsInMemory(recording.items),
      untilUs: null,
      bookOf: (venue, market) => {
        const terms = venue === this.venue ? byName.get(market) : undefined;
        const { book } = this.simulator;
        return terms === undefined || book === undefined ? undefined : { terms, book };
      },
    });
  }

  /** Writes a request down, and sends it. */
  private command(command: string, what: CommandPayload['what']): void {
    const { written, act } = takeRequest(this.commands, { command, what });
    this.world.record({ type: 'command.received', ...written });
    act();
  }

  /** Writes down what the account has, where it has changed. */
  private recordBalances(): void {
    if (!this.isMoved) return;
    this.isMoved = false;
    const { venue, known } = this;
    const balances = this.simulator.balances();
    const had = new Set(known.keys());
    for (const { account, asset, amount } of balances) {
      had.delete(asset);
      if (known.get(asset) === amount) continue;
      known.set(asset, amount);
      this.world.record({ type: 'venue.balance', venue, account, asset, amount });
    }
    // Shares that are all gone are no longer named.
    for (const asset of had) {
      known.delete(asset);
      this.world.record({ type: 'venue.balance', venue, account: this.truth.account, asset, amount: 0n });
    }
  }
}
