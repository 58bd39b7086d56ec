// A run: a scenario's core with everything that listens to its journal. The same scenario, seed and strategies give
// the same journal, step by step, with any consumers and however fast it is stepped.
import { createAudit, restoreAudit, type Audit } from '../audit/audit.ts';
import type { SavedAudit } from '../audit/memory.ts';
import type { AuditReport } from '../audit/types.ts';
import { assembleCore, type AssembledCore } from '../engine/assemble.ts';
import { setupOf } from '../engine/setup-of-scenario.ts';
import type { CoreState } from '../engine/state.ts';
import type { JournalConsumer } from '../journal/journal.ts';
import type { JournalRecord } from '../journal/records.ts';
import { StoryPicker, type PickerState } from '../report/story/picker.ts';
import { storyLines } from '../report/story/story.ts';
import { createSummary, type SummaryBuilder, type SummaryState } from '../report/summary.ts';
import type { RunSummary } from '../report/summary-types.ts';
import type { ReplayInput } from '../market-data/replay/replay-input.ts';
import { auditRetainUsOf } from '../scenario/audit-retain.ts';
import type { Scenario } from '../scenario/types.ts';
import { RefusedCommand, type GivenCommand, type JournaledCommand } from '../world/commands/command.ts';
import { unreadInput } from './misplaced.ts';
import { runIdOf } from './run-id.ts';
import type { RunOptions } from './run-options.ts';

/** A run between two steps: plain data. Strategies' modules are not in it. */
export interface RunState {
  readonly core: CoreState;
  readonly audit: SavedAudit;
  readonly summary: SummaryState;
  readonly story: PickerState;
  readonly hasEnded: boolean;
}

/** How far a run is. */
export interface RunProgress {
  /** Moments of the market so far: the built-in strategy makes one intent of each. */
  readonly intents: number;
  /** Null where the scenario names a duration alone. */
  readonly intentsMax: number | null;
  readonly liveArbitrages: number;
  /** Virtual time, microseconds. */
  readonly nowUs: number;
}

/** A run. */
export class Run {
  readonly scenario: Scenario;
  readonly runId: string;
  private readonly input: ReplayInput | null;
  private readonly assembled: AssembledCore;
  private readonly audit: Audit;
  private readonly summaryBuilder: SummaryBuilder;
  private readonly picker: StoryPicker;
  private hasBegun: boolean;
  private hasEnded: boolean;
  private finished: RunSummary | null = null;

  constructor(scenario: Scenario, options: RunOptions, state?: RunState) {
    this.scenario = scenario;
    this.input = options.input ?? null;
    this.runId = runIdOf(scenario, options.scenarioHash, options.input?.sha256);
    this.audit =
      state === undefined ? createAudit(auditOptionsOf(scenario)) : restoreAudit(state.audit, auditOptionsOf(scenario));
    this.summaryBuilder = createSummary(state?.summary);
    this.picker = new StoryPicker(state?.story);
    this.hasBegun = state !== undefined;
    this.hasEnded = state?.hasEnded ?? false;
    this.assembled = assembleCore(setupOf(scenario, options), state?.core);
    const { journal } = this.assembled.world;
    journal.addReader((body, seq, atUs) => this.audit.observe(body, seq, atUs));
    journal.addReader((body, seq, atUs) => this.summaryBuilder.observe(body, seq, atUs));
    if (options.pickStory !== false) journal.addReader((body, seq, atUs) => this.picker.observe(body, seq, atUs));
  }

  /** Virtual time, microseconds. */
  get nowUs(): number {
    return this.assembled.world.nowUs;
  }

  /** The sequence of the journal's last record. */
  get lastSeq(): number {
    return this.assembled.world.journal.lastSeq;
  }

  /** Whether nothing moves any more, and the journal is complete. */
  get isOver(): boolean {
    return this.hasEnded;
  }

  /** The digest of the journal so far, in hex. */
  get digest(): string {
    return this.assembled.world.journal.digestHex();
  }

  /** How far it is. */
  progress(): RunProgress {
    const { intents, arbitrages } = this.assembled;
    return {
      intents: intents.moments,
      intentsMax: this.scenario.length.intentsMax,
      liveArbitrages: arbitrages.liveCount,
      nowUs: this.nowUs,
    };
  }

  /** Whether the recording has to be read before the next step: wait for `readInput()` then. */
  get needsInput(): boolean {
    return this.assembled.intents.needsInput === true;
  }

  /** Reads the recording ahead. Throws the system's own error where it cannot be read. */
  async readInput(): Promise<void> {
    await this.input?.read();
  }

