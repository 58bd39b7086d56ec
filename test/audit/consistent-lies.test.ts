// Consistent lies about runs of every kind: one thing is changed, and with it all figures that follow, by a liar who has
// the audit at hand and asks it again after each change. Each class of lies is seen, by the invariant that is named, at
// every place that was tried; or it stands here with the reason why a journal alone cannot show it, and is not seen at
// one place at least. What a journal cannot show is shown where its run is executed again: its digest is another one.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRun } from '../../src/run/create-run.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { faultCatalogue, faultNames, type FaultName } from '../../src/venues/faults/catalogue.ts';
import { boundedLatencies, settlement, venueOfFault } from '../engine/fault-plans.ts';
import { run, type Plan } from '../engine/plans.ts';
import type { Story } from './alterations.ts';
import * as lies from './lies.ts';
import { mended, violationsOf } from './mend.ts';
import { syntheticStory } from './synthetic.ts';

interface LieClass {
  readonly what: string;
  readonly lie: lies.Lie;
  /** The invariant that sees it; else the reason why none can. */
  readonly seenBy?: string;
  readonly whyNot?: string;
}

const RULES = 'It rests on the rules of the venue, which are not in the journal.';
const INPUT = 'It is an input of the run, of which the journal is the only witness.';
const CHANCE = 'What a venue does by chance, and how long it takes, has no witness but itself.';
const ANOTHER_RUN = 'It is in all its figures the journal of another run, which might have been.';

const lost = ['submitLost', 'ackLost', 'fillReportLost', 'fillReportDuplicated', 'cancelRejected'] as const;
const cut = ['disconnectWindow', 'halt'] as const;
const quiet = [
  'ackLate',
  'fillReportReordered',
  'cancelLost',
  'staleRead',
  'settlementFailed',
  'settlementRetried',
] as const;

