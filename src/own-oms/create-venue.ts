// A simulated venue in virtual time for a user's own order management system. Nothing happens but when it is asked for
// the next message; requests take effect after the latency of the way there. It opens no connection and knows no wall
// time, so that the same seed and the same requests give the same messages, whatever the machine.
import { Journal } from '../journal/journal.ts';
import { encodeRecord } from '../journal/encode.ts';
import type { JournalRecord, RecordBody } from '../journal/records.ts';
import { Calendar } from '../kernel/calendar.ts';
import type { BookQuote } from '../market-data/quote.ts';
import { RandomStreams } from '../kernel/random/streams.ts';
import { createSimulator } from '../venues/create-simulator.ts';
import { withFaults } from '../venues/faults/faulty-venue.ts';
import type { VenueBalance, VenueHost, VenueSimulator } from '../venues/simulator/types.ts';
import { createVenueLaw } from '../venues/simulator/venue-law.ts';
import type { Beliefs } from './beliefs.ts';
import { readBeliefs } from './beliefs.ts';
import { InvalidRequest } from './invalid.ts';
import { judge, type Finding } from './judge.ts';
import { messageOf, type VenueMessage } from './messages.ts';
import { RecordedMarkets } from './recorded-markets.ts';
import type { OwnVenueName, OwnVenueOptions } from './options.ts';
import { readOptions, type VenueParts } from './read-options.ts';
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
  new VenueWorld(readOptions(name, options));

class VenueWorld implements OwnVenue {
  readonly venue: OwnVenueName;
  private readonly calendar = new Calendar<Entry>();
  private readonly book = new Journal(this.calendar);
  private readonly records: JournalRecord[] = [];
  private readonly truth = new VenueTruth();
  private readonly told = new Told();
  private readonly simulator: VenueSimulator;
  private readonly outcomes: ReadonlyMap<string, readonly string[]>;
  private readonly known = new Map<string, bigint>();
  private readonly recording: RecordedMarkets | null;
  /** Whether what the account has may have changed since it was written down. */
  private isMoved = false;

  constructor({ seed, venue: parts, markets, faults, recording }: VenueParts) {
    const { venue, rules, account, currency, opening } = parts;
    this.venue = rules.venue;
    this.outcomes = new Map(markets.map(({ market, outcomes }) => [market, outcomes]));
    this.book.consume((body, seq, atUs) => {
      this.records.push({ ...body, seq, atUs });
      this.truth.observe(body, seq);
    });
    const streams = new RandomStreams(seed);
    const law = createVenueLaw({ rules, markets, account, currency, opening });
    const escrow = rules.escrow.value;
    this.record({ type: 'account.opened', account, venue, currency, amount: opening, escrow });
    this.known.set(currency, opening);
    this.simulator = withFaults(
      venue,
      (host) => createSimulator(venue, parts, law, host, streams),
      faults,
      this.host(),
      (of) => streams.stream(of),
    );
    this.recording = recording === null ? null : new RecordedMarkets(recording, rules.venue, this.outcomes);
    // What was there when the recording began is there at once.
    let index = 0;
    while (this.recording?.timeUsOf(index) === 0) this.takeRecorded(index++);
    this.awaitRecorded(index);
  }

  get nowUs(): number {
    return this.calendar.nowUs;
  }

  get isQuiet(): boolean {
    return this.calendar.size === 0;
  }

  get live(): number {
    return this.simulator.live;
  }

  submit(order: ClientOrder): void {
    const request = readOrder(order);
    const { clOrdId, market, outcome, side, orderQty, price, timeInForce } = request;
    const terms = { venue: this.venue, market, outcome, side, orderQty, price, timeInForce };
    this.record({ type: 'order.created', clOrdId, arbitrage: 0, role: 'own', ...terms });
    this.simulator.submit(request);
  }

  cancel(clOrdId: string): void {
    this.command('cancel', readClOrdId(clOrdId));
    this.simulator.cancel(clOrdId);
  }

  replace(clOrdId: string, changes: ClientReplace): void {
    const { orderQty, price } = readReplace(changes);
    this.command('replace', readClOrdId(clOrdId));
    this.simulator.replace(clOrdId, orderQty, price);
  }

  query(clOrdId: string): void {
    this.command('query', readClOrdId(clOrdId));
    this.simulator.query(clOrdId);
  }

  next(untilUs?: number): VenueMessage | null {
    const { calendar } = this;
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
    return this.book.digestHex();
  }

  judge(beliefs: Beliefs): readonly Finding[] {
    const entries = this.calendar.save().entries.map(({ entry }) => entry);
    return judge(this.truth, readBeliefs(beliefs), underWayOf(entries, this.told));
  }

  /** Takes the next entry of the calendar: the message that it is, if it is one that the client hears. */
  private step(): VenueMessage | null {
    const entry = this.calendar.next();
    if (entry === undefined || entry.kind === 'instant') return null;
    if (entry.kind === 'recorded') {
      this.takeRecorded(entry.index);
      this.awaitRecorded(entry.index + 1);
      this.recordBalances();
      return null;
    }
    if (entry.kind === 'venue') {
      this.simulator.happen(entry);
      this.recordBalances();
      return null;
    }
    if (!this.simulator.hears(entry)) return null;
    const message = messageOf(entry, this.nowUs);
    this.told.hear(message);
    return message;
  }

  /** The next that is recorded comes at its time. */
  private awaitRecorded(index: number): void {
    const atUs = this.recording?.timeUsOf(index) ?? null;
    if (atUs !== null) this.calendar.schedule(atUs, { kind: 'recorded', index });
  }

  /** Moves a book, or writes down what the recording has met. */
  private takeRecorded(index: number): void {
    const taken = this.recording?.at(index) ?? null;
    if (taken?.update !== undefined) this.simulator.book?.apply(taken.update);
    else if (taken !== null) this.record({ type: 'recording.noted', ...taken.noted });
  }

  private record(body: RecordBody): void {
    this.book.append(body);
  }

  private command(command: string, clOrdId: string): void {
    this.record({ type: 'command.received', command: `${command} ${clOrdId}` });
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
      this.record({ type: 'venue.balance', venue, account, asset, amount });
    }
    // Shares that are all gone are no longer named.
    for (const asset of had) {
      known.delete(asset);
      this.record({ type: 'venue.balance', venue, account: this.truth.account, asset, amount: 0n });
    }
  }

  private host(): VenueHost {
    const { calendar } = this;
    const later = (delayUs: number, entry: Entry): number => calendar.schedule(calendar.nowUs + delayUs, entry);
    return {
      get nowUs() {
        return calendar.nowUs;
      },
      schedule: later,
      cancel: (id) => calendar.cancel(id),
      report: later,
      notify: later,
      record: (body) => {
        this.record(body);
        this.isMoved ||= body.type.startsWith('venue.');
      },
    };
  }
}
