import { describe, expect, it } from 'vitest';
import { clockAheadMs } from './health';

const at = (text: string) => Date.parse(`2026-11-26T${text}Z`);
const DATE = 'Thu, 26 Nov 2026 12:00:00 GMT';

describe("the server's clock, by the Date of its answers", () => {
  it('is ours while they agree within two seconds: the header is cut to the second', () => {
    expect(clockAheadMs(DATE, at('12:00:00.100'), at('12:00:00.900'))).toBe(0);
    expect(clockAheadMs(DATE, at('11:59:59.000'), at('11:59:59.200'))).toBe(0);
    expect(clockAheadMs(DATE, at('12:00:02.300'), at('12:00:02.500'))).toBe(0);
  });

  it('is ahead or behind by whole seconds beyond that, reckoned from the middle of the exchange', () => {
    expect(clockAheadMs(DATE, at('10:00:00.400'), at('10:00:00.600'))).toBe(7_200_000);
    expect(clockAheadMs(DATE, at('12:01:00.000'), at('12:01:03.000'))).toBe(-61_000);
  });

  it('is ours where it says nothing that can be read', () => {
    expect(clockAheadMs(undefined, 0, 0)).toBe(0);
    expect(clockAheadMs('yesterday', 0, 0)).toBe(0);
  });
});
