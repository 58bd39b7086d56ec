// The report of a run from its journal alone: the summary, the audit and the story that the run itself gave at its end, by the
// same builders, in memory that is bounded by what is live.
import { Portfolio } from '../accounting/portfolio.ts';
import { createAudit } from '../audit/audit.ts';
import type { AuditReport } from '../audit/types.ts';
import type { RecordBody } from '../journal/records.ts';
import type { Expectation, RunLength } from '../scenario/types.ts';
import { FillTally, type VenueFills } from './html/fill-tally.ts';
import { SeriesBuilder, type RunSeries } from './html/series.ts';
import type { LaneFigures } from './lane-tally.ts';
import { StoryPicker } from './story/picker.ts';
import { storyLines } from './story/story.ts';
import { createSummary } from './summary.ts';
import type { Remark, RunSummary } from './summary-types.ts';

/** What the journal does not say, as far as it is known. */
export interface Unsaid {
  readonly expect?: readonly Expectation[];
  readonly lanes?: readonly LaneFigures[];
  /** How long after the last word about it an arbitrage may still be spoken of; an hour where nobody says. */
  readonly retainUs?: number;
  /** How long it was to be, and how many moments of the market it has had. */
  readonly length?: RunLength & { readonly moments: number };
  /** What the run itself remarked. */
  readonly remarks?: readonly Remark[];
}

const retainUsUsual = 3_600_000_000;

/** A report of a run from its journal, record by record. */
export interface Retelling {
  /** Takes the next record of the journal. */
  observe(body: RecordBody, seq: number, atUs: number): void;
  /** Returns the summary, behind the last record. */
  finish(runId: string, digest: string): RunSummary;
  /** The most telling arbitrage in about ten lines; none where nothing was worth telling. */
  story(width?: number): readonly string[];
  /** What happened when, and what was filled where: for plots. */
  plotted(): { readonly series: RunSeries; readonly fills: readonly VenueFills[] };
}

/** Arbitrages that the portfolio holds although they have ended, and until when. */
class Ended {
  private readonly untilUs = new Map<number, number>();
  private nextUs = Number.POSITIVE_INFINITY;

  keep(arbitrage: number, untilUs: number): void {
    this.untilUs.delete(arbitrage);
    this.untilUs.set(arbitrage, untilUs);
    this.nextUs = Math.min(this.nextUs, untilUs);
  }

  lives(arbitrage: number): void {
    this.untilUs.delete(arbitrage);
  }

  has(arbitrage: number): boolean {
    return this.untilUs.has(arbitrage);
  }

  /** Those whose time has come; they come in that order, because each word puts one behind all others. */
  forget(nowUs: number, portfolio: Portfolio): void {
    if (nowUs < this.nextUs) return;
    this.nextUs = Number.POSITIVE_INFINITY;
    for (const [arbitrage, untilUs] of this.untilUs) {
      if (untilUs > nowUs) {
        this.nextUs = untilUs;
        return;
      }
      this.untilUs.delete(arbitrage);
      portfolio.forget(arbitrage);
    }
  }
}

const ends: ReadonlySet<string> = new Set(['completed', 'partial', 'cancelled', 'failed', 'exposed']);

/** Begins to tell a run again. */
export const createRetelling = (unsaid: Unsaid): Retelling => {
  const { retainUs = retainUsUsual, ...said } = unsaid;
  const audit = createAudit({ retainUs });
  const summary = createSummary();
  const picker = new StoryPicker();
  const portfolio = new Portfolio();
  const ended = new Ended();
  const series = new SeriesBuilder(portfolio);
  const fills = new FillTally();
  let isOver = false;

  const mind = (body: RecordBody, atUs: number): void => {
    if (body.type === 'arbitrage.moved') {
      if (ends.has(body.to)) ended.keep(body.arbitrage, atUs + retainUs);
      else ended.lives(body.arbitrage);
    } else if (body.type === 'order.moved') {
      const arbitrage = portfolio.arbitrageOfOrder(body.clOrdId);
      if (arbitrage !== undefined && ended.has(arbitrage)) ended.keep(arbitrage, atUs + retainUs);
    } else if (body.type === 'run.ended') isOver = true;
    ended.forget(atUs, portfolio);
  };

  const audited = (): AuditReport =>
    isOver ? audit.finish() : { violations: [], violationCount: audit.violationCount, checks: {}, anomalies: {} };

  return {
    observe(body, seq, atUs) {
      portfolio.observe(body);
      audit.observe(body, seq, atUs);
      summary.observe(body, seq, atUs);
      picker.observe(body, seq, atUs);
      series.observe(body, atUs);
      fills.observe(body);
      mind(body, atUs);
    },
    finish: (runId, digest) =>
      summary.finish({
        runId,
        digest,
        audit: audited(),
        pnl: portfolio.results(),
        ...said,
      }),
    story(width) {
      const story = picker.story();
      return story === null ? [] : storyLines(story, width);
    },
    plotted: () => ({ series: series.finish(), fills: fills.finish() }),
  };
};
