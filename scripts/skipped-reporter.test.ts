import { describe, expect, it } from 'vitest';
import { skippedLine } from './skipped-reporter';

describe('the line about skipped tests', () => {
  it('is not there when everything ran', () => {
    expect(skippedLine([])).toBeUndefined();
  });

  it('names each reason once, with what it cost', () => {
    const skipped = [
      { name: 'recorded clusters', why: 'no recordings' },
      { name: 'kubectl', why: 'no kubectl here' },
      { name: 'recorded paths', why: 'no recordings' },
    ];
    expect(skippedLine(skipped)).toBe(
      'Skipped: no recordings (recorded clusters; recorded paths) · no kubectl here (kubectl)',
    );
  });

  it('does not pass over a test that was skipped without a reason', () => {
    expect(skippedLine([{ name: 'a', why: undefined }])).toContain('no reason given');
  });
});
