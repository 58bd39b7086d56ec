// The commands of a run that is executed. Those of its journal are repeated, each at its place. A stop takes effect behind a
// step that wrote a record, and nowhere else: so its own record says where it is to come when the run is re-executed.
import type { JournaledCommand } from '../../world/commands/command.ts';
import type { SteppedRun } from './dependencies.ts';

/** What takes the steps of a run and the commands between them. */
export class CommandedSteps {
  private readonly run: SteppedRun;
  /** Those that are still to be repeated. */
  private readonly journaled: readonly JournaledCommand[];
  private next = 0;
  private readonly writtenSeq: number;
  private wanted: string | null = null;

  /** `journaled`: the commands that the run had; `writtenSeq`: up to there it re-executes what is written. */
  constructor(run: SteppedRun, journaled: readonly JournaledCommand[], writtenSeq: number) {
    this.run = run;
    const { lastSeq } = run;
    this.journaled = journaled.filter(({ seq }) => seq > lastSeq);
    this.writtenSeq = writtenSeq;
  }

  /** Asks for a stop: behind the next step that writes a record, and not among those that are written already. */
  stop(reason: string): void {
    this.wanted = reason;
  }

  /** Repeats the command that comes next, or takes a step. False when nothing moves any more. Not while input is needed. */
  step(): boolean {
    const { run } = this;
    const next = this.journaled[this.next];
    if (next !== undefined && run.isNext(next)) {
      this.next += 1;
      run.repeat(next);
      return true;
    }
    const { lastSeq } = run;
    if (!run.step()) return false;
    const isRepeated = this.next === this.journaled.length;
    if (this.wanted !== null && isRepeated && run.lastSeq > lastSeq && run.lastSeq >= this.writtenSeq) {
      run.stop(this.wanted);
      this.wanted = null;
    }
    return true;
  }
}
