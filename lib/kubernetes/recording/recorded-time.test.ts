import { describe, expect, it } from 'vitest';
import { newestTime } from './recorded-time';

const newest = (...times: string[]) =>
  newestTime(times.map((at, index) => ({ metadata: { name: `e${index}`, creationTimestamp: at } })));

describe('the newest time of a recording', () => {
  it('is told in whatever order the times come, to the microsecond they are written with', () => {
    const times = ['2026-11-30T10:00:00Z', '2026-11-30T10:00:00.500000Z', '2026-11-30T09:59:59.900000Z'];
    expect(newest(...times)).toBe(Date.parse('2026-11-30T10:00:00.500Z'));
    expect(newest(...times.toReversed())).toBe(Date.parse('2026-11-30T10:00:00.500Z'));
  });

  it('is none of the times to come, nor of those that are none', () => {
    const object = {
      metadata: { name: 'a', creationTimestamp: '2026-11-30T10:00:00Z' },
      status: { notAfter: '2030-01-01T00:00:00Z', note: '2031-99-99T99:99:99Z', text: 'until 2032-01-01T00:00:00Z' },
    };
    expect(newestTime([object])).toBe(Date.parse('2026-11-30T10:00:00Z'));
    expect(newestTime([])).toBe(0);
  });
});
