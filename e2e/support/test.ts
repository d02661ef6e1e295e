/**
 * The test function of every end-to-end test. A console error, an uncaught error of the page or a violation of the
 * Content-Security-Policy fails the test that caused it.
 */
import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';
import { type Running, startKubeplano } from './kubeplano';
import { RECORDING } from './recording';
import { Sample } from './sample';

export { expect };

interface TestFixtures {
  /** Whether nobody has been here before with this browser: then there are hints. `test.use({ firstVisit: true })`. */
  firstVisit: boolean;
  /** Starts another Kubeplano for this test; ended with it. */
  kubeplano(args: readonly string[], env?: Record<string, string>): Promise<Running>;
  /** Console errors that this test means to cause: `allowConsole(/404/)`. */
  allowConsole(expected: RegExp): void;
}
interface LiveFixtures {
  /** A living cluster for this test alone: the sample cluster, served by a process of its own. */
  sample: Sample;
  /** Kubeplano reading {@link sample} as it reads any cluster. */
  live: Running;
}
interface WorkerFixtures {
  /** Kubeplano on the recording of a real cluster of three nodes, shared by the tests of a worker. */
  recorded: Running;
}

/** Ending takes well under a second; this is for a machine that does eight other things too, and below any time-out of a stream. */
const LONGEST_STOP_MS = 8_000;

async function stopWell(running: Running) {
  const { code, after } = await running.stop();
  expect(code, `exit code after SIGTERM\n${running.output()}`).toBe(0);
  expect(after, 'milliseconds from SIGTERM to the end, whatever was streaming').toBeLessThan(LONGEST_STOP_MS);
}

/** Everything that went wrong in the page, in its own words. */
function watchForErrors(page: Page) {
  const errors: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(`page: ${error.message}`));
  return errors;
}

export const test = base.extend<TestFixtures & LiveFixtures, WorkerFixtures>({
  recorded: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const running = await startKubeplano(['--from', RECORDING]);
      await use(running);
      await stopWell(running);
    },
    { scope: 'worker' },
  ],
  firstVisit: [false, { option: true }],
  context: async ({ context, firstVisit }, use) => {
    if (!firstVisit) await context.addInitScript(() => localStorage.setItem('kubeplano-hints-read', 'yes'));
    await use(context);
  },
  baseURL: async ({ recorded }, use) => use(recorded.url),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  kubeplano: async ({}, use) => {
    const started: Running[] = [];
    await use(async (args, env) => {
      const running = await startKubeplano(args, env);
      started.push(running);
      return running;
    });
    for (const running of started) await stopWell(running);
  },
  sample: async ({ kubeplano }, use) => use(new Sample(await kubeplano(['--sample']))),
  live: async ({ sample, kubeplano }, use) => use(await kubeplano(['--kubeconfig', sample.kubeconfig])),
  allowConsole: [
    // After `kubeplano`, to be torn down before it: what a page says of a server that has just been ended is no error.
    async ({ page, kubeplano: _ }, use) => {
      const errors = watchForErrors(page);
      const expected: RegExp[] = [];
      await use((pattern) => expected.push(pattern));
      const surprising = errors.filter((error) => !expected.some((pattern) => pattern.test(error)));
      expect(surprising, 'errors in the page').toEqual([]);
    },
    { auto: true },
  ],
});
