// Goal: a report is whole, says what the run was, and asks nothing of the network; a hostile name stays text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportHtml, type ReportInputs } from '../../../src/report/html/page.ts';
import { escaped } from '../../../src/report/html/svg.ts';
import { moneyText } from '../../../src/text/units.ts';
import { badRun, goodRun, stoppedRun } from '../sample-summary.ts';

const point = {
  intents: 3,
  begun: 2,
  refused: 1,
  fills: 4,
  anomalies: 1,
  faults: 1,
  exposureMax: 12_500_000n,
  liveMax: 2,
  expected: 2_000_000n,
  captured: -500_000n,
};

const inputs: ReportInputs = {
  summary: goodRun,
  series: { widthUs: 1_000, points: [point, { ...point, exposureMax: 0n }, { ...point, captured: 1n }] },
  fills: [{ venue: 'kalshi', fills: 4, qty: 9_000_000n, betterQty: 1_000_000n, saved: 20_000n, fees: 70_000n }],
  story: ['Arbitrage 7 <failed>'],
  reproduction: 'dte run demo.yaml --seed 7',
  frozen: { scenario: 'abc123' },
};

describe('a report', () => {
  const page = reportHtml(inputs);

  test('says first what the run came to, and what makes a figure of it meaningless', () => {
    const first = page.indexOf('<p class="verdict good"><b>PASS</b> demo, seed 7: 2 of 2 expectations, ');
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(page.indexOf('SIMULATION'));
    const remarks = [{ name: 'fewIntents', sentence: 'So <few>.' }];
    expect(reportHtml({ ...inputs, summary: { ...goodRun, remarks } })).toContain('<b>Note</b> So &lt;few&gt;.');
    const failed = reportHtml({ ...inputs, summary: badRun });
    expect(failed).toContain('<p class="verdict bad"><b>FAIL</b> demo, seed 7: agreement is broken at record 41877');
    const stopped = reportHtml({ ...inputs, summary: stoppedRun });
    expect(stopped).toContain('<b>INTERRUPTED</b> demo, seed 7: interrupted at 75 of 416 intents, 4.2 s of virtual');
  });

  test('leads from an anomaly to where it was noticed, and says whose order management this was', () => {
    for (const text of ['14.1, 93.1, 95.2', 'record 4012', 'createVenue']) expect(page).toContain(text);
  });

  test('says that it was a simulation, and what does the run again', () => {
    expect(page).toContain('SIMULATION');
    for (const text of [inputs.reproduction, goodRun.digest, goodRun.runId, 'abc123']) expect(page).toContain(text);
  });

  test('shows what was expected, each cause that took some of it, and what was captured', () => {
    const { expected, captured, differences } = goodRun.pnl;
    expect(page).toContain(moneyText(expected));
    expect(page).toContain(moneyText(captured));
    for (const { name, amount } of differences) if (amount !== 0n) expect(page).toContain(`>${name}</text>`);
  });

  test('stands alone: no script, and nothing that would be loaded', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:|\bon[a-z]+=/);
    expect(page).toContain("default-src 'none'");
  });

  test('draws every plot within its frame', () => {
    for (const [, x, y] of page.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(720);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThanOrEqual(200);
    }
    expect(page).not.toMatch(/NaN|Infinity|undefined|width="-|height="-/);
  });

  test('keeps whatever a name holds as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const hostile = `<script>${name}"'>`;
        const text = reportHtml({ ...inputs, summary: { ...goodRun, name: hostile }, story: [hostile] });
        expect(text).not.toContain('<script');
        expect(text).toContain(escaped(hostile));
      }),
      { numRuns: 30 },
    );
  });

  test('of a run in which nothing happened is a page too', () => {
    const nothing = { ...point, intents: 0, begun: 0, refused: 0, fills: 0, anomalies: 0, faults: 0, exposureMax: 0n };
    const quiet = { ...goodRun, latency: {}, anomalies: {}, faults: {}, expectations: [] };
    const text = reportHtml({ ...inputs, summary: quiet, series: { widthUs: 1_000, points: [nothing] }, fills: [] });
    expect(text).toContain('</html>');
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });
});
