#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';
// Nothing else is imported before the version is known: an old Node must get as far as saying that it is old.
import { ensureNode } from '../lib/cli/node-version.js';

// Compiled code is kept beside the build it belongs to, where that can be written: the next start has less to do.
module.enableCompileCache?.(fileURLToPath(new URL('../.next/compiled', import.meta.url)));

if (await ensureNode(process)) {
  const { main } = await import('../lib/cli/main.js');
  await main(process);
}
