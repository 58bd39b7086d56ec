// Goal: the page tells everything that matters, says first that it is a simulation, and fits the terminal.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summaryLines } from '../../../src/report/text/summary-text.ts';
import type { Paint } from '../../../src/text/paint.ts';
import { badRun, goodRun, judged, samplePage, stoppedRun } from '../sample-summary.ts';

const page = (summary = goodRun, width = 100): string =>
  `\n${summaryLines(summary, { ...samplePage, width }).join('\n')}\n`;

/** Only the sections of that title, up to the next. */
const section = (text: string, title: string): string =>
  text.split('\n\n').find((part) => part.startsWith(title)) ?? '';

describe('the page of a run', () => {
  test('reads like this', () => {
    expect(page()).toMatchInlineSnapshot(`
      "
      PASS  demo, seed 7: 2 of 2 expectations, 21 invariants held, 59 faults survived, 81 % of the
            edge captured (980.20 of 1,204.50 USD)
      SIMULATION: 1 min 43 s of virtual time, 41,877 records. No order has left this machine.

      What was tested
        2,000 intents, 1,742 begun: 4,013 orders with 4,377 fills at polymarket, kalshi, regional
        59 faults on the way: ackLost 34, fillReportDuplicated 17, submitLost 8
        the engine's own order management, from intent to fill, audited over the journal alone

      One failure, step by step
        dte explain 93 scenarios/demo.yaml --seed 7  arbitrage 93, which has most to tell

      Next
        dte run scenarios/demo.yaml --seed 7  the same run, to the last byte
        dte faults                            what can go wrong

      Intents (19 a second of virtual time)
        2,000 intents, 1,742 begun
        258 refused before anything was sent: noEdge 211, laneSaturated 31, liveArbitrages 16

      Arbitrages: 1,742
        completed  1,604   92 %  ██████████████████████··  every set hedged
        partial       21  1.2 %  █·······················  hedged, fewer sets than planned
        cancelled     30  1.7 %  █·······················  nothing filled, nothing lost
        failed        86  4.9 %  █·······················  flat again, at a cost
        exposed        1  0.1 %  █·······················  a residue is left, on record
        opened again after their end: 14, by a late fill or a settlement that failed
        the first of them: partial 12, 40, 41; failed 93, 101, 7; exposed 230

      Orders: 4,013, with 4,377 fills
        filled     3,801   95 %  ███████████████████████·
        cancelled    140  3.5 %  █·······················
        rejected      72  1.8 %  █·······················

      Edge, in USD
        expected         1,204.50
          fees             +12.40  less than the worst fees, which are planned
          unfilled        -104.00  the edge of sets that never filled
          unwinds         -131.70  getting out of legs that stood alone
          failures          -1.00  settlements that failed
          rounding        +0.0008  the venues' and our own rounding
        captured           980.20  81 % of it
        worst arbitrage     -4.21
        fees paid: polymarket 301.22 pUSD, kalshi 212.00 USD

      Latency, in virtual time
                        submit to answer           submit to first fill
                          p50     p90     p99         p50     p90     p99
        polymarket      91 ms  172 ms  301 ms      241 ms  590 ms  1.32 s
        kalshi          40 ms   66 ms   99 ms       88 ms  190 ms  420 ms
        regional        20 ms   20 ms   20 ms       45 ms   61 ms   71 ms
                        fill to report              cancel to answer
                           p50     p90     p99        p50     p90     p99
        polymarket       30 ms   51 ms   77 ms      90 ms  180 ms  402 ms
        kalshi          2.1 ms  4.2 ms  950 µs      41 ms   70 ms  120 ms
        regional        350 µs  350 µs  350 µs          –       –       –

      Lanes
                    most in use     of  refused  throttled  disconnects  halts
        polymarket           92  1,024        –          3            –      –
        kalshi              512    512       31        118            1      –
        regional             16  1,024        –          –            –      –

      Faults and anomalies
        59 faults injected, survived: the books agree
          ackLost 34, fillReportDuplicated 17, submitLost 8
        31 anomalies noticed, flagged and written down, the first of them at
          lateFill      19  14.1, 93.1, 95.2, …
          zombie         7  77.2, …
          fillsMissing   5  record 4012, …
          to follow one: dte explain 14.1 scenarios/demo.yaml --seed 7

      Audit
        every promise held: 21 invariants, 612,233 comparisons, over the journal alone

      Expected by the scenario
        holds  violations: 0     it is 0
        holds  captured: >= 0.8  it is 0.813785

      The story of one arbitrage
        Arbitrage 93, at 9.2 s of virtual time: 10 sets of FED-DEC, legs all at once, strategy generator.
            +0 µs  wanted: buy 10 YES at 0.48 on polymarket and buy 10 NO at 0.49 on kalshi
          +400 ms  no answer for 93.1: in doubt

      Whose order management
        The order management tested here is the engine's own. To test yours, drive a simulated venue
          with it: createVenue, in docs/order-management.md.

      Digest (same inputs, same digest)
        9f2c1d7e5b8a4c3f0e6d9b2a7c5f8e1d4b3a6c9f2e5d8b1a4c7f0e3d6b9a2c5f
      "
    `);
  });

  test('says first what the run comes to, and then that it is a simulation', () => {
    const [verdict, ...rest] = page().trim().split('\n');
    expect(verdict).toMatch(/^PASS {2}demo, seed 7: 2 of 2 expectations, 21 invariants held, 59 faults survived, /);
    expect(rest.find((line) => !line.startsWith(' '))).toMatch(/^SIMULATION: /);
    expect(page(badRun)).toMatch(/^\nFAIL {2}demo, seed 7: agreement is broken at record 41877 \(93\.1\)/);
    expect(page(stoppedRun)).toMatch(/^\nINTERRUPTED {2}demo, seed 7: interrupted at 75 of 416 intents, 4\.2 s of /);
  });

  test('says on 25 lines what was tested, how one failure is seen and what comes next, before any figure', () => {
    for (const width of [80, 100, 140]) {
      const head = page(goodRun, width).trimStart().split('\n').slice(0, 25).join('\n');
      for (const title of ['PASS', 'What was tested', 'One failure, step by step', 'Next'])
        expect(head).toContain(title);
      expect(head).toContain('dte explain 93 scenarios/demo.yaml --seed 7');
      expect(head).toContain(samplePage.next.at(-1)?.command);
    }
  });

  test('says what makes a figure meaningless right under the verdict', () => {
    const remarks = [{ name: 'fewIntents', sentence: '12 intents are few.' }];
    const [before = '', after = ''] = page({ ...goodRun, remarks }).split('NOTE  12 intents are few.\n');
    expect(before).toMatch(/^\nPASS/);
    expect(before).not.toContain('Intents (');
    expect(after).toContain('Intents (');
  });

  test('says behind the story whose order management was tested, and how to test another', () => {
    const text = page();
    expect(section(text, 'Whose order management').replaceAll(/\s+/g, ' ')).toContain(
      "is the engine's own. To test yours, drive a simulated venue with it: createVenue",
    );
    expect(text.indexOf('The story of one')).toBeLessThan(text.indexOf('Whose order management'));
  });

  test('names an id for each kind of anomaly, and the command that follows one', () => {
    const part = section(page(), 'Faults and anomalies');
    expect(part).toMatch(/lateFill +19 {2}14\.1, 93\.1, 95\.2, …\n/);
    expect(part).toMatch(/fillsMissing +5 {2}record 4012, …\n/);
    expect(part).toContain('to follow one: dte explain 14.1');
    const onlyRecords = section(
      page({ ...goodRun, anomalyIds: { odd: ['record 9'] }, anomalies: { odd: 1 } }),
      'Faults',
    );
    expect(onlyRecords).not.toContain('to follow one');
  });

  test('says no share of an edge where resolutions made the result', () => {
    const pnl = {
      ...goodRun.pnl,
      expected: 328_660_000n,
      captured: 16_278_330_000n,
      differences: [{ name: 'resolution', amount: 15_950_000_000n }],
    };
    const text = page(judged({ ...goodRun, pnl }));
    expect(text.replaceAll(/\s+/g, ' ')).toContain('16,278.33 USD captured, +15,950.00 of it by resolution');
    expect(text).not.toContain('% of');
  });

  test('says loudly what was broken, missed, or cut short', () => {
    const text = page(badRun, 80);
    expect(section(text, 'Audit')).toMatchInlineSnapshot(`
      "Audit
        12 promises BROKEN: 21 invariants, 612,233 comparisons
          agreement, record 41877, 93.1: rejected, and filled at its venue: booked 0
            micros of a share, filled 10000000 micros of a share
          and 11 more"
    `);
    expect(section(text, 'Expected')).toMatchInlineSnapshot(`
      "Expected by the scenario
        MISSED  exposed: 0  it is 1"
    `);
    expect(page(stoppedRun).replaceAll(/\s+/g, ' ')).toContain('It was interrupted, and drained.');
    expect(section(page(stoppedRun), 'Expected')).toContain('of a whole run, which this was not');
    expect(text).not.toContain('survived: the books agree');
  });

  test.each([
    ['drawdown', 'drawdown', 'It ended early: the kill switch, by the limit drawdown.'],
    ['strategyFaulted', null, 'It ended early: its strategy had to be stopped.'],
    ['enough', null, 'It ended early: enough.'],
  ])('says why it ended early: %s', (endedBy, tripped, sentence) => {
    const text = page({ ...goodRun, endedBy, tripped }).replaceAll(/\s+/g, ' ');
    expect(text).toContain(`No order has left this machine. ${sentence}`);
    expect(text.includes('the kill switch stopped the run')).toBe(tripped !== null);
  });

  test('says nothing of an early end where the run had all its moments', () => {
    expect(page({ ...goodRun, endedBy: 'finished', tripped: null })).toContain('this machine.\n\n');
  });

  test('says of fees whether they were less than the worst, or more because getting out costs too', () => {
    const fees = (amount: bigint) =>
      section(page({ ...goodRun, pnl: { ...goodRun.pnl, differences: [{ name: 'fees', amount }] } }), 'Edge');
    expect(fees(2_000_000n)).toContain('+2.00  less than the worst fees');
    expect(fees(-2_000_000n)).toContain('-2.00  more than the planned fees');
  });

  test('of an empty run is no more than that', () => {
    const none = { total: 0, completed: 0, partial: 0, cancelled: 0, failed: 0, exposed: 0, live: 0, reopened: 0 };
    const empty = {
      ...goodRun,
      arbitrages: none,
      latency: {},
      lanes: {},
      faults: {},
      anomalies: {},
      expectations: [],
      intents: { total: 0, planned: 0, refused: {}, refusedBy: {}, byStrategy: {} },
      arbitrageIds: {},
      anomalyIds: {},
    };
    const text = summaryLines(empty).join('\n');
    expect(text).toContain('nothing was sent');
    expect(text).toContain('no faults were injected');
    expect(text).not.toContain('Expected by the scenario');
    expect(text).not.toContain('NaN');
  });

  test('fits any terminal from 72 columns on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 72, max: 160 }), fc.constantFrom(goodRun, badRun, stoppedRun), (width, summary) => {
        const lines = summaryLines(summary, { ...samplePage, width });
        // A story comes laid out already.
        const own = lines.filter((line) => !samplePage.story.some((told) => line.includes(told)));
        expect(Math.max(...own.map((line) => line.length))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('in colours is the same page', () => {
    const codes = new RegExp(`${'\u001B'}\\[\\d+m`, 'g');
    const escape = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;
    const paint: Paint = { bold: escape(1), dim: escape(2), good: escape(32), bad: escape(31), odd: escape(33) };
    for (const summary of [goodRun, badRun, stoppedRun])
      for (const width of [80, 100, 120]) {
        const painted = summaryLines(summary, { ...samplePage, width, paint });
        const bare = painted.map((line) => line.replaceAll(codes, '').trimEnd());
        expect(bare).toEqual(summaryLines(summary, { ...samplePage, width }).map((line) => line.trimEnd()));
      }
  });
});
