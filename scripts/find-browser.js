/**
 * A browser to test with: Debian's Chromium, Chrome, or the one Playwright has downloaded, whichever is there.
 * Run by itself it prints the path, or says what to install.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * @param {NodeJS.ProcessEnv} env `KUBEPLANO_BROWSER` names one outright
 * @returns {string | undefined}
 */
export function findBrowser(env = process.env) {
  if (env.KUBEPLANO_BROWSER) return existsSync(env.KUBEPLANO_BROWSER) ? env.KUBEPLANO_BROWSER : undefined;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const groupVersionResources = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  return [...groupVersionResources, chromium.executablePath()].find((path) => existsSync(path));
}

export const NO_BROWSER = `No browser was found to test with. Any of these will do:
  Debian, Ubuntu:  apt-get install chromium
  elsewhere:       npx playwright install chromium
or give the path of one in KUBEPLANO_BROWSER.`;

/** Flags: quiet, no GPU, and no sandbox only where Chromium cannot have one (as root). */
export const BROWSER_FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = findBrowser();
  process.stdout.write(`${path ?? NO_BROWSER}\n`);
  process.exitCode = path ? 0 : 1;
}
