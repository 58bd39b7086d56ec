// Measures in a browser what a large run costs whoever looks at it: how long it takes to open, and how many frames a second
// there are while the time is dragged about. `npm run bench:visualizer [arbitrages]`.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openJournals } from '../../src/cli/visualize/journals.ts';
import { createRun } from '../../src/engine/run.ts';
import { encodeRecord } from '../../src/journal/encode.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { findChromium, startChromium } from './chromium.ts';
import { buildPage, servePage } from './page-server.ts';

const wanted = Number(process.argv[2] ?? 100_000);
const SCRUB_MS = 4_000;
const WAIT_MS = 120_000;

/** Two venues with money for any number of arbitrages; something of everything happens. */
const scenario = `
name: large
about: A run that is large enough to be slow.
seed: 1
length: { intents: 100000000 }
arrivals: { constant: { every: 200ms } }
currency: USD
rates: [{ from: pUSD, to: USD, rate: 1 }]
venues:
  polymarket: { opening: 900000000 }
  kalshi: { opening: 900000000, tier: Premier }
markets:
  polymarket: { FED-DEC: { fees: { category: economics }, quotes: { noise: 0.03 } } }
  kalshi: { FED-DEC: { quotes: { noise: 0.03 } } }
pairs:
  FED-DEC:
    verified: made up to be measured
    yes: polymarket/FED-DEC
    no: kalshi/FED-DEC
    fair: 0.36
    mispricing: 0.08
strategies: { generator: { sets: { min: 10, max: 50 }, deadline: 30s } }
faults:
  - { fault: ackLost, venue: [polymarket, kalshi], chanceBps: 100 }
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Writes the journal of a run of so many arbitrages; how many records it has. */
const writeJournal = (path: string): number => {
  const parsed = parseScenario(scenario, 'large.yaml');
  if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed));
  const run = createRun(parsed.scenario, { scenarioHash: '' });
  const file = openSync(path, 'w');
  let lines: string[] = [];
  let begun = 0;
  let records = 0;
  run.consume((body, seq, atUs) => {
    lines.push(`${encodeRecord(body, seq, atUs)}\n`);
    records = seq;
    if (body.type === 'arbitrage.moved' && body.from === 'planning' && body.to === 'legging') begun += 1;
    if (lines.length < 4_096) return;
    writeSync(file, lines.join(''));
    lines = [];
  });
  while (run.step()) if (begun >= wanted) run.stop('enough');
  writeSync(file, lines.join(''));
  closeSync(file);
  return records;
};

/** Opens the page, and says how long it took until counts were seen, and until all of the run was there. */
const openOnce = async (browser: Browser, assets: Awaited<ReturnType<typeof buildPage>>, path: string) => {
  const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
  page.setDefaultTimeout(WAIT_MS);
  const started = performance.now();
  const runs = await openJournals([path], 'measured');
  const server = await servePage(assets, runs);
  await page.goto(`${server.url}#/charts/large/order`);
  await page.locator('g[data-state="execution.filled"] > text.count').filter({ hasText: /[1-9]/ }).waitFor();
  const seenMs = performance.now() - started;
  await page.locator('.badge.reading').waitFor({ state: 'detached' });
  const wholeMs = performance.now() - started;
  return {
    page,
    seenMs,
    wholeMs,
    close: async () => {
      await page.close();
      await server.close();
      // What is kept for the next time is written before a source is closed.
      for (const run of runs) await run.read();
      for (const { source } of runs) await source.close();
    },
  };
};

/** Drags the time to and fro for a while: frames a second, and the longest that one took. */
const scrub = `new Promise((resolve) => {
  const range = document.querySelector('.playhead input');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const started = performance.now();
  let frames = 0, last = started, longest = 0;
  const next = (now) => {
    longest = Math.max(longest, now - last);
    last = now;
    if (now - started > ${SCRUB_MS}) return resolve({ perSecond: frames * 1000 / (now - started), longest });
    frames += 1;
    set.call(range, Number(range.max) * (0.5 + 0.5 * Math.sin(frames / 20)));
    range.dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

const path = findChromium();
if (path === null) process.exit(1);
const folder = mkdtempSync(join(tmpdir(), 'dte-measure-'));
try {
  const journal = join(folder, 'large.jsonl');
  const records = writeJournal(journal);
  say(`${wanted.toLocaleString('en-US')} arbitrages, ${records.toLocaleString('en-US')} records`);
  const assets = await buildPage();
  const browser = await startChromium(path);
  const first = await openOnce(browser, assets, journal);
  say(`first time   counts seen after ${Math.round(first.seenMs)} ms, all read after ${Math.round(first.wholeMs)} ms`);
  await first.close();
  const second = await openOnce(browser, assets, journal);
  const isFast = second.wholeMs < 2_000;
  say(
    `then         counts seen after ${Math.round(second.seenMs)} ms, all there after ${Math.round(second.wholeMs)} ms` +
      `   must be < 2000: ${isFast ? 'holds' : 'DOES NOT HOLD'}`,
  );
  for (const view of ['charts/large/order', 'charts/large/arbitrage', 'run/large']) {
    await second.page.goto(`${second.page.url().split('#')[0]}#/${view}`);
    await second.page.waitForTimeout(1_500);
    const { perSecond, longest } = (await second.page.evaluate(scrub)) as { perSecond: number; longest: number };
    say(
      `scrubbing    ${view.padEnd(24)} ${perSecond.toFixed(1)} frames a second, the longest ${Math.round(longest)} ms` +
        `   must be > 30: ${perSecond > 30 ? 'holds' : 'DOES NOT HOLD'}`,
    );
  }
  await second.close();
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
