import { fileURLToPath } from 'node:url';
import { build } from '../lib/cli/build.js';
import { UsageError } from '../lib/cli/usage-error.js';

try {
  await build(fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, ''), 'inherit');
} catch (error) {
  // What went wrong has just been printed by the build itself.
  if (!(error instanceof UsageError)) throw error;
  process.exitCode = 1;
}
