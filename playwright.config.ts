import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser, NO_BROWSER } from './scripts/find-browser.js';

const executablePath = findBrowser();
if (!executablePath) {
  process.stderr.write(`${NO_BROWSER}\n`);
  process.exit(1);
}

/**
 * Against the production build, in a real browser. Each worker starts its own Kubeplano on a free port (e2e/support/test.ts).
 * Project `real` wants a cluster: `npm run e2e:real` with KUBECONFIG pointing at it.
 */
export default defineConfig({
  globalSetup: './e2e/support/build.ts',
  // No test knows of another. Two at a time: most of each is waiting for a cluster.
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Tests wait for states; these only end what will never come, on a machine that does eight other things too.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  reporter: process.env.CI
    ? [['line'], ['json', { outputFile: process.env.E2E_REPORT ?? 'reports/e2e.json' }]]
    : 'list',
  use: {
    locale: 'es-ES',
    timezoneId: 'Europe/Madrid',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    trace: 'retain-on-failure',
    launchOptions: { executablePath, args: BROWSER_FLAGS },
  },
  projects: [
    { name: 'chromium', testDir: './e2e', testIgnore: 'real/**' },
    { name: 'real', testDir: './e2e/real', testMatch: '**/*.spec.ts', fullyParallel: false, workers: 1 },
  ],
});
