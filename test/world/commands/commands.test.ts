// Goal: a command of a session acts at an instant, after everything that is due by then, and no two share one; a world that is
// killed anywhere, and is given its journaled commands again, has the journal of one that was never killed. Method: a hosted
// venue by chance, and orders that are placed and cancelled at random.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../src/harness/read-options.ts';
import type { JournalRecord, RecordOf } from '../../../src/journal/records.ts';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { createVenueContext } from '../../../src/venues/simulation/venue-context.ts';
import { RefusedCommand, type GivenCommand } from '../../../src/world/commands/command.ts';
import { Commands, type CommandsState } from '../../../src/world/commands/commands.ts';
import { commandFromOutside } from '../../../src/world/commands/journaled.ts';
import { CommandTable } from '../../../src/world/commands/table.ts';
import { hostVenue, type HostedVenueState, type VenueEntry } from '../../../src/world/hosted-venue.ts';
import { World, type WorldState } from '../../../src/world/world.ts';
import { cancelling, placing, registerHosted } from './hosted-commands.ts';

interface SessionState {
  readonly world: WorldState<VenueEntry>;
  readonly venue: HostedVenueState;
  readonly commands: CommandsState;
}

const parts = readOptions('kalshi', {
  account: { opening: '10000' },
  markets: [{ market: 'FED' }],
  profile: { ackLatency: '40us', fillLatency: '90us', reportLatency: '20us', cancelLatency: '30us', partialBps: 5_000 },
  faults: [{ fault: 'ackLost', chanceBps: 2_000 }],
});

/** What a session is without its servers: a world, a venue in it, and the commands that enter. */
class Session {
  readonly world: World<VenueEntry>;
  readonly commands: Commands;
  readonly records: JournalRecord[] = [];
  private readonly venue;

  constructor(state?: SessionState) {
    this.world = new World<VenueEntry>('7', state?.world);
    this.world.journal.consume((body, seq, atUs) => this.records.push({ ...body, seq, atUs }));
    const { markets } = parts;
    const { accounts } = parts;
    const { venue, rules } = parts.venue;
    this.venue = hostVenue(
      this.world,
      venue,
      {
        ...parts.venue,
        faults: parts.faults,
        context: (saved) => createVenueContext({ rules, markets, accounts }, saved),
      },
      state?.venue,
    );
    const table = new CommandTable();
    registerHosted(table, new Map([[venue, this.venue]]));
    const steps = { isDueBy: (atUs: number) => this.world.isDueBy(atUs), step: () => void this.step() };
    this.commands = new Commands(this.world, table, steps, state?.commands);
  }

  get digest(): string {
    return this.world.journal.digestHex();
  }

  step(): boolean {
    const entry = this.world.calendar.next();
    if (entry === undefined) return false;
    if (entry.kind === 'venue') this.venue.handle(entry);
    else this.world.record({ type: 'anomaly.found', kind: entry.kind, detail: String(this.venue.isDelivered(entry)) });
    this.world.settle();
    return true;
  }

  save(): SessionState {
    return structuredClone({ world: this.world.save(), venue: this.venue.save(), commands: this.commands.save() });
  }

  /** To the end of what is under way, with the commands of these records given again on the way. */
  repeat(records: readonly JournalRecord[]): void {
    for (const record of records) {
      const command = record.type === 'command.received' ? commandFromOutside(record) : null;
      if (command === null) continue;
      while (!this.commands.isNext(command)) this.step();
      this.commands.repeat(command);
    }
    while (this.step());
  }
}

type Move =
  | { readonly do: 'step' }
  | { readonly do: 'place' | 'cancel'; readonly id: number; readonly inUs: number; readonly isOk: boolean };

