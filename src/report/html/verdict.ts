// The beginning of a report: the verdict first, then that it was a simulation, what makes a figure meaningless, and the figures
// that most readers look for.
import type { Outcome, RunSummary } from '../summary-types.ts';
import { outcomeWords } from '../text/outcome-words.ts';
import { countText, durationText, moneyText, percentText } from '../../text/units.ts';
import { nameText, verdictText } from '../text/verdict-text.ts';
import { escaped } from './svg.ts';

const tones: Readonly<Record<Outcome, string>> = {
  passed: 'good',
  failed: 'bad',
  interrupted: 'odd',
  unfinished: 'odd',
};

const headline = ({ throughput: { virtualUs, records } }: RunSummary): string =>
  `${durationText(virtualUs)} of virtual time, ${countText(records)} records. No order has left this machine.`;

const cards = (summary: RunSummary): string => {
  const { intents, arbitrages, pnl, audit, expectations } = summary;
  const missed = expectations.filter(({ holds }) => !holds).length;
  const card = (name: string, value: string, tone = ''): string =>
    `<div class="card">${escaped(name)}<b class="${tone}">${escaped(value)}</b></div>`;
  return `<div class="cards">
${card('intents', countText(intents.total))}
${card('begun', countText(arbitrages.total))}
${card('completed', `${countText(arbitrages.completed)} (${percentText(arbitrages.completed, arbitrages.total)})`)}
${card(`expected, ${pnl.currency}`, moneyText(pnl.expected))}
${card(`captured, ${pnl.currency}`, moneyText(pnl.captured), pnl.captured < 0n ? 'bad' : 'good')}
${card('audit', audit.violations === 0 ? 'every promise held' : `${countText(audit.violations)} broken`, audit.violations === 0 ? 'good' : 'bad')}
${expectations.length === 0 ? '' : card('expectations', missed === 0 ? `all ${expectations.length} hold` : `${missed} missed`, missed === 0 ? 'good' : 'bad')}
</div>`;
};

/** The beginning of the page. */
export const verdictHtml = (
  summary: RunSummary,
): string => `<p class="verdict ${tones[summary.verdict]}"><b>${outcomeWords[summary.verdict]}</b> ${escaped(verdictText(summary))}</p>
<p class="simulation">SIMULATION</p>
<h1>${escaped(nameText(summary))}</h1>
<p class="dim">${headline(summary)}</p>
${summary.remarks.map(({ sentence }) => `<p class="note"><b>Note</b> ${escaped(sentence)}</p>`).join('\n')}
${cards(summary)}`;
