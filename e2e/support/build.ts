import { ensureBuild } from '../../lib/cli/build.js';

/** Once, before the workers: each would otherwise start a build of its own. */
export default async function buildOnce(): Promise<void> {
  await ensureBuild(new URL('../../', import.meta.url), () => process.stdout.write('Building…\n'));
}
