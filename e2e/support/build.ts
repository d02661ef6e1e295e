import { ensureBuild } from '../../lib/cli/build.js';
import { UsageError } from '../../lib/cli/usage-error.js';

/** Once, before the workers: each would otherwise start a build of its own. */
export default async function buildOnce(): Promise<void> {
  try {
    await ensureBuild(new URL('../../', import.meta.url), () => process.stdout.write('Building…\n'));
  } catch (error) {
    throw error instanceof UsageError ? new Error(`${error.key}\n${error.values.output ?? ''}`) : error;
  }
}
