#!/usr/bin/env node
// Nothing else is imported before the version is known: an old Node must get as far as saying that it is old.
import { ensureNode } from '../lib/cli/node-version.js';

if (await ensureNode(process)) {
  const { main } = await import('../lib/cli/main.js');
  await main(process);
}
