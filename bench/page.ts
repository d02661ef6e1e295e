/** What a browser feels: bytes received, time to the first diagram, and from a change in the cluster to the pixel. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser, NO_BROWSER } from '../scripts/find-browser.js';
import type { Api } from './api.ts';

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(NO_BROWSER);
  return chromium.launch({ executablePath, args: BROWSER_FLAGS });
}

/** A page in a fresh profile: nothing in its cache. */
export async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return context.newPage();
}

/** Resolves with the first frame that has a diagram node of the diagram. */
export async function openDiagram(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('.kp-node').first().waitFor({ timeout: 60_000 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

export interface PageFigures {
  /** Milliseconds from the request of the page to the first frame with a diagram node of the diagram. */
  firstDiagram: number;
  /** Bytes on the edge until then, files and stream. */
  bytes: number;
}

/** Opens the page in a fresh profile. */
export async function measurePage(browser: Browser, url: string): Promise<PageFigures> {
  const page = await freshPage(browser);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  let bytes = 0;
  devtools.on(
    'Network.dataReceived',
    ({ encodedDataLength, dataLength }) => (bytes += encodedDataLength || dataLength),
  );
  const start = performance.now();
  await openDiagram(page, url);
  const firstDiagram = performance.now() - start;
  await page.context().close();
  return { firstDiagram, bytes };
}

const PODS = '/api/v1/namespaces/default/pods';

/**
 * Milliseconds from before the POST of a pod to the frame that shows it, so the API server's own work is in it: pods are
 * born on `node` one after another, and deleted afterwards.
 */
export async function measureChanges(
  browser: Browser,
  url: string,
  api: Api,
  node: string,
  times: number,
): Promise<number[]> {
  const page = await freshPage(browser);
  await openDiagram(page, url);
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
    await api.send('POST', PODS, newborn(name, node));
    latencies.push((await shown) - written);
    await api.send('DELETE', `${PODS}/${name}?gracePeriodSeconds=0`);
  }
  await page.context().close();
  return latencies;
}

const newborn = (name: string, nodeName: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { nodeName, containers: [{ name: 'app', image: 'nginx:1.22.1' }] },
});