  /** Takes the next entry of the calendar; false when nothing moves any more. Throws `MisplacedInput` while input is needed. */
  step(): boolean {
    if (this.hasEnded) return false;
    this.refuseUnread();
    this.begin();
    if (this.assembled.step()) return true;
    this.assembled.phases.end();
    this.hasEnded = true;
    return false;
  }

  /** Steps until nothing moves any more, and reads the recording on the way. */
  async finish(): Promise<RunSummary> {
    for (;;) {
      if (this.needsInput) await this.readInput();
      if (!this.step()) return this.summary();
    }
  }

  /** The same at once, for a run without a recording; with one it throws `MisplacedInput`. */
  runToEnd(): RunSummary {
    while (this.step());
    return this.summary();
  }

  /** A command from outside: no new intents; said again, what lives is cancelled. It is part of the journal. */
  stop(reason: string): void {
    if (this.hasEnded) return;
    this.begin();
    this.assembled.commands.giveNow({ command: 'stop', what: { reason } });
  }

  /**
   * Gives a command of a session, at that instant or the first behind it that no command has: the run steps until nothing is
   * due by then. Returns the instant. Throws `RefusedCommand` for one that is refused, before anything happens, and
   * `MisplacedInput` while input is needed.
   */
  give(given: GivenCommand & { readonly session: number }, atUs = this.nowUs): number {
    const { commands } = this.assembled;
    commands.refuseUntaken(given);
    if (this.hasEnded) throw new RefusedCommand(given.command, 'the run is over');
    this.begin();
    for (this.refuseUnread(); commands.isEarly(atUs); this.refuseUnread()) this.step();
    return commands.give(given, atUs);
  }

  /** Throws `RefusedCommand` for a journaled command that this run does not take: then it cannot be re-executed. */
  checkCommand(journaled: JournaledCommand): void {
    this.assembled.commands.check(journaled);
  }

  /** Whether a journaled command comes before the next step. Not while input is needed. */
  isNext(journaled: JournaledCommand): boolean {
    this.begin();
    return this.assembled.commands.isNext(journaled);
  }

  /** Repeats a journaled command that is next. */
  repeat(journaled: JournaledCommand): void {
    this.begin();
    if (!this.hasEnded) this.assembled.commands.repeat(journaled);
  }

  /** Subscribes a consumer to every subsequent record. */
  consume(consumer: JournalConsumer): void {
    this.assembled.world.journal.consume(consumer);
  }

  /** Runs to the end, and gives every record from here on as it is written. */
  async *journal(): AsyncGenerator<JournalRecord, void, undefined> {
    const written: JournalRecord[] = [];
    this.consume((body, seq, atUs) => written.push({ ...body, seq, atUs }));
    let isMoving = true;
    while (isMoving) {
      if (this.needsInput) await this.readInput();
      isMoving = this.step();
      yield* written.splice(0);
    }
  }

  /** The summary so far; complete when the run is over. */
  summary(): RunSummary {
    if (this.finished !== null) return this.finished;
    const { portfolio, lanes, intents } = this.assembled;
    this.assembled.world.journal.catchUp();
    const summary = this.summaryBuilder.finish({
      runId: this.runId,
      digest: this.digest,
      audit: this.hasEnded ? this.audit.finish() : unfinished(this.audit),
      pnl: portfolio.results(),
      expect: this.scenario.expect,
      lanes: lanes.figures(),
      length: { ...this.scenario.length, moments: intents.moments },
      scenario: this.scenario,
    });
    if (this.hasEnded) this.finished = summary;
    return summary;
  }

  /** The most telling arbitrage so far, in about ten lines; none where nothing was worth telling. */
  story(width?: number): readonly string[] {
    this.assembled.world.journal.catchUp();
    const story = this.picker.story();
    return story === null ? [] : storyLines(story, width);
  }

  /** The run as plain data, between two steps. */
  save(): RunState {
    this.begin();
    this.assembled.world.journal.catchUp();
    return {
      core: this.assembled.save(),
      audit: this.audit.save(),
      summary: this.summaryBuilder.save(),
      story: this.picker.save(),
      hasEnded: this.hasEnded,
    };
  }

  private refuseUnread(): void {
    if (this.input !== null && this.needsInput) throw unreadInput(this.scenario);
  }

  /** Every consumer of the first records has been added by now. */
  private begin(): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    this.assembled.begin();
  }
}

/** What the audit can say before the end: how much is wrong already. */
const unfinished = ({ violationCount }: Audit): AuditReport => ({
  violations: [],
  violationCount,
  checks: {},
  anomalies: {},
});

const auditOptionsOf = (scenario: Scenario) => ({ retainUs: auditRetainUsOf(scenario) });
