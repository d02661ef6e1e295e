import { describe, expect, it } from 'vitest';
import { nextTime, parseSchedule } from './cron-schedule';

/** A Thursday. */
const AFTER = Date.parse('2026-11-26T10:00:30Z');
const next = (text: string) => {
  const schedule = parseSchedule(text);
  const at = schedule && nextTime(schedule, AFTER);
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);
};

describe('a schedule of cron', () => {
  it.each([
    ['* * * * *', '2026-11-26T10:01'],
    ['*/15 * * * *', '2026-11-26T10:15'],
    ['0 9 * * MON-FRI', '2026-11-27T09:00'],
    ['0 9 * * sat', '2026-11-28T09:00'],
    ['30 6 1 JAN,MAR *', '2027-01-01T06:30'],
    ['@weekly', '2026-11-29T00:00'],
    ['a b c d e', undefined],
    ['61 25 * * *', undefined],
    ['0 0 * * LUN', undefined],
  ])('%s', (text, at) => {
    expect(next(text)).toBe(at);
  });
});