const classes: readonly LieClass[] = [
  { what: 'a fee above the worst fee of its order', lie: lies.feeAboveWorst, seenBy: 'fees' },
  { what: 'a fee below nothing', lie: lies.feeOf(({ fee }) => -fee - 1_000_000n), seenBy: 'fees' },
  { what: 'a fee that is less by a micro', lie: lies.feeOf(({ fee }) => fee - 1n), whyNot: RULES },
  { what: 'a worst fee that is more, planned and ordered', lie: lies.worseFee, whyNot: RULES },
  { what: 'less of the fill that ends an order', lie: lies.smallerFill(true), seenBy: 'quantities' },
  { what: 'less of a fill of an order that wanted more', lie: lies.smallerFill(false), whyNot: CHANCE },
  { what: 'a better price of a fill by chance', lie: lies.betterPrice, seenBy: 'venue-books' },
  { what: 'a better price than a book has offered', lie: lies.betterThanOffered, seenBy: 'offers' },
  { what: 'more offered to an order that wanted more', lie: lies.offeredMore(false), seenBy: 'offers' },
  {
    what: 'more offered to an order that was filled by it',
    lie: lies.offeredMore(true),
    whyNot:
      'What others offer is not in the journal, but for what an order of ours has met; nobody met the rest of it.',
  },
  { what: 'an order that is called otherwise', lie: lies.orderRenamed, seenBy: 'order-names' },
  { what: 'one name for two orders at a venue', lie: lies.oneNameForTwo, seenBy: 'venue-names' },
  { what: 'a trade that is called otherwise', lie: lies.tradeRenamed, seenBy: 'venue-names' },
  { what: 'an order that was taken, removed', lie: lies.orderRemoved, seenBy: 'venue-names' },
  { what: 'an arbitrage removed, and the others moved up', lie: lies.arbitrageRemoved(true), seenBy: 'venue-names' },
  {
    what: 'an arbitrage removed, also from the numbers of the venues',
    lie: lies.arbitrageNeverWas,
    whyNot: ANOTHER_RUN,
  },
  { what: 'the last arbitrage removed', lie: lies.arbitrageRemoved(false), whyNot: ANOTHER_RUN },
  { what: 'an arbitrage of twice the size', lie: lies.twiceTheSize, whyNot: ANOTHER_RUN },
  { what: 'the last intent, which was refused, removed', lie: lies.lastRefusedRemoved, whyNot: ANOTHER_RUN },
  { what: 'a fill after the next one of its venue', lie: lies.fillMoved, seenBy: 'venue-names' },
  { what: 'a fill that comes sooner', lie: lies.fillEarlier, whyNot: CHANCE },
  { what: 'a run that takes twice as long', lie: lies.slower, whyNot: CHANCE },
  { what: 'a fill that was reported before it was made', lie: lies.toldBeforehand, seenBy: 'reports' },
  {
    what: 'neighbours that change places',
    lie: lies.neighboursSwapped,
    whyNot: 'Of two records that know nothing of each other only the digest knows which came first.',
  },
  { what: 'FOK for an order that filled in parts', lie: lies.timeInForceOf('FOK', 'several'), seenBy: 'time-in-force' },
  { what: 'IOC for an order that filled twice', lie: lies.timeInForceOf('IOC', 'several'), seenBy: 'time-in-force' },
  {
    what: 'FOK for an order that filled at once and wholly',
    lie: lies.timeInForceOf('FOK', 'one'),
    whyNot: 'An order that filled at once did what an order of any time in force may do.',
  },
  ...lost.map((fault) => ({ what: `${fault} left out`, lie: lies.faultDropped(fault), seenBy: 'faults' })),
  ...cut.map((fault) => ({ what: `${fault} left out`, lie: lies.faultDropped(fault), seenBy: 'faults' })),
  { what: 'rejectBurst left out', lie: lies.faultDropped('rejectBurst', true), seenBy: 'venue-names' },
  ...quiet.map((fault) => ({ what: `${fault} left out`, lie: lies.faultDropped(fault), whyNot: CHANCE })),
  {
    what: 'fillBeforeAck left out',
    lie: lies.faultDropped('fillBeforeAck'),
    whyNot: 'Where the ack came in the end, a fill may have overtaken it by itself. Where it never came, it is seen.',
  },
  {
    what: 'lateFillAfterCancel left out',
    lie: lies.faultDropped('lateFillAfterCancel'),
    whyNot: 'A report may be late by itself. Where a cancel left out what had filled, it is seen.',
  },
  {
    what: 'rateLimitStorm left out',
    lie: lies.faultDropped('rateLimitStorm'),
    whyNot: 'A storm before it may still have lasted. Where it was the first one, it is seen.',
  },
  {
    what: 'marketClosedDuringOpenSet left out',
    lie: lies.faultDropped('marketClosedDuringOpenSet'),
    whyNot: 'When a market closes by itself is an input of the run.',
  },
  { what: 'submitLost written down as ackLost', lie: lies.faultRenamed('submitLost', 'ackLost'), seenBy: 'faults' },
  { what: 'ackLost written down as ackLate', lie: lies.faultRenamed('ackLost', 'ackLate'), seenBy: 'faults' },
  { what: 'ackLate written down as ackLost', lie: lies.faultRenamed('ackLate', 'ackLost'), seenBy: 'faults' },
  { what: 'a fault that nobody knows', lie: lies.faultAdded('gremlin'), seenBy: 'faults' },
  { what: 'submitLost of an order that arrived', lie: lies.faultAdded('submitLost'), seenBy: 'faults' },
  { what: 'ackLate where nothing was late', lie: lies.faultAdded('ackLate'), whyNot: CHANCE },
  { what: 'a cancel as an expiry', lie: lies.reasonOf('cancelled', 'expired', 'requested'), seenBy: 'time-in-force' },
  { what: 'a cancel for want of money', lie: lies.reasonOf('cancelled', 'venue', 'requested'), seenBy: 'venue-books' },
  { what: 'a cancel for a reason that there is not', lie: lies.reasonOf('cancelled', 'mood'), seenBy: 'venue-books' },
  {
    what: 'an end of IOC as a cancel that nobody asked for',
    lie: lies.reasonOf('cancelled', 'requested', 'iocRemainder', false),
    seenBy: 'venue-books',
  },
  {
    what: 'a reject for a storm that was not',
    lie: lies.reasonOf('rejected', 'rateLimited', 'venueRefused'),
    seenBy: 'venue-books',
  },
  {
    what: 'a reject for another reason',
    lie: lies.reasonOf('rejected', 'insufficientFunds', 'venueRefused'),
    whyNot: RULES,
  },
  { what: 'a payout of a micro more', lie: lies.paidMore, seenBy: 'payouts' },
  {
    what: 'a result the other way round',
    lie: lies.resultTurned,
    whyNot: 'How an event ends is known to its venue alone.',
  },
  {
    what: 'an opening of nothing',
    lie: lies.fieldsOf('account.opened', () => ({ amount: 0n })),
    seenBy: 'venue-balances',
  },
  {
    what: 'an opening of more',
    lie: lies.fieldsOf('account.opened', ({ amount }) => ({ amount: amount + 1n })),
    whyNot: INPUT,
  },
  { what: 'another seed', lie: lies.fieldsOf('run.started', () => ({ seed: 'other' })), whyNot: INPUT },
  { what: 'another scenario', lie: lies.fieldsOf('run.started', () => ({ scenarioHash: 'other' })), whyNot: INPUT },
  { what: 'venues with the names of each other', lie: lies.venuesSwapped(false), seenBy: 'venue-names' },
  {
    what: 'venues with all names of each other',
    lie: lies.venuesSwapped(true),
    whyNot: 'A name says nothing of a venue.',
  },
  {
    what: 'an opportunity with another edge',
    lie: lies.fieldsOf('opportunity.seen', ({ edgePx }) => ({ edgePx: edgePx + 1n })),
    seenBy: 'opportunities',
  },
  {
    what: 'an opportunity left out',
    lie: lies.without('opportunity.seen'),
    whyNot: 'What a market offered is not in the journal otherwise.',
  },
  {
    what: 'a stop left out',
    lie: lies.without('command.received', ({ command }) => command === 'stop'),
    whyNot: 'A run may end by itself just then.',
  },
  {
    what: 'a limit that was reached left out',
    lie: lies.without('risk.tripped'),
    whyNot: 'A run may end by itself just then.',
  },
];

