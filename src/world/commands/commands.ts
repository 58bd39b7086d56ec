// How commands enter a world. One of a session acts at an instant, after every entry of the calendar that is due by then;
// no two share an instant, so that their times alone say their order. One that the process itself gives, such as the stop of
// a run, acts between two steps at the instant of the last, and its place in the journal says where.
import { assert } from '../../kernel/assert.ts';
import type { World } from '../world.ts';
import { RefusedCommand, type GivenCommand, type JournaledCommand } from './command.ts';
import type { CommandTable, TakenCommand } from './table.ts';

/** A world that commands enter. */
export type CommandWorld = Pick<World<never>, 'nowUs' | 'advanceTo' | 'record' | 'settle'> & {
  readonly journal: Pick<World<never>['journal'], 'lastSeq'>;
};

/** The steps of whatever lives in that world. */
export interface CommandSteps {
  /** Whether an entry is due by that instant; what comes next from a recording is in the calendar by then. */
  isDueBy(atUs: number): boolean;
  /** Takes the next entry of the calendar. */
  step(): void;
}

/** The commands at rest: plain data. */
export interface CommandsState {
  /** The instant of the last command; -1 before the first. */
  readonly lastUs: number;
}

/** The commands that enter one world. */
export class Commands {
  private readonly world: CommandWorld;
  private readonly table: CommandTable;
  private readonly steps: CommandSteps;
  private lastUs: number;

  constructor(world: CommandWorld, table: CommandTable, steps: CommandSteps, state?: CommandsState) {
    this.world = world;
    this.table = table;
    this.steps = steps;
    this.lastUs = state?.lastUs ?? -1;
  }

  /** The instant of the last command; -1 before the first. */
  get lastInstantUs(): number {
    return this.lastUs;
  }

  /**
   * Gives a command of a session, at that instant or the first behind it that no command has: steps until nothing is due by
   * then, writes the record, and acts. Returns the instant. Throws `RefusedCommand`, and nothing has happened.
   */
  give(given: GivenCommand & { readonly session: number }, atUs: number): number {
    return this.enterAt(this.table.take(given), atUs);
  }

  /** Gives a command of the process itself, between two steps. Throws `RefusedCommand`, and nothing has happened. */
  giveNow(given: Omit<GivenCommand, 'session'>): void {
    this.enter(this.table.take(given));
  }

  /** Throws `RefusedCommand` for a command that the table does not take. */
  refuseUntaken(given: GivenCommand): void {
    this.table.take(given);
  }

  /** Throws `RefusedCommand` for a journaled command that the table does not take. */
  check(journaled: JournaledCommand): void {
    this.repeated(journaled);
  }

  /** Whether entries are due before a command that is given for that instant. */
  isEarly(atUs: number): boolean {
    return this.steps.isDueBy(this.instantFrom(atUs));
  }

  /** Whether a journaled command comes before the next step: a function of the command and of what was stepped so far. */
  isNext({ session, seq, atUs }: JournaledCommand): boolean {
    if (session === undefined) return seq === this.world.journal.lastSeq + 1;
    return !this.isEarly(atUs);
  }

  /** Repeats a journaled command that is next. Throws `RefusedCommand`, and nothing has happened. */
  repeat(journaled: JournaledCommand): void {
    const taken = this.repeated(journaled);
    if (journaled.session === undefined) this.enter(taken);
    else this.enterAt(taken, journaled.atUs);
  }

  /** The commands as plain data. */
  save(): CommandsState {
    return { lastUs: this.lastUs };
  }

  private repeated({ seq, session, command, payload }: JournaledCommand): TakenCommand {
    try {
      return this.table.taken({ session, command, payload });
    } catch (error) {
      throw error instanceof RefusedCommand ? error.ofRecord(seq) : error;
    }
  }

  private enterAt(taken: TakenCommand, wantedUs: number): number {
    const atUs = this.instantFrom(wantedUs);
    while (this.steps.isDueBy(atUs)) this.steps.step();
    this.world.advanceTo(atUs);
    this.enter(taken);
    return atUs;
  }

  private enter({ written, act }: TakenCommand): void {
    const { world } = this;
    this.lastUs = world.nowUs;
    world.record({ type: 'command.received', ...written });
    act();
    world.settle();
  }

  private instantFrom(atUs: number): number {
    assert(Number.isSafeInteger(atUs), () => `a command comes at a whole number of µs, and ${atUs} is none`);
    return Math.max(atUs, this.world.nowUs, this.lastUs + 1);
  }
}
