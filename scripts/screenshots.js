/**
 * The pictures of the README: `KUBECONFIG=… npm run screenshots [-- kubeplano's flags]` opens the cluster and writes
 * docs/images/{light,dark,projector}.png.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser, NO_BROWSER } from './find-browser.js';

const executablePath = findBrowser();
if (!executablePath) throw new Error(NO_BROWSER);
const root = new URL('../', import.meta.url);
const folder = fileURLToPath(new URL('docs/images/', root));
mkdirSync(folder, { recursive: true });

const script = fileURLToPath(new URL('bin/kubeplano.js', root));
const child = spawn(process.execPath, [script, '--no-open', '--port', '0', ...process.argv.slice(2)]);
/** @type {Promise<string>} */
const ready = new Promise((resolve, reject) => {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      const url = /: (http:\S+\/)$/m.exec(output)?.[1];
      if (url) resolve(url);
    });
  }
  child.on('exit', () => reject(new Error(output)));
});

try {
  const url = await ready;
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  for (const theme of ['light', 'dark', 'projector']) {
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, reducedMotion: 'reduce' });
    // What is shown to a first visitor only.
    await context.addInitScript(() => {
      for (const name of ['kubeplano-hints-read', 'kubeplano-sample-banner']) localStorage.setItem(name, 'yes');
    });
    const page = await context.newPage();
    await page.goto(`${url}?theme=${theme}&lang=${theme === 'dark' ? 'en' : 'es'}`);
    await page.locator('.kp-pod').first().waitFor({ timeout: 60_000 });
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${folder}${theme}.png` });
    await context.close();
  }
  await browser.close();
} finally {
  child.kill('SIGTERM');
}
