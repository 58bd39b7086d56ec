// What a run comes to: its exit code, and what is said to a person when it failed.
import type { RunSummary } from '../../report/summary-types.ts';
import { countText, manyText, moneyText } from '../../report/text/units.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';

/** How a run ended for whoever started it. */
export interface Verdict {
  readonly exitCode: ExitCode;
  /** One sentence for each thing that failed. */
  readonly failures: readonly string[];
}

const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/**
 * Judges a run. A broken promise always fails it, and so does a strategy that had to be stopped. What the scenario
 * expects counts for a whole run only: one that its user stopped has not come to what was expected of it, and is fine.
 */
export const judge = ({ audit, expectations, strategies }: RunSummary, isInterrupted: boolean): Verdict => {
  const failures: string[] = [];
  const [first] = audit.found;
  if (audit.violations > 0) {
    const which =
      first === undefined
        ? ''
        : ` First: ${first.invariant}, record ${first.seq}, ${first.actor}: ${ended(first.sentence)}`;
    failures.push(`The audit found ${manyText(audit.violations, 'broken promise')}.${which}`);
  }
  failures.push(...strategies.found);
  if (!isInterrupted)
    for (const { key, text, holds, actual } of expectations)
      if (!holds)
        failures.push(
          `The scenario expects ${key}: ${text}, and ${actual === null ? 'there is no such figure' : `it is ${actual}`}.`,
        );
  return { exitCode: failures.length > 0 ? exitCodes.failed : exitCodes.fine, failures };
};

/** The whole run in one line. */
export const verdictLine = (summary: RunSummary, { exitCode }: Verdict): string => {
  const { name, seed, intents, arbitrages, pnl, audit, digest } = summary;
  return (
    `simulation ${name}, seed ${seed}: ${exitCode === exitCodes.fine ? 'fine' : 'FAILED'}, ` +
    `${manyText(intents.total, 'intent')}, ${countText(arbitrages.completed)} completed, ` +
    `${countText(arbitrages.exposed)} exposed, ${moneyText(pnl.captured)} of ${moneyText(pnl.expected)} ` +
    `${pnl.currency} captured, ${manyText(audit.violations, 'violation')}, digest ${digest.slice(0, 16)}`
  );
};
