// Takes the screenshots of the README: `npm run screenshots`. The run is the demo's, so that everybody can see the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openJournals } from '../../src/cli/visualize/journals.ts';
import { runCli } from '../../src/cli/program.ts';
import { findChromium, startChromium } from './chromium.ts';
import { buildPage, serveRuns } from './page-server.ts';

const here = fileURLToPath(new URL('../../visualizer/screenshots/', import.meta.url));
const shots = [
  { name: 'chart', hash: '#/charts/demo/order', look: 'dark', seen: 'g[data-state="execution.filled"]' },
  { name: 'life', hash: '#/life/demo/763.1?step=6', look: 'light', seen: '.life-right g.lit' },
] as const;

const path = findChromium();
if (path === null) process.exit(1);
const folder = mkdtempSync(join(tmpdir(), 'dte-screenshots-'));
const silent = { out: () => undefined, err: () => undefined, environment: {} };
try {
  const journal = join(folder, 'demo.jsonl');
  await runCli(['run', 'scenarios/demo.yaml', '--quiet', '--out', journal], silent);
  const runs = await openJournals([journal], 'screenshots');
  for (const run of runs) await run.read();
  const server = await serveRuns(await buildPage(), runs);
  const browser = await startChromium(path);
  for (const { name, hash, look, seen } of shots) {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 760 }, colorScheme: look });
    await page.goto(`${server.url}${hash}`);
    await page.locator(seen).first().waitFor();
    await page.waitForTimeout(700);
    await page.screenshot({ path: `${here}${name}.png` });
  }
  await browser.close();
  await server.close();
  for (const run of runs) await run.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
