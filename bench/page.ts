/** What a browser feels: bytes received, time to the first diagram, and from a change in the cluster to the pixel. */
import { type Browser, chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser, NO_BROWSER } from '../scripts/find-browser.js';
import type { ApiObject, ReplayServer } from './replay.ts';

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(NO_BROWSER);
  return chromium.launch({ executablePath, args: BROWSER_FLAGS });
}

export interface PageFigures {
  /** Milliseconds from the request of the page to the first frame with a piece of the diagram. */
  firstDiagram: number;
  /** Bytes on the wire until then, files and stream. */
  bytes: number;
}

/** Opens the page in a fresh profile. */
export async function measurePage(browser: Browser, url: string): Promise<PageFigures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  let bytes = 0;
  devtools.on(
    'Network.dataReceived',
    ({ encodedDataLength, dataLength }) => (bytes += encodedDataLength || dataLength),
  );
  const start = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('.kp-piece').first().waitFor({ timeout: 60_000 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  const firstDiagram = performance.now() - start;
  await context.close();
  return { firstDiagram, bytes };
}

/** Milliseconds from each write in the replayed API server to the frame that shows it: pods are born one after another. */
export async function measureChanges(
  browser: Browser,
  url: string,
  replay: ReplayServer,
  times: number,
): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('.kp-piece').first().waitFor({ timeout: 60_000 });
  const latencies: number[] = [];
  for (let i = 0; i < times; i++) {
    const name = `nacido-${i}`;
    // Both clocks are this machine's: performance.timeOrigin + now() in the page, Date.now() here.
    const shown = page.evaluate(
      (wanted) =>
        new Promise<number>((resolve) => {
          const look = () => {
            if (!document.querySelector(`.kp-pod [aria-label*="${wanted}"]`)) return;
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { childList: true, subtree: true, attributes: true });
        }),
      name,
    );
    // The page must be watching before anything is written.
    await page.evaluate(() => undefined);
    const written = performance.timeOrigin + performance.now();
    replay.put('pods', newborn(name));
    latencies.push((await shown) - written);
  }
  await context.close();
  return latencies;
}

const newborn = (name: string): ApiObject => ({
  metadata: { name, namespace: 'default', uid: name, creationTimestamp: new Date().toISOString() },
  spec: { nodeName: 'worker-1', containers: [{ name: 'app', image: 'nginx:1.22.1' }] },
  status: { phase: 'Pending' },
});
