// Goal: a person can watch a run and go through it in a browser. The built page is driven in a real Chromium; whatever
// the browser complains of fails the test; screenshots stay in coverage/screenshots.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRun } from '../../src/run/create-run.ts';
import { loadScenario } from '../../src/run/load-scenario.ts';
import { openJournals } from '../../src/cli/visualize/journals.ts';
import type { InspectedRun } from '../../src/inspect/sources/inspected-run.ts';
import type { Listening } from '../../src/http/listen.ts';
import { watchRun, type Watched } from '../../src/inspect/sources/spool-source.ts';
import { createFolder } from '../cli/folder.ts';
import { dte } from '../cli/memory-terminal.ts';
import { findChromium, startChromium } from '../../bench/page/chromium.ts';
import { buildPage, screenshots, serveRuns } from '../../bench/page/page-server.ts';

const executable = findChromium();
const folder = createFolder();
const WAIT_MS = 20_000;

describe.skipIf(executable === null)('the page in a browser', () => {
  let browser: Browser;
  let server: Listening;
  let live: Watched;
  let step: (steps: number) => void;
  let runs: readonly InspectedRun[];
  const complaints: string[] = [];

  const open = async (hash: string, size = { width: 1440, height: 900 }): Promise<Page> => {
    const page = await browser.newPage({ viewport: size, colorScheme: 'dark' });
    page.setDefaultTimeout(WAIT_MS);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) complaints.push(`asked for ${request.url()}`);
    });
    await page.goto(`${server.url}${hash}`);
    return page;
  };
  const shot = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: `${screenshots}${name}.png` });
  const countOf = async (page: Page, state: string): Promise<number> => {
    const text = await page.locator(`g[data-state="${state}"] > text.count`).textContent();
    return Number((text ?? '').replaceAll(',', ''));
  };

  beforeAll(async () => {
    const demo = folder.path('demo.jsonl');
    const storm = folder.path('storm.jsonl');
    expect((await dte(['run', 'scenarios/demo.yaml', '--intents', '400', '--quiet', '--out', demo])).exitCode).toBe(0);
    await dte(['run', 'scenarios/storm.yaml', '--intents', '150', '--quiet', '--out', storm]);
    runs = await openJournals([demo, storm], 'tests');
    live = await watchRun('live', folder.path('.'));
    const { scenario, hash } = loadScenario('scenarios/demo.yaml');
    const run = createRun(scenario, { scenarioHash: hash, intentsMax: 300 });
    run.consume(live.consume);
    step = (steps) => {
      for (let taken = 0; taken < steps; taken += 1) if (!run.step()) break;
    };
    step(500);
    server = await serveRuns(await buildPage(), [...runs, live.run]);
    browser = await startChromium(executable ?? '');
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await live?.close();
    for (const run of runs ?? []) await run.close();
  });

  it('opens a finished run, with what it came to and its time, and says that it is a simulation', async () => {
    const page = await open('');
    await page.getByRole('link', { name: /^demo/ }).click();
    await page.locator('.tile', { hasText: 'intents' }).getByText('400').waitFor();
    expect(await page.locator('.simulation').textContent()).toBe('SIMULATION');
    await page.locator('.plot canvas').nth(3).waitFor();
    await page.locator('.hops td svg').first().waitFor();
    await shot(page, 'run');
    // A moment that is gone to shows what had been until then.
    await page.getByLabel('Moment of the run').fill('0');
    await page
      .locator('.tile', { hasText: 'intents' })
      .getByText(/^\d{1,2}$/)
      .waitFor();
    await page.close();
  });

  it('filters orders, opens one, and walks through its life with its path lit in the chart', async () => {
    const page = await open('#/find/demo/orders');
    await page.locator('.row a').first().waitFor();
    await page.getByLabel('status').selectOption('rejected');
    await page.locator('.rows .row a', { hasText: 'rejected' }).first().waitFor();
    expect(page.url()).toContain('status=rejected');
    const statuses = await page.locator('.rows .row .c-state').allTextContents();
    expect(new Set(statuses)).toEqual(new Set(['rejected']));
    await shot(page, 'find');
    await page.locator('.rows .row a').first().click();
    await page.locator('.step.current[data-step="0"]').waitFor();
    const lit = page.locator('.life-right g.state.lit.leaf');
    await page.locator('g[data-state="execution.pending.queued"].lit').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('.step.current[data-step="1"]').waitFor();
    await page.getByRole('button', { name: 'Last step' }).click();
    await page.locator('g[data-state="execution.rejected"].lit').waitFor();
    expect(await lit.count()).toBe(3);
    expect(await page.locator('.life-right g.edge.walked, .life-right g.edge.stepped').count()).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Step back' }).click();
    expect(page.url()).toMatch(/step=\d+/);
    await shot(page, 'life');
    await page.close();
  });

  it('comes back to the same step when a link is opened again', async () => {
    const page = await open('#/life/demo/1?step=4');
    await page.locator('.step.current[data-step="4"]').waitFor();
    const before = await page.locator('.now').textContent();
    await page.reload();
    await page.locator('.step.current[data-step="4"]').waitFor();
    expect(await page.locator('.now').textContent()).toBe(before);
    await page.close();
  });

  it('shows every chart, the actors of a state, and the counts of one venue', async () => {
    const page = await open('#/charts/demo/order');
    await page.locator('g[data-state="execution.filled"]').waitFor();
    const all = await countOf(page, 'execution.filled');
    await page.getByLabel('Venue').selectOption('kalshi');
    await expect.poll(() => countOf(page, 'execution.filled'), { timeout: WAIT_MS }).not.toBe(all);
    const atKalshi = await countOf(page, 'execution.filled');
    expect(atKalshi).toBeGreaterThan(0);
    expect(atKalshi).toBeLessThan(all);
    await page.locator('g[data-state="execution.rejected"]').click();
    await page.locator('.actors .row a').first().waitFor();
    expect(await page.locator('.actors .rows .row').count()).toBe(await countOf(page, 'execution.rejected'));
    await shot(page, 'chart-order');
    for (const chart of ['Settlement', 'Arbitrage', 'Venue lane', 'Persistence', 'Engine']) {
      await page.getByRole('navigation', { name: 'Charts' }).getByRole('link', { name: chart }).click();
      await page.locator('.chart g.state.leaf').first().waitFor();
      await shot(page, `chart-${chart.toLowerCase().replace(' ', '-')}`);
    }
    await page.close();
  });

  it('finds an anomaly, and shows the step at which it came', async () => {
    const page = await open('#/find/storm/marks?kind=anomaly');
    const first = page.locator('.rows .row a', { has: page.locator('.c-id:not(:empty)') }).first();
    await first.waitFor();
    await shot(page, 'anomalies');
    await first.click();
    await page.locator('.step.current.anomaly').waitFor();
    await page.locator('.now.anomaly').getByText('ANOMALY').waitFor();
    await shot(page, 'anomaly');
    await page.close();
  });

  it('finds by name, and says when there is no such thing', async () => {
    const page = await open('#/run/demo');
    await page.keyboard.press('/');
    await page.getByRole('searchbox').fill('kalshi-1');
    await page.keyboard.press('Enter');
    await page.locator('.life-page h1', { hasText: 'order' }).waitFor();
    await page.getByRole('searchbox').fill('no-such-order');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing is called that.').waitFor();
    await page.close();
  });

  it('counts while a run is live, and stops when it is over', async () => {
    const page = await open('#/charts/live/order');
    await page.locator('.badge.live').waitFor();
    const before = await countOf(page, 'execution.filled');
    step(3_000);
    await expect.poll(() => countOf(page, 'execution.filled'), { timeout: WAIT_MS }).toBeGreaterThan(before);
    await shot(page, 'live');
    step(1_000_000);
    live.end();
    await page.locator('.badge.live').waitFor({ state: 'detached' });
    await page.close();
  });

  it('puts runs side by side, and can be read on a phone, light or dark', async () => {
    const page = await open('#/compare/demo,storm');
    await page.locator('.beside .panel g[data-state="legging"]').nth(1).waitFor();
    await shot(page, 'compare');
    await page.close();
    const phone = await open('#/run/demo', { width: 390, height: 800 });
    await phone.locator('.tile').first().waitFor();
    await phone.keyboard.press('t');
    expect(await phone.locator('html').getAttribute('data-look')).toBe('light');
    expect(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await shot(phone, 'phone');
    await phone.close();
  });

  it('says what is wrong where a link leads nowhere', async () => {
    const page = await open('#/life/demo/999999');
    await page.getByText("There is no order or arbitrage '999999' in this run.").waitFor();
    // The browser itself notes the answer.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]);
    await page.close();
  });

  it('gave the browser nothing to complain of, and asked nobody else', () => {
    expect(complaints).toEqual([]);
  });
});
