/**
 * `npm run pictures`: what is in public/ as PNG, from public/icon.svg and scripts/social.html. To be run again when
 * either changes; the files are kept, so that nobody needs a browser to build.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser, NO_BROWSER } from './find-browser.js';

const executablePath = findBrowser();
if (!executablePath) throw new Error(NO_BROWSER);
const root = new URL('../', import.meta.url);
const target = (/** @type {string} */ name) => fileURLToPath(new URL(`public/${name}`, root));
const svg = readFileSync(new URL('public/icon.svg', root), 'utf8');
/** A maskable icon is cut to any shape: what matters stays within the middle 80 %, the paper reaches the edges. */
const MASKABLE = 0.72;

const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
try {
  const page = await browser.newPage();
  const icon = async (/** @type {string} */ name, /** @type {number} */ size, part = 1, paper = 'transparent') => {
    await page.setViewportSize({ width: size, height: size });
    const box = `display:grid;place-items:center;margin:0;width:${size}px;height:${size}px;background:${paper}`;
    const inner = svg.replace('<svg ', `<svg width="${size * part}" height="${size * part}" `);
    await page.setContent(`<body style="${box}">${inner}`);
    await page.screenshot({ path: target(name), omitBackground: true });
  };
  await icon('icon-192.png', 192);
  await icon('icon-512.png', 512);
  await icon('icon-maskable-512.png', 512, MASKABLE, '#fbfaf6');
  await icon('apple-touch-icon.png', 180, 0.86, '#fbfaf6');

  await page.setViewportSize({ width: 1200, height: 630 });
  await page.goto(new URL('scripts/social.html', root).href);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: target('social.png') });
} finally {
  await browser.close();
}
