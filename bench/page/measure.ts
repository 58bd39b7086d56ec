// Measures in a browser what a large run costs its viewer: how long it takes to the first figures and to all of them,
// from the address and from the command, the first time and then, out of a journal file and out of a database; and how
// many frames a second there are while the time is dragged about. The commands are the real ones.
// `npm run bench:visualizer [intents]`.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Figure } from '../measure.ts';
import { findChromium, startChromium } from './chromium.ts';

/** Two thirds of the intents become arbitrages: 100,000 of them. */
const wanted = Number(process.argv[2] ?? 154_000);
const OPENING_MS_MAX = 2_000;
const FRAMES_MIN = 30;
const SCRUB_MS = 4_000;
const WAIT_MS = 300_000;
/** Above this the last of what is kept has been written. */
const KEEPING_MS = 6_000;

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

const dte = fileURLToPath(new URL('../../src/cli/dte.js', import.meta.url));

const say = ({ name, value, must, holds }: Figure): void => {
  const judged = must === undefined ? '' : `   must be ${must}: ${holds === true ? 'holds' : 'DOES NOT HOLD'}`;
  process.stdout.write(`${name.padEnd(56)} ${value}${judged}\n`);
};

const inMs = (name: string, ms: number, msMax?: number): Figure => ({
  name,
  value: `${Math.round(ms)} ms`,
  ...(msMax === undefined ? {} : { must: `< ${msMax}`, holds: ms < msMax }),
});

/** A run that was opened by its command. */
interface Opened {
  readonly page: Page;
  readonly url: string;
  readonly servedMs: number;
  readonly seenMs: number;
  readonly wholeMs: number;
  close(): Promise<void>;
}

/** Opens a run as a person does. */
const open = async (browser: Browser, args: readonly string[], run: string): Promise<Opened> => {
  const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
  page.setDefaultTimeout(WAIT_MS);
  const started = performance.now();
  const child = spawn(process.execPath, [dte, 'visualize', ...args, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const url = said.toString('utf8').trim();
  const servedMs = performance.now() - started;
  await page.goto(`${url}#/charts/${run}/order`);
  const counts = page.locator('g[data-state="execution.filled"] > text.count').filter({ hasText: /[1-9]/ });
  // What the run comes to in all is there as soon as anything is, or the counts themselves are those of all of it.
  await counts.waitFor();
  await page.waitForFunction(`!document.querySelector('.badge.reading') || document.querySelector('.totals')`);
  const seenMs = performance.now() - started;
  await page.locator('.badge.reading').waitFor({ state: 'detached' });
  const wholeMs = performance.now() - started;
  return {
    page,
    url,
    servedMs,
    seenMs,
    wholeMs,
    close: async () => {
      await page.waitForTimeout(KEEPING_MS);
      await page.close();
      child.kill('SIGINT');
      await once(child, 'close');
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
  const scenarioPath = join(folder, 'large.yaml');
  const journal = join(folder, 'large.jsonl');
  const database = join(folder, 'database');
  writeFileSync(scenarioPath, scenario);
  const written = execFileSync(
    process.execPath,
    [dte, 'run', scenarioPath, '--intents', String(wanted), '--quiet', '--json', '--db', database, '--out', journal],
    { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 },
  );
  const { arbitrages } = JSON.parse(written.toString('utf8')) as { readonly arbitrages: Record<string, number> };
  const browser = await startChromium(path);
  say({ name: 'arbitrages', value: (arbitrages['total'] ?? 0).toLocaleString('en-US') });
  const ways = [
    { from: 'journal file', args: [journal], run: 'large' },
    { from: 'database in a directory', args: ['1', '--db', database], run: '1' },
  ] as const;
  for (const { from, args, run } of ways) {
    const first = await open(browser, args, run);
    const head = await fetch(`${first.url}api/runs/${run}/head`);
    const { records } = (await head.json()) as { readonly records: number };
    say({ name: `${from}: records`, value: records.toLocaleString('en-US') });
    say(inMs(`${from}: the server answers`, first.servedMs));
    say(inMs(`${from}, first time: seen in the browser`, first.seenMs - first.servedMs, OPENING_MS_MAX));
    say(inMs(`${from}, first time: seen, from the command`, first.seenMs));
    const readMs = first.wholeMs - first.servedMs;
    const each = ((readMs * 1_000) / records).toFixed(1);
    say({ name: `${from}, first time: all read`, value: `${Math.round(readMs)} ms, ${each} µs a record` });
    await first.close();
    const then = await open(browser, args, run);
    say(inMs(`${from}, then: all there in the browser`, then.wholeMs - then.servedMs, OPENING_MS_MAX));
    say(inMs(`${from}, then: all there, from the command`, then.wholeMs));
    if (run === 'large')
      for (const view of ['charts/large/order', 'charts/large/arbitrage', 'run/large']) {
        await then.page.goto(`${then.url}#/${view}`);
        await then.page.waitForTimeout(1_500);
        const { perSecond, longest } = (await then.page.evaluate(scrub)) as { perSecond: number; longest: number };
        const value = `${perSecond.toFixed(1)} frames a second, the longest ${Math.round(longest)} ms`;
        say({ name: `scrubbing ${view}`, value, must: `> ${FRAMES_MIN}`, holds: perSecond > FRAMES_MIN });
      }
    await then.close();
  }
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