const anyMoves = fc.array(
  fc.oneof(
    fc.constant<Move>({ do: 'step' }),
    fc.record({
      do: fc.constantFrom('place' as const, 'cancel' as const),
      id: fc.nat({ max: 30 }),
      inUs: fc.oneof(fc.constant(0), fc.nat({ max: 100 })),
      isOk: fc.boolean(),
    }),
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
);

const commandOf = ({ id, isOk, ...move }: Exclude<Move, { readonly do: 'step' }>) => {
  const verification = isOk ? 'ok' : 'badSignature';
  return move.do === 'place' ? placing('kalshi', 'FED', id, verification) : cancelling('kalshi', id, verification);
};

/** Makes the moves; returns what was saved before each. */
const live = (session: Session, moves: readonly Move[]): readonly SessionState[] =>
  moves.map((move) => {
    const saved = session.save();
    if (move.do === 'step') session.step();
    else session.commands.give(commandOf(move), session.world.nowUs + move.inUs);
    return saved;
  });

const commandsIn = (records: readonly JournalRecord[]): readonly RecordOf<'command.received'>[] =>
  records.filter((record): record is RecordOf<'command.received'> => record.type === 'command.received');

describe('commands of a session', () => {
  it('come again from the journal alone, wherever the world was killed, to the same digest', () => {
    let commandsMet = 0;
    fc.assert(
      fc.property(anyMoves, fc.nat(), fc.nat(), (moves, checkpoint, killed) => {
        const whole = new Session();
        const saved = live(whole, moves);
        const isCut = (seq: number): boolean => seq <= killed % (whole.records.length + 1);
        const written = whole.records.filter(({ seq }) => isCut(seq));
        // Commands that were not written were never given: the uninterrupted world is one that has the others.
        const uninterrupted = new Session();
        uninterrupted.repeat(written);
        const state = saved
          .slice(0, 1 + (checkpoint % saved.length))
          .findLast(({ world }) => world.journal.lastSeq <= written.length);
        const resumed = new Session(state);
        const fromSeq = state?.world.journal.lastSeq ?? 0;
        resumed.repeat(written.filter(({ seq }) => seq > fromSeq));
        expect(resumed.digest).toBe(uninterrupted.digest);
        expect(resumed.records).toEqual(uninterrupted.records.slice(fromSeq));
        expect(uninterrupted.records.slice(0, written.length)).toEqual(written);
        commandsMet += commandsIn(written).length;
        // With all of them it is the one that lived.
        while (whole.step());
        const all = new Session();
        all.repeat(whole.records);
        expect(all.digest).toBe(whole.digest);
      }),
      { numRuns: 60 },
    );
    expect(commandsMet).toBeGreaterThan(100);
  });

  it('act after every entry that is due by their instant, and never share one', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const session = new Session();
        live(session, moves);
        while (session.step());
        const given = commandsIn(session.records);
        expect(new Set(given.map(({ atUs }) => atUs)).size).toBe(given.length);
        for (const { seq, atUs } of given)
          expect(session.records.slice(0, seq - 1).every((before) => before.atUs <= atUs)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('given at one instant become t and t + 1 µs, with what is due by then before each', () => {
    const session = new Session();
    const note = (inUs: number): void =>
      void session.world.after(inUs, { kind: 'notice', venue: 'kalshi', type: 'reconnected' });
    for (const inUs of [100, 100, 101, 102]) note(inUs);
    expect(session.commands.give(placing('kalshi', 'FED', 1, 'badSignature'), 100)).toBe(100);
    expect(session.commands.give(placing('kalshi', 'FED', 2, 'badSignature'), 100)).toBe(101);
    while (session.step());
    expect(session.records.map(({ type, atUs }) => `${atUs} ${type}`)).toEqual([
      '100 anomaly.found',
      '100 anomaly.found',
      '100 command.received',
      '101 anomaly.found',
      '101 command.received',
      '102 anomaly.found',
    ]);
  });

  it('have an instant that has not passed, and time moves there where nothing is due', () => {
    const session = new Session();
    expect(session.commands.give(cancelling('kalshi', 1), 500)).toBe(500);
    expect([session.world.nowUs, session.commands.give(cancelling('kalshi', 1), 20)]).toEqual([500, 501]);
    expect(() => session.commands.give(cancelling('kalshi', 1), 0.5)).toThrow(AssertionFailed);
  });

  it('do not share an instant with one that a saved world had', () => {
    const session = new Session();
    session.commands.give(cancelling('kalshi', 1), 500);
    const resumed = new Session(session.save());
    expect(resumed.commands.give(cancelling('kalshi', 1), 500)).toBe(501);
  });

  it('whose signature was refused are journaled so, and do nothing at the venue, then and again', () => {
    const session = new Session();
    session.commands.give(placing('kalshi', 'FED', 1, 'badSignature'), 10);
    while (session.step());
    expect(session.records).toHaveLength(1);
    expect(session.records[0]).toEqual({
      type: 'command.received',
      seq: 1,
      atUs: 10,
      session: 1,
      command: 'place',
      payload:
        '{"verification":"badSignature","what":{"clOrdId":"s1.1","market":"FED","orderQty":"20000000","price":"410000",' +
        '"venue":"kalshi"},"who":{"account":"bot","keyId":"k-1"}}',
    });
    const again = new Session();
    again.repeat(session.records);
    expect(again.digest).toBe(session.digest);
  });

  it('that are refused have changed nothing, neither time nor journal', () => {
    const session = new Session();
    session.world.after(10, { kind: 'notice', venue: 'kalshi', type: 'reconnected' });
    const before = session.save();
    const refused: readonly (GivenCommand & { readonly session: number })[] = [
      { ...placing('kalshi', 'FED', 1), command: 'amend' },
      placing('gemini', 'FED', 1),
      { session: 1, command: 'place', what: placing('kalshi', 'FED', 1).what },
      { ...placing('kalshi', 'FED', 1), what: { ...placing('kalshi', 'FED', 1).what, signature: '0x00' } },
    ];
    for (const given of refused) expect(() => session.commands.give(given, 50)).toThrow(RefusedCommand);
    expect(session.save()).toEqual(before);
  });

  it('of a journal are refused by their record where the table does not take them', () => {
    const { commands } = new Session();
    const journaled = { seq: 12, atUs: 3, session: 1, command: 'amend', payload: '{"what":{}}' };
    const words = "The command 'amend' of record 12 is refused: this engine knows 'cancel', 'place' and no other.";
    expect(() => commands.check(journaled)).toThrow(words);
    expect(() => commands.repeat(journaled)).toThrow(words);
  });
});
