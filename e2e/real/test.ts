import type { Running } from '../support/kubeplano';
import { startKubeplano } from '../support/kubeplano';
import { test as base, expect } from '../support/test';
import { ADMIN, missing } from './kubectl';

const why = missing();
base.skip(why !== undefined, why);

/** Kubeplano on the real cluster as its administrator, shared by these tests. */
export const test = base.extend<object, { real: Running }>({
  real: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const running = await startKubeplano(['--kubeconfig', ADMIN]);
      await use(running);
      expect(await running.stop()).toMatchObject({ code: 0 });
    },
    { scope: 'worker' },
  ],
});

export { expect };