const plan: Plan = {
  ...{ seed: '7', intents: 10, everyUs: 100_000, mode: 'parallel', policy: 'unwind', capacity: 64 },
  ...{ rejectBps: 1_500, partialBps: 6_000, slowUs: 300_000 },
};

const specOf = (fault: FaultName) => ({
  ...{ fault, venue: venueOfFault(fault), chanceBps: 4_000 },
  ...(faultCatalogue[fault].delay === null ? {} : { delayUs: { kind: 'constant', valueUs: 150_000 } as const }),
});

/** A run under one fault; a read is stale only where somebody asks, because an ack is lost and nothing fills. */
const underFault = (fault: FaultName): Story => {
  const bounded = { ...plan, seed: '8', rejectBps: 0, noFillBps: 2_500, latencies: boundedLatencies, settlement };
  if (fault !== 'staleRead') return run({ ...bounded, faults: [specOf(fault)] });
  return run({ ...bounded, noFillBps: 9_000, faults: [specOf(fault), { ...specOf('ackLost'), chanceBps: 10_000 }] });
};

const scenarioStory = (file: string, intentsMax: number): Story => {
  const parsed = parseScenario(readFileSync(file, 'utf8'), file);
  if (!parsed.ok) throw new Error(`${file} is no scenario`);
  const records: RecordBody[] = [];
  const times: number[] = [];
  const whole = createRun(parsed.scenario, { scenarioHash: parsed.hash, intentsMax });
  whole.consume((body, _seq, atUs) => {
    records.push(body);
    times.push(atUs);
  });
  whole.runToEnd();
  return { records, times };
};

const PLACES_MAX = 6;

/** What became of the lies of a class: how often it was inserted and seen, and by which invariants. */
const tell = (stories: readonly Story[], lie: lies.Lie) => {
  let told = 0;
  const unseen: string[] = [];
  const by = new Set<string>();
  for (const story of stories) {
    let places = 0;
    for (let at = 0; at < story.records.length && places < PLACES_MAX; at += 1) {
      const lied = lie(story, at);
      if (lied === null) continue;
      places += 1;
      told += 1;
      const { violations } = mended(lied);
      for (const { invariant } of violations) by.add(invariant);
      if (violations.length === 0) unseen.push(`record ${at + 1}`);
    }
  }
  return { told, unseen, by };
};

describe('a consistent lie', () => {
  let stories: readonly Story[] = [];

  beforeAll(() => {
    stories = [
      run(plan),
      run({ ...plan, timeInForce: 'IOC', intents: 6 }),
      run({ ...plan, mode: 'sequential', intents: 6 }),
      ...faultNames.map(underFault),
      scenarioStory('scenarios/books.yaml', 60),
      syntheticStory(),
    ];
    for (const story of stories) expect(violationsOf(story)).toEqual([]);
  });

  it.each(classes.filter(({ seenBy }) => seenBy !== undefined))('$what is seen, by $seenBy', ({ lie, seenBy }) => {
    const { told, unseen, by } = tell(stories, lie);
    expect(told).toBeGreaterThan(0);
    expect(unseen).toEqual([]);
    expect([...by]).toContain(seenBy);
  });

  it.each(classes.filter(({ whyNot }) => whyNot !== undefined))('$what cannot be seen: $whyNot', ({ lie }) => {
    const { told, unseen } = tell(stories, lie);
    expect(told).toBeGreaterThan(0);
    expect(unseen).not.toEqual([]);
  });
});
