/**
 * Tests over `../shared`, recordings of other people's clusters that may lie beside the project: an added layer. What they
 * hold is held by fixtures of our own too; the end of the run says what was skipped (scripts/skipped-reporter.ts).
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';

const FIXTURES = path.resolve(import.meta.dirname, '../../../shared/fixtures');

/** Describes what needs a folder of the shared fixtures; the body runs only where the folder is. */
export function describeShared(folder: string, name: string, body: (folder: string) => void): void {
  const full = path.join(FIXTURES, folder);
  if (existsSync(full)) describe(name, () => body(full));
  else it(name, ({ skip }) => skip('../shared is not beside the project'));
}
