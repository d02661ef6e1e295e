/**
 * Sums up the reports of Vitest and Playwright: `node scripts/tally.js reports [STEPS THAT FAILED…]`.
 * Prints `N passed, N failed` as its last line and fails when anything did. A failed step without a failed test in any
 * report counts as one failure: nothing that broke may look like a success, nor may a run without reports.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @param {{ numPassedTests?: number, numFailedTests?: number, numFailedTestSuites?: number,
 *           stats?: { expected: number, flaky: number, unexpected: number } }} report of Vitest or of Playwright
 */
export function countsOf(report) {
  if (report.stats) return { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky };
  const failed = report.numFailedTests ?? 0;
  return { passed: report.numPassedTests ?? 0, failed: failed || Math.min(1, report.numFailedTestSuites ?? 0) };
}

/**
 * @param {string} folder
 * @param {string[]} brokenSteps
 */
export function tally(folder, brokenSteps) {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  let passed = 0;
  let failed = 0;
  for (const name of names) {
    const counts = countsOf(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    passed += counts.passed;
    failed += counts.failed;
  }
  if (failed === 0) failed = brokenSteps.length || (passed === 0 ? 1 : 0);
  return { passed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = 'reports', ...steps] = process.argv.slice(2);
  const { passed, failed } = tally(folder, steps);
  if (steps.length) process.stdout.write(`failed steps: ${steps.join(', ')}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed ? 1 : 0;
}
