#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// It runs from its sources, whose types Node takes away as it reads them; what that gives is kept for the next start.
module.enableCompileCache?.(fileURLToPath(new URL('../.compiled', import.meta.url)));

const { main } = await import('../src/main.ts');
await main(process);
