import { describe, expect, it } from 'vitest';
import { LogSpace } from './container-log.ts';

const MiB = 2 ** 20;

describe('what containers wrote', () => {
  it('is kept for hours at a line a second, and bounded in bytes', () => {
    const log = new LogSpace().open();
    for (let second = 0; second < 3 * 3600; second += 1) log.add({ at: second * 1000, text: `tick ${second}` });
    expect(log.lines[0]?.text).toBe('tick 0');
    for (let line = 0; line < 100_000; line += 1) log.add({ at: 0, text: `otra ${line}` });
    expect(log.bytes).toBeLessThanOrEqual(2 * MiB);
    expect(log.bytes).toBeGreaterThan(MiB - 1000);
    expect(log.lines.at(-1)?.text).toBe('otra 99999');
  });

  it('is followed from where one was, whatever was dropped meanwhile', () => {
    const log = new LogSpace().open();
    log.add({ at: 0, text: 'a' });
    const seen = log.written;
    log.add({ at: 1, text: 'b' });
    expect(log.after(seen).map(({ text }) => text)).toEqual(['b']);
    log.shorten();
    log.add({ at: 2, text: 'c' });
    expect(log.after(seen).map(({ text }) => text)).toEqual(['b', 'c']);
    expect(log.after(log.written)).toEqual([]);
  });

  it('of one machine costs the longest log its start when it is too much together', () => {
    const space = new LogSpace();
    const small = space.open();
    small.add({ at: 0, text: 'soy corto' });
    const logs = Array.from({ length: 12 }, () => space.open());
    for (let line = 0; line < 1_500; line += 1) for (const log of logs) log.add({ at: 0, text: 'x'.repeat(1_000) });
    expect(logs.reduce((sum, log) => sum + log.bytes, 0)).toBeLessThanOrEqual(16 * MiB);
    expect(small.lines).toHaveLength(1);
    for (const log of logs) space.close(log);
    small.add({ at: 0, text: 'y' });
    expect(small.lines).toHaveLength(2);
  });
});
