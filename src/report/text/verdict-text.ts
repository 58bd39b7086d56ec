// The verdict on a run as one line, that which is said first: whether it passed, what failed first, and what it came to.
import { printable } from '../../kernel/printable.ts';
import type { Outcome, RunSummary, ToldVerdict } from '../summary-types.ts';
import { isResolutionDecisive, resolutionOf } from '../remarks/resolution.ts';
import { placeOf } from '../verdict.ts';
import { outcomeWords } from './outcome-words.ts';
import type { Paint } from '../../text/paint.ts';
import { countText, durationText, manyText, moneyText } from '../../text/units.ts';

const outcomePaints: Readonly<Record<Outcome, 'good' | 'bad' | 'odd'>> = {
  passed: 'good',
  failed: 'bad',
  interrupted: 'odd',
  unfinished: 'odd',
};

/** A word in the colour of its outcome. */
export const paintedWord = ({ verdict }: RunSummary, word: string, paint: Paint): string =>
  paint.bold(paint[outcomePaints[verdict]](word));

/** A run by its name and seed. */
export const nameText = ({ name, seed }: Pick<RunSummary, 'name' | 'seed'>): string =>
  printable(`${name === '' ? 'run' : name}, seed ${seed}`);

const firstFailure = ({ audit, strategies, expectations, failures }: RunSummary): string => {
  const [broken] = audit.found;
  const missed = expectations.find(({ holds }) => !holds);
  const more = failures.length > 1 ? `, and ${manyText(failures.length - 1, 'failure')} more` : '';
  if (audit.violations > 0)
    return `${broken === undefined ? 'a promise is broken' : `${broken.invariant} is broken at record ${broken.seq} (${broken.actor})`}${more}`;
  const [stopped] = strategies.found;
  if (stopped !== undefined) return `${stopped.replace(/\.$/, '')}${more}`;
  if (missed === undefined) return '';
  const { key, text, actual } = missed;
  return `${key}: ${text} is expected, and ${actual === null ? 'there is no such figure' : `it is ${actual}`}${more}`;
};

/** How it went before anything is counted: where it was stopped, and what failed first. */
const troubleOf = (summary: RunSummary): readonly string[] => {
  const { verdict, interrupted, throughput, failures } = summary;
  const trouble: string[] = [];
  if (interrupted !== null) trouble.push(`interrupted at ${placeOf(interrupted)}`);
  else if (verdict === 'unfinished') {
    const { records, virtualUs } = throughput;
    trouble.push(`its journal stops at record ${countText(records)}, at ${durationText(virtualUs)} of virtual time`);
  }
  if (failures.length > 0) trouble.push(printable(firstFailure(summary)));
  return trouble;
};

const expectationsText = ({ expectations, interrupted, verdict }: RunSummary): string | null => {
  // They count for a whole run.
  if (interrupted !== null || verdict === 'unfinished') return null;
  if (expectations.length === 0) return 'no expectations';
  return `${expectations.filter(({ holds }) => holds).length} of ${manyText(expectations.length, 'expectation')}`;
};

const auditText = ({ audit, verdict }: RunSummary): string => {
  if (audit.violations > 0) return `${manyText(audit.violations, 'promise')} broken`;
  return verdict === 'unfinished' ? 'every promise held so far' : `${manyText(audit.checks, 'invariant')} held`;
};

const faultsText = ({ faults, audit }: RunSummary): string | null => {
  const injected = Object.values(faults).reduce((sum, fault) => sum + fault.injected, 0);
  return injected === 0 ? null : `${manyText(injected, 'fault')} ${audit.violations === 0 ? 'survived' : 'injected'}`;
};

const edgeText = (summary: RunSummary): string => {
  const { pnl, arbitrages } = summary;
  const { captured, expected, currency } = pnl;
  if (arbitrages.total === 0) return 'nothing begun';
  if (isResolutionDecisive(summary))
    return `${moneyText(captured)} ${currency} captured, ${moneyText(resolutionOf(summary), { isSigned: true })} of it by resolution`;
  if (expected <= 0n) return `${moneyText(captured)} ${currency} captured, where no edge was expected`;
  if (captured < 0n) return `a loss of ${moneyText(-captured)} ${currency}, where ${moneyText(expected)} was expected`;
  return `${(captured * 100n) / expected} % of the edge captured (${moneyText(captured)} of ${moneyText(expected)} ${currency})`;
};

/** `demo, seed 7: 3 of 3 expectations, …`: what stands behind the word. */
export const verdictText = (summary: RunSummary): string => {
  const counts = [expectationsText(summary), auditText(summary), faultsText(summary), edgeText(summary)];
  const figures = counts.filter((text) => text !== null).join(', ');
  return `${nameText(summary)}: ${[...troubleOf(summary), figures].join('; ')}`;
};

/** The verdict as a page shows it that has not judged the run itself. */
export const toldVerdict = (summary: RunSummary): ToldVerdict => ({
  outcome: summary.verdict,
  text: verdictText(summary),
});

/** The whole run in one line. */
export const verdictLine = (summary: RunSummary): string =>
  `${outcomeWords[summary.verdict]}  ${verdictText(summary)}; a simulation of ` +
  `${manyText(summary.intents.total, 'intent')}, digest ${summary.digest.slice(0, 16)}`;
