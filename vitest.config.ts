import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { skippedReporter } from './scripts/skipped-reporter.ts';

export default defineConfig({
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
      'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)),
    },
  },
  test: {
    include: ['{lib,components,app,bin,packages,scripts,bench,e2e}/**/*.test.{ts,tsx}'],
    setupFiles: ['scripts/unit-setup.ts'],
    // Nothing waits for time; this only ends what never ends, on a machine that does eight other things too.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    reporters: [
      'default',
      skippedReporter((text) => process.stdout.write(text)),
      ...(process.env.CI ? [['json', { outputFile: 'reports/unit.json' }] satisfies ['json', object]] : []),
    ],
  },
});
