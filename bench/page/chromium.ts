// Finds a Chromium to drive: the one that is named, the system's, or the one of the driver, which is fetched where that is
// possible. Where there is none, nobody looks at the page, and that is said.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const named = process.env['CHROME_PATH'];
const places = [
  ...(named === undefined ? [] : [named]),
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const fetched = (): string | null => {
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 90_000 });
  return existsSync(own) ? own : null;
};

/** The path of a Chromium, or null. */
export const findChromium = (): string | null => {
  const found = places.find((path) => existsSync(path)) ?? fetched();
  if (found === null)
    process.stderr.write(
      '\nSKIPPED: no Chromium was found and none could be fetched, so nobody has looked at the page. CHROME_PATH names one.\n',
    );
  return found;
};

/** Starts a Chromium without a window. */
export const startChromium = (path: string): Promise<Browser> =>
  chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] });
