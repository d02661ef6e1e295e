import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tally } from './tally.js';

const reports = (...contents: object[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'reports-'));
  contents.forEach((content, i) => {
    writeFileSync(join(folder, `${i}.json`), JSON.stringify(content));
  });
  return folder;
};
const unit = { numPassedTests: 10, numFailedTests: 0 };

describe('the sum of all checks', () => {
  it('adds what passed and what failed in every report', () => {
    const folder = reports(unit, { stats: { expected: 5, flaky: 0, unexpected: 2 } });
    expect(tally(folder, ['npm test'])).toEqual({ passed: 15, failed: 2 });
  });

  it('counts a step that broke although every test passed', () => {
    expect(tally(reports(unit), ['lint'])).toEqual({ passed: 10, failed: 1 });
  });

  it('counts a test that passed only at the second attempt as failed', () => {
    expect(tally(reports({ stats: { expected: 5, flaky: 1, unexpected: 0 } }), []).failed).toBe(1);
  });

  it('does not call it a success when nothing ran', () => {
    expect(tally(reports(), [])).toEqual({ passed: 0, failed: 1 });
    expect(tally('/nonexistent', [])).toEqual({ passed: 0, failed: 1 });
  });
});
