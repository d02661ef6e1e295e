import { expect, test } from './support/test';

/** Compressed bytes of script before the diagram stands, all of it included; docs/performance.md says what is in them. */
const LIMIT = 360_000;

test('no script keeps the first diagram waiting that is not needed for it', async ({ page }) => {
  // The rest comes when the browser has nothing else to do: here it never has.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto('/');
  await expect(page.locator('[data-diagram-node]').first()).toBeVisible();
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(LIMIT);
});
