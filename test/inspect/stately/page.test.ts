// Goal: the page hands a frame of stately.ai what the socket says, from the moment at which it is ready, and anew when it
// is loaded anew; and it hands it to nobody else. In a real browser, with a stand-in for Stately, since there is no way out.
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GREETING } from '../../../src/inspect/stately/protocol.ts';
import { stageOf } from './clients.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere)
  process.stderr.write(
    `\nSKIPPED: the page of Stately's inspector, because there is no browser at ${executablePath}\n`,
  );

/** A stand-in for the inspector: it greets, and shows what it receives. */
const inspector = (origin: string): string => `<!doctype html><ol></ol><script>
  addEventListener('message', ({ data, origin }) => {
    const item = document.createElement('li');
    item.textContent = data.type + ' ' + data.sessionId + ' ' + data.id + ' from ' + origin;
    document.querySelector('ol').append(item);
  });
  parent.postMessage({ type: '${GREETING}' }, '${origin}');
</script>`;

describe.skipIf(!isThere)("the page of Stately's inspector", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(() => browser.close());

  test('hands the frame every message in order, again when it is loaded again, and says what it shows', async () => {
    const { server, move } = await stageOf();
    move('one', 'here');
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.route('https://stately.ai/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: inspector(server.url.slice(0, -1)) }),
    );
    await page.goto(server.url);
    const items = page.frameLocator('iframe').locator('li');
    await items.nth(2).waitFor();
    move('one', 'there');
    await items.nth(4).waitFor();
    const own = server.url.slice(0, -1);
    const said = ['actor', 'event', 'snapshot', 'event', 'snapshot'].map(
      (kind, index) => `@xstate.${kind} one ${index + 1} from ${own}`,
    );
    expect(await items.allTextContents()).toEqual(said);
    expect(await page.getByRole('status').textContent()).toContain('no order has left this machine');

    await page.frames()[1]!.evaluate('location.reload()');
    await items.nth(4).waitFor();
    expect(await items.allTextContents()).toEqual(said);

    await server.close();
    await page.getByText('The run is no longer served. The run has been put away.').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);

  test('is silent to a frame that is not of stately.ai, and says what to do where Stately does not answer', async () => {
    const { server, outlet } = await stageOf();
    const page = await browser.newPage();
    await page.route('https://stately.ai/**', (route) => route.abort());
    await page.goto(server.url);
    expect(await page.getByRole('status').textContent()).toContain('Waiting for stately.ai');
    // The page itself, and a frame of its own making, greet as Stately would.
    await page.evaluate(`postMessage({ type: '${GREETING}' }, '*')`);
    await page.evaluate(`dispatchEvent(new MessageEvent('message', {
      data: { type: '${GREETING}' }, origin: 'https://example.com', source: document.querySelector('iframe').contentWindow,
    }))`);
    await page.waitForTimeout(100);
    expect(outlet.readerCount).toBe(0);
    // It would have heard: the same from Stately is answered.
    await page.evaluate(`dispatchEvent(new MessageEvent('message', {
      data: { type: '${GREETING}' }, origin: 'https://stately.ai', source: document.querySelector('iframe').contentWindow,
    }))`);
    await page.getByText('no order has left this machine').waitFor();
    expect(outlet.readerCount).toBe(1);
    await page.close();
    await server.close();
  }, 120_000);
});
