// The audit is itself tested: in a good journal one record at a time is dropped, doubled or altered in one field, and
// the journal renumbered. Each is flagged, or its class is in the list below with the reason why no reader of a journal
// could tell; a class that stands there for nothing fails too.
import { describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/audit.ts';
import type { AuditReport } from '../../src/audit/types.ts';
import { faultCatalogue, faultNames, type FaultName } from '../../src/venues/faults/catalogue.ts';
import type { FaultSpec } from '../../src/venues/faults/fault-plan.ts';
import { run, type Plan } from '../engine/plans.ts';
import { alterationsOf, type Story } from './alterations.ts';
import { syntheticStory } from './synthetic.ts';

const undetectable: readonly { readonly kinds: RegExp; readonly why: string }[] = [
  {
    kinds: /^order\.moved \S+ idle (dropped|doubled)$/,
    why: 'It moved neither status nor quantity: an answer that came twice, late or not at all is legal, and looks the same.',
  },
  {
    kinds: /^order\.moved \S+ idle clOrdId swapped$/,
    why: 'Nothing moved, and the same could have happened to the other order, which stood where this one did.',
  },
  {
    kinds: /^order\.moved order\.reconciled (idle )?venueOrderId removed$/,
    why: 'An answer to a query may leave the name out, and the ack has told it.',
  },
  {
    kinds: /^run\.started epochMs [+-]$/,
    why: 'It is an input of the run, from which nothing in the journal derives: a re-execution shows it.',
  },
  {
    kinds: /^(account\.opened sets removed|market\.listed dropped)$/,
    why: 'Where no set was ever whole and no share owed, and where nothing was ever ordered, neither makes a difference.',
  },
  {
    kinds: /^market\.(listed ((tick|qtyMin|qtyStep|makerFees) removed|qtyMin [+-])|changed dropped)$/,
    why: 'A venue may say less of a market; the least and the grid that it takes show in its refusals alone, without figures.',
  },
  {
    kinds: /^order\.created worstFee ([+-]|removed)$/,
    why: 'The most that a venue may charge an unwind rests on its fees, which are rules and not in the journal.',
  },
  {
    kinds: /^arbitrage\.moved exposure\.assessed contested worstCase [+-]$/,
    why: 'What an order may still do that both sides tell differently counts too, and how much it is rests on fees.',
  },
  {
    kinds: /^arbitrage\.moved exposure\.assessed (contested )?dropped$/,
    why: 'It stood between two others of the same verdict, and the next one writes down what the fills come to by then.',
  },
  {
    kinds: /^intent\.received barren (sets|expectedEdge|roiBps|outcomes|legs row|legs \w+) ([+-]|dropped)$/,
    why: 'Nothing was made of it: what it wanted has no witness but itself.',
  },
  {
    kinds: /^intent\.refused by = (plan|risk)$/,
    why: 'Who refused it is known to the refusing part. A lane must name itself.',
  },
  {
    kinds: /^order\.moved venue\.tradeBusted steady doubled$/,
    why: 'A venue may tell the same failure twice: it is taken back once, and the audit holds the order to that.',
  },
  {
    kinds: /^(anomaly\.found|strategy\.faulted|command\.received) (dropped|doubled|(venue|reason) removed)$/,
    why: 'It comes from outside of all that the journal follows, and what it leads to could have come without it. It is counted.',
  },
  {
    kinds: /^fault\.injected (dropped|doubled|clOrdId swapped)$/,
    why: 'A fault that makes a message late, a cancel get lost or a read stale does what chance does too: it is counted.',
  },
  {
    kinds: /^opportunity\.seen (dropped|doubled|ageUs [+-]|legs qty \+)$/,
    why: 'What a market offered, and when it was reported, is not in the journal, but for the least quantity and the edge.',
  },
  {
    kinds: /^arbitrage\.moved exposure\.assessed verdict = exposed$/,
    why: 'Whether what is left over is dust rests on what venues take at least, which are rules and not in the journal.',
  },
  {
    kinds: /^risk\.tripped (dropped|value \+|max -)$/,
    why: 'That nothing begins any more is no proof that a limit was reached; its figure is measured by risk alone.',
  },
  {
    kinds: /^venue\.market (dropped|(market|venue) swapped|(from|to) = \w+)$/,
    why: 'The first state of a market, and one in which nothing is sent or ended there, has no witness but the next move.',
  },
  {
    kinds: /^lane\.moved lane\.(saturated|relieved) (depth|reserved) [+-]$/,
    why: 'Only the turns of a lane are written down, not every message, so within its capacity a figure has no witness.',
  },
];

/** A fault at the venue where it can strike often, at both where it can. */
const faultsOf = (fault: FaultName): readonly FaultSpec[] => {
  const delay =
    faultCatalogue[fault].delay === null ? {} : { delayUs: { kind: 'constant', valueUs: 150_000 } as const };
  const isOutage = ['disconnectWindow', 'halt', 'rateLimitStorm', 'marketClosedDuringOpenSet'].includes(fault);
  const isOnChain = fault === 'settlementFailed' || fault === 'settlementRetried';
  return isOutage || isOnChain ? [] : [{ fault, venue: 'kalshi', chanceBps: 2_000, ...delay }];
};

const plans: readonly Plan[] = [
  {
    seed: '7',
    intents: 8,
    everyUs: 100_000,
    mode: 'parallel',
    policy: 'unwind',
    rejectBps: 2_000,
    partialBps: 6_000,
    slowUs: 300_000,
    capacity: 32,
  },
  {
    seed: '8',
    intents: 5,
    everyUs: 200_000,
    mode: 'sequential',
    policy: 'complete',
    rejectBps: 500,
    partialBps: 6_000,
    slowUs: 600_000,
    capacity: 64,
  },
  {
    seed: '9',
    intents: 6,
    everyUs: 150_000,
    mode: 'parallel',
    policy: 'unwind',
    timeInForce: 'IOC',
    rejectBps: 0,
    partialBps: 8_000,
    slowUs: 50_000,
    capacity: 64,
    faults: faultNames.flatMap((fault) => faultsOf(fault)),
  },
];

const reportOf = ({ records, times }: Story): AuditReport => {
  const audit = createAudit();
  records.forEach((body, index) => audit.observe(body, index + 1, times[index] ?? 0));
  return audit.finish();
};

const violationsOf = (story: Story): number => reportOf(story).violationCount;

describe('a falsified journal', () => {
  const stories: readonly Story[] = [...plans.map(run), syntheticStory()];

  it('is flagged, whichever record was dropped, doubled or altered, but for the classes that are listed', () => {
    const missed = new Map<string, number>();
    let tried = 0;
    for (const story of stories) {
      expect(reportOf(story).violations).toEqual([]);
      for (const alteration of alterationsOf(story)) {
        tried += 1;
        if (violationsOf(alteration.story) > 0) continue;
        missed.set(alteration.kind, (missed.get(alteration.kind) ?? 0) + 1);
      }
    }
    const isListed = (kind: string): boolean => undetectable.some(({ kinds }) => kinds.test(kind));
    const missedCount = [...missed.values()].reduce((sum, count) => sum + count, 0);
    console.info(`${tried} falsified journals, ${tried - missedCount} flagged; not flagged, by class:`);
    for (const [kind, count] of [...missed].toSorted()) console.info(`  ${kind}: ${count}`);
    expect([...missed.keys()].filter((kind) => !isListed(kind))).toEqual([]);
    const isMissed = (kinds: RegExp): boolean => [...missed.keys()].some((kind) => kinds.test(kind));
    expect(undetectable.filter(({ kinds }) => !isMissed(kinds)).map(({ kinds }) => String(kinds))).toEqual([]);
    expect(tried).toBeGreaterThan(4_000);
  });

  it('is flagged when a sequence number is missing, or time goes back', () => {
    const { records, times } = stories[0] as Story;
    for (const at of [1, 50, records.length - 1]) {
      const gap = createAudit();
      const back = createAudit();
      records.forEach((body, index) => {
        gap.observe(body, index >= at ? index + 2 : index + 1, times[index] ?? 0);
        back.observe(body, index + 1, index === at ? -1 : (times[index] ?? 0));
      });
      expect(gap.finish().violations.map(({ invariant }) => invariant)).toEqual(['sequence']);
      expect(back.finish().violations.map(({ invariant }) => invariant)).toEqual(['sequence']);
    }
  });

  it('is flagged when it is cut off before everything has ended', () => {
    const { records, times } = stories[0] as Story;
    const invariants = new Set<string>();
    const audit = createAudit();
    const cut = Math.floor(records.length / 2);
    records.slice(0, cut).forEach((body, index) => audit.observe(body, index + 1, times[index] ?? 0));
    for (const { invariant } of audit.finish().violations) invariants.add(invariant);
    expect(invariants).toContain('agreement');
    expect(invariants).toContain('arbitrage-steps');
  });
});
