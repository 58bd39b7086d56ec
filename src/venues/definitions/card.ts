// A venue's capability card: its rules as a page, every figure with its source and its day, the doubtful ones with
// what is doubtful about them. The README of each venue's folder is this page.
import { printMicros } from '../../money/decimal.ts';
import { factsIn, markMeanings } from './fact.ts';
import type { Fact, Mark } from './fact.ts';
import type { PriceGrid } from './grid.ts';
import { code, list, numbered, section, table } from '../../text/markdown.ts';
import type { MarketResult, RateLimit, SettlementRule, VenueRules } from './types.ts';

/** Writes a fact's source into a cell, and its doubt, if it has one, as the number of a note. */
type Cite = (fact: Fact<unknown>) => string;

/** The card of a venue, as Markdown. */
export const renderCard = (rules: VenueRules): string => {
  const doubts = doubtsOf(rules);
  const cite: Cite = ({ value, mark, source, asOf, since, doubtful }) => {
    const when = since === undefined ? asOf : `${asOf}, since ${since}`;
    const note = doubtful === undefined ? '' : ` (?${doubts.indexOf(doubtful) + 1})`;
    return `${value === null && mark === 'INF' ? 'not known' : mark}, ${source}, ${when}${note}`;
  };
  const parts = [
    `# ${rules.title}: capability card`,
    'Generated from the rules in this folder; change those, not this page.',
    rules.about,
    'A source is a mark, a section of the venue facts, and the day for which it speaks; `(?1)` points to the notes on what ' +
      'is doubtful, at the end. Amounts are in the currency, quantities in shares or contracts.',
    section('Money and sizes', moneyTable(rules, cite)),
    section('Price grids', gridTable(rules, cite)),
    section('Orders', kindTable(rules, cite), orderTable(rules, cite)),
    section('Statuses', statusTable(rules, cite)),
    section('Refused orders', rejectTable(rules, cite)),
    section('Refused cancels', cancelRejectTable(rules, cite)),
    section('Refused amendments', amendRejectTable(rules, cite)),
    section('Cancelled by the venue', cancelTable(rules, cite)),
    section('When what is taken', tradingTable(rules, cite), pauseTable(rules, cite)),
    section('Rate limits', ...rules.rateLimits.map((limit) => rateLimit(limit, cite))),
    section('Clocks', clockTable(rules, cite)),
    section('Settlement and netting', settlementTable(rules, cite)),
    section('Fees', rules.fees.formula, feeTable(rules, cite), list(rules.fees.doubts)),
    section('Also', list(rules.remarks.map((remark) => `${remark.value} (${cite(remark)})`))),
    section('Not simulated', list(rules.notSimulated.map(({ facts, why }) => `${code(facts)}: ${why}`))),
    section('Doubtful or not known', numbered(doubts)),
    section('Marks', list(marksOf(rules).map((mark) => `${mark}: ${markMeanings[mark]}`))),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

const doubtsOf = (rules: VenueRules): readonly string[] => [
  ...new Set(factsIn(rules).flatMap(({ fact }) => (fact.doubtful === undefined ? [] : [fact.doubtful]))),
];

const marksOf = (rules: VenueRules): readonly Mark[] => {
  const used = new Set(factsIn(rules).map(({ fact }) => fact.mark));
  return (Object.keys(markMeanings) as Mark[]).filter((mark) => used.has(mark));
};

const moneyTable = ({ currency, usualGrid, sizes }: VenueRules, cite: Cite): string =>
  table(
    ['what', 'value', 'source'],
    [
      ['currency', currency.value, cite(currency)],
      ['usual price grid', code(usualGrid.value), cite(usualGrid)],
      ['quantity step', microsText(sizes.qtyStep.value), cite(sizes.qtyStep)],
      ['minimum quantity', microsText(sizes.orderQtyMin.value), cite(sizes.orderQtyMin)],
      ['minimum price × quantity', microsText(sizes.notionalMin.value), cite(sizes.notionalMin)],
      [
        'the same of a buy that fills at once',
        microsText(sizes.marketableNotionalMin.value),
        cite(sizes.marketableNotionalMin),
      ],
      ['orders in a batch, at most', countText(sizes.submitBatchMax.value), cite(sizes.submitBatchMax)],
      ['cancels in a batch, at most', countText(sizes.cancelBatchMax.value), cite(sizes.cancelBatchMax)],
    ],
  );

const gridTable = ({ grids }: VenueRules, cite: Cite): string =>
  table(
    ['grid', 'steps', 'lowest', 'highest', 'source'],
    Object.entries(grids).map(([name, grid]) => [
      code(name),
      stepsText(grid.value),
      printMicros(grid.value.min),
      printMicros(grid.value.max),
      cite(grid),
    ]),
  );

const stepsText = ({ ranges }: PriceGrid): string =>
  ranges.length === 1
    ? ranges.map(({ step }) => printMicros(step)).join()
    : ranges
        .map(({ from, to, step }) => `${printMicros(step)} from ${printMicros(from)} to ${printMicros(to)}`)
        .join('; ');

const kindTable = ({ orders }: VenueRules, cite: Cite): string =>
  table(
    ['order', 'time in force', "the venue's word", 'source'],
    orders.kinds.flatMap((kind) =>
      kind.value.timesInForce.map(({ ours, word }) => [kind.value.kind, ours, code(word), cite(kind)]),
    ),
  );

const orderTable = ({ orders }: VenueRules, cite: Cite): string => {
  const { postOnly, reduceOnly, expiry, venueOrderId, duplicates, amend, cancel, selfTrade, endings } = orders;
  const { value: date } = expiry;
  return table(
    ['what', 'value', 'source'],
    [
      [
        'post-only',
        postOnly.value === null ? '–' : `${code(postOnly.value.word)} with ${wordsOf(postOnly.value.with)}`,
        cite(postOnly),
      ],
      ['reduce-only', reduceOnly.value === null ? '–' : `with ${wordsOf(reduceOnly.value)}`, cite(reduceOnly)],
      [
        'expiry',
        date === null
          ? '–'
          : `${code(date.field)}, ${durationText(date.leadUsMin)} ahead, ${durationText(date.earlyUs)} early`,
        cite(expiry),
      ],
      [
        'venue order id known',
        venueOrderId.value === 'beforeSubmit' ? 'before the submit' : 'with the ack',
        cite(venueOrderId),
      ],
      ['known again by', `${duplicates.value.by}, used up: ${duplicates.value.usedUp}`, cite(duplicates)],
      ['amend', wordsOf(amend.value.changes), cite(amend)],
      ['amend that keeps its place', wordsOf(amend.value.keepsQueue), cite(amend)],
      ['"not found" on a cancel may be', wordsOf(cancel.value.notFoundCovers), cite(cancel)],
      [
        'self-trade',
        selfTrade.value === null
          ? '–'
          : selfTrade.value.map(({ word, cancels }) => `${code(word)} cancels the ${cancels}`).join(', '),
        cite(selfTrade),
      ],
      ...Object.entries(endings).map(([what, ending]) => [`${what} is`, ending.value ?? '–', cite(ending)]),
    ],
  );
};

const statusTable = ({ answers }: VenueRules, cite: Cite): string =>
  table(
    ["the venue's word", 'where', 'ours', 'source'],
    answers.statuses.map((row) => [code(row.value.word), row.value.where, wordsOf(row.value.means), cite(row)]),
  );

const rejectTable = ({ answers }: VenueRules, cite: Cite): string =>
  table(
    ['reason', 'HTTP', "the venue's words", 'source'],
    answers.rejects.map((row) => [row.value.reason, countText(row.value.http), code(row.value.body), cite(row)]),
  );

const cancelRejectTable = ({ answers }: VenueRules, cite: Cite): string =>
  table(
    ['reason', 'HTTP', "the venue's words", 'source'],
    answers.cancelRejects.map((row) => [row.value.reason, countText(row.value.http), code(row.value.body), cite(row)]),
  );

const amendRejectTable = ({ answers }: VenueRules, cite: Cite): string =>
  table(
    ['reason', 'HTTP', "the venue's words", 'source'],
    answers.amendRejects.map((row) => [row.value.reason, countText(row.value.http), code(row.value.body), cite(row)]),
  );

const cancelTable = ({ answers }: VenueRules, cite: Cite): string =>
  table(
    ['reason', "the venue's word", 'source'],
    answers.cancels.map((row) => [row.value.reason, code(row.value.word), cite(row)]),
  );

const tradingTable = ({ trading }: VenueRules, cite: Cite): string =>
  table(
    ['state', "the venue's words", 'orders', 'amends', 'cancels', 'refused as', 'source'],
    trading.map((row) => [
      row.value.state,
      row.value.words.map(code).join(', ') || '–',
      row.value.places,
      yesNo(row.value.amends),
      maybeText(row.value.cancels),
      row.value.refusal ?? '–',
      cite(row),
    ]),
  );

const pauseTable = ({ pauses }: VenueRules, cite: Cite): string =>
  table(
    ['pause', 'from', 'to', 'zone', 'state', 'source'],
    pauses.map((row) => [row.value.weekday, row.value.from, row.value.to, row.value.zone, row.value.state, cite(row)]),
  );

const rateLimit = (limit: RateLimit, cite: Cite): string => {
  const costs = Object.entries(limit.costs.value).map(([operation, tokens]) => `${operation} ${tokens}`);
  return [
    `**${limit.name}**, for each ${limit.scope}. Tokens: ${costs.join(', ')} (${cite(limit.costs)}). ` +
      `A message too many is ${limit.whenEmpty.value} (${cite(limit.whenEmpty)}).`,
    table(
      ['tier', 'tokens at most', 'tokens a second', 'source'],
      limit.tiers.map(({ tier, size }) => [
        tier,
        `${size.value.capacity}`,
        `${size.value.refillPerSecond}`,
        cite(size),
      ]),
    ),
  ].join('\n\n');
};

const clockTable = ({ timing }: VenueRules, cite: Cite): string =>
  table(
    ['what', 'value', 'source'],
    [
      [
        'a read may lag',
        timing.visibilityUs.value === null ? '–' : durationText(timing.visibilityUs.value),
        cite(timing.visibilityUs),
      ],
      ...timing.takerDelays.map((row) => [
        `taker delay, markets ${row.value.markets}`,
        `${durationText(row.value.delayUs)}, the answer ${row.value.answer === 'waits' ? 'waits' : 'comes at once'}, ` +
          `${row.value.cancellable ? '' : 'not '}cancellable meanwhile`,
        cite(row),
      ]),
      [
        'cancel on silence',
        timing.heartbeat.value === null
          ? '–'
          : `after ${durationText(timing.heartbeat.value.silenceUsMax)}, checked every ${durationText(timing.heartbeat.value.checkUs)}`,
        cite(timing.heartbeat),
      ],
      ...Object.entries(timing.durationsUs).map(([what, us]) => [what, durationText(us.value), cite(us)]),
    ],
  );

const settlementTable = ({ settlement, netting, escrow, life }: VenueRules, cite: Cite): string =>
  table(
    ['what', 'value', 'source'],
    [
      ['a fill is final', settlementText(settlement.value), cite(settlement)],
      ['a YES bid meets a NO bid', maybeText(netting.value.complementMatching), cite(netting)],
      ['a YES and a NO together are', netting.value.pairs ?? '?', cite(netting)],
      ['a market may pay', life.value.results.map((result) => resultTexts[result]).join('; '), cite(life)],
      ['a result may be disputed', maybeText(life.value.disputes), cite(life)],
      ['shares are', life.value.payout === null ? '?' : payoutTexts[life.value.payout], cite(life)],
      ['NO of one outcome converts to YES of the others', maybeText(life.value.conversion), cite(life)],
      ['an open order ties up', escrow.value === 'none' ? 'nothing' : 'its worst case', cite(escrow)],
    ],
  );

const resultTexts: Readonly<Record<MarketResult, string>> = {
  winner: '1 for one outcome, 0 for the others',
  even: 'the same for each outcome, such as 50/50',
  scalar: 'anything that sums to 1',
};

const payoutTexts = { paidByVenue: 'paid out by the venue', redeemedByOwner: 'redeemed by their owner' } as const;

const settlementText = (rule: SettlementRule): string =>
  rule.kind === 'atMatch'
    ? 'at the match'
    : `on chain: ${rule.statuses.map(({ word, means }) => `${code(word)} = ${means}`).join(', ')}`;

const feeTable = ({ fees }: VenueRules, cite: Cite): string =>
  table(
    ['number', 'value', 'source'],
    Object.entries(fees.numbers).map(([name, number]) => [name, printMicros(number.value), cite(number)]),
  );

const microsText = (micros: bigint | null): string => (micros === null ? '–' : printMicros(micros));
const countText = (count: number | null): string => (count === null ? '–' : `${count}`);
const wordsOf = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));
const maybeText = (isSo: boolean | null): string => (isSo === null ? '?' : yesNo(isSo));
const yesNo = (isSo: boolean): string => (isSo ? 'yes' : 'no');

const durationText = (us: number): string => {
  if (us % 1_000_000 === 0) return `${us / 1_000_000} s`;
  return us % 1_000 === 0 ? `${us / 1_000} ms` : `${us} µs`;
};
