// A simulated venue in virtual time for a user's own order management system. Nothing happens but when it is asked for
// the next message; requests take effect after the latency of the way there. It opens no connection and knows no wall
// time, so that the same seed and the same requests give the same messages, whatever the machine.
import { assert } from '../kernel/assert.ts';
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
import { ClientIds } from './client-ids.ts';
import { InvalidRequest } from './invalid.ts';
import type { Finding } from './judge/findings.ts';
import { judge } from './judge.ts';
import { messageOf, type VenueMessage } from './messages.ts';
import type { OwnAccount, OwnVenueName, OwnVenueOptions } from './options.ts';
import { ItemsInMemory, type OwnRecording } from './own-recording.ts';
import type { OwnVenue } from './own-venue.ts';
import { readOneMore } from './read-accounts.ts';
import { readOptions, type VenueParts } from './read-options.ts';
import { registerRequests, takeRequest } from './commands.ts';
import { readClOrdId, readOrder, readOwner, readReplace, readTime } from './requests.ts';
import type { ClientOrder, ClientReplace } from './requests.ts';
import { StatedBalances } from './stated-balances.ts';
import { VenueTruth } from './truth.ts';
import { Told, underWayFor, underWayOf, type Entry } from './under-way.ts';

/** A venue of that kind, at its beginning. Throws `InvalidVenueOptions` with every mistake. */
export const createVenue = (name: OwnVenueName, options: OwnVenueOptions): OwnVenue =>
  new HarnessVenue(readOptions(name, options), options);

type Opened = Extract<RecordBody, { readonly type: 'account.opened' }>;

/** The client's own id, where the venue knows the order by another. */
const ownIdOf = (clOrdId: string, own: string): string | undefined => (own === clOrdId ? undefined : own);

class HarnessVenue implements OwnVenue {
  readonly venue: OwnVenueName;
  private readonly world: World<Entry>;
  private readonly records: JournalRecord[] = [];
  private readonly options: OwnVenueOptions;
  private readonly markets: readonly Market[];
  /** The truth of each account, by its name, the first one's first. */
  private readonly truths = new Map<string, VenueTruth>();
  private readonly ids = new ClientIds((clOrdId) => this.truthOf(undefined).orders.has(clOrdId));
  private readonly told = new Told();
  private readonly commands = new CommandTable();
  private readonly simulator: FaultyVenue;
  private readonly outcomes: ReadonlyMap<string, readonly string[]>;
  private readonly stated = new StatedBalances();
  private readonly recorded: RecordedBooks | null;
  /** Whether what the account has may have changed since it was written. */
  private isMoved = false;

  constructor({ seed, venue: parts, accounts, markets, faults, recording }: VenueParts, options: OwnVenueOptions) {
    const { venue, rules, currency } = parts;
    const world = new World<Entry>(seed);
    this.world = world;
    this.options = options;
    this.markets = markets;
    this.venue = rules.venue;
    this.outcomes = new Map(markets.map(({ market, outcomes }) => [market, outcomes]));
    world.journal.consume((body, seq, atUs) => {
      this.records.push({ ...body, seq, atUs });
      if (body.type === 'account.opened') this.opened(body);
      for (const truth of this.truths.values()) truth.observe(body, seq);
      this.isMoved ||=
        body.type === 'account.opened' || (body.type.startsWith('venue.') && body.type !== 'venue.balance');
    });
    const replayed = recording === null ? {} : { recording: recording.sha256 };
    const epochMs = Math.floor((recording?.originUs ?? 0) / 1_000);
    const own = { name: venue, seed, scenarioHash: '', currency, rates: [] } as const;
    const frame = { ...own, kind: 'harness', epochMs, ...replayed } as const;
    writeFrame(world, frame, [{ venue, rules, accounts, markets }]);
    const context = createVenueContext({ rules, markets, accounts });
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
    const account = this.ownerOf(order.account);
    const read = readOrder(order);
    const clOrdId = this.ids.venueIdOf(account, read.clOrdId);
    const request = account === undefined ? { ...read, clOrdId } : { ...read, clOrdId, account };
    const { market, outcome, side, orderQty, price, timeInForce, isPostOnly, expireTimeUs } = request;
    const identity = { clOrdId, owner: 'client', ownerId: 0, venue: this.venue } as const;
    const whose = { account: this.truthOf(account).account, clientId: ownIdOf(clOrdId, read.clOrdId) };
    const terms = { market, outcome, side, orderQty, price, timeInForce, expireTimeUs };
    const flag = isPostOnly === true ? true : undefined;
    this.world.record({ type: 'order.created', ...identity, ...whose, ...terms, isPostOnly: flag });
    this.simulator.submit(request);
  }

  cancel(clOrdId: string, account?: string): void {
    this.command('cancel', clOrdId, account);
  }

  replace(clOrdId: string, changes: ClientReplace, account?: string): void {
    const { orderQty, price } = readReplace(changes);
    this.command('replace', clOrdId, account, { orderQty: orderQty?.toString(), price: price?.toString() });
  }

  query(clOrdId: string, account?: string): void {
    this.command('query', clOrdId, account);
  }

  openAccount(account: OwnAccount): void {
    const open = [...this.truths.keys()];
    this.simulator.openAccount(readOneMore(this.venue, this.options, account, open, this.markets));
    // Whole sets become money at once where the venue does that.
    this.recordBalances();
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

  balances(account?: string): readonly VenueBalance[] {
    const balances = this.simulator.balances();
    if (account === undefined) return balances;
    const { account: name } = this.truthOf(this.ownerOf(account));
    return balances.filter((balance) => balance.account === name);
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

  judge(beliefs: Beliefs, account?: string): readonly Finding[] {
    const owner = this.ownerOf(account);
    const entries = this.world.calendar.save().entries.map(({ entry }) => entry);
    const isAckHeld = (clOrdId: string): boolean => this.simulator.holdsAckOf(clOrdId);
    const venueIdOf = (clOrdId: string): string => this.ids.venueIdOf(owner, clOrdId);
    const underWay = underWayFor(underWayOf(entries, this.told, isAckHeld), venueIdOf);
    return judge(this.truthOf(owner), readBeliefs(beliefs), underWay);
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
    const message = messageOf(entry, this.nowUs, this.ids);
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

  /** Writes a request about an order down, with the id by which the venue knows it, and sends it. */
  private command(command: string, own: string, account: string | undefined, rest: CommandPayload['what'] = {}): void {
    const owner = this.ownerOf(account);
    const clOrdId = this.ids.venueIdOf(owner, readClOrdId(own));
    const { written, act } = takeRequest(this.commands, { command, what: { clOrdId, account: owner, ...rest } });
    this.world.record({ type: 'command.received', ...written });
    act();
  }

  private opened(record: Opened): void {
    const [first] = this.truths.keys();
    this.truths.set(record.account, new VenueTruth(record.account, first));
    this.stated.open(record);
  }

  /** The account that is meant; undefined for the first one. */
  private ownerOf(account: string | undefined): string | undefined {
    return readOwner(account, [...this.truths.keys()]);
  }

  private truthOf(account: string | undefined): VenueTruth {
    const [first] = this.truths.values();
    const truth = account === undefined ? first : this.truths.get(account);
    assert(truth !== undefined, () => `there is no account ${account}`);
    return truth;
  }

  /** Writes down what the accounts have, where it has changed. */
  private recordBalances(): void {
    if (!this.isMoved) return;
    this.isMoved = false;
    const { venue } = this;
    for (const balance of this.stated.changes(this.simulator.balances()))
      this.world.record({ type: 'venue.balance', venue, ...balance });
  }
}
