import { describe, expect, it } from 'vitest';
import { parseSchedule, ScheduleError } from './schedule.ts';

const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString().slice(0, 16));
function next(text: string, after: string, count = 1, timeZone?: string) {
  const schedule = parseSchedule(text, timeZone);
  const times: (string | undefined)[] = [];
  let at: number | undefined = Date.parse(after);
  for (let turn = 0; turn < count && at !== undefined; turn += 1) {
    at = schedule.next(at);
    times.push(iso(at));
  }
  return count === 1 ? times[0] : times;
}
const problem = (text: string) => {
  try {
    parseSchedule(text);
  } catch (error) {
    if (error instanceof ScheduleError) return error.message;
    throw error;
  }
  return undefined;
};
const SUNDAY = '2026-11-22T21:00:00Z';

describe('a cron schedule', () => {
  it.each([
    ['* * * * *', '2026-11-22T21:01'],
    ['*/15 * * * *', '2026-11-22T21:15'],
    ['30 4 * * *', '2026-11-23T04:30'],
    ['0 9-17/4 * * MON-FRI', '2026-11-23T09:00'],
    ['0 0 1 jan *', '2027-01-01T00:00'],
    ['0 12 13 * 5', '2026-11-27T12:00'],
    ['0 0 */10 * 3', '2026-11-25T00:00'],
    ['@hourly', '2026-11-22T22:00'],
    ['@daily', '2026-11-23T00:00'],
    ['@midnight', '2026-11-23T00:00'],
    ['@weekly', '2026-11-29T00:00'],
    ['@monthly', '2026-12-01T00:00'],
    ['@yearly', '2027-01-01T00:00'],
    ['@annually', '2027-01-01T00:00'],
    ['0 0 29 2 *', '2028-02-29T00:00'],
    ['0 0 30 2 *', undefined],
    ['@every 1h30m', '2026-11-22T22:30'],
  ])('%s comes next at %s', (text, at) => {
    expect(next(text, SUNDAY)).toBe(at);
  });

  it('every so many seconds counts from the last time, and never less than one', () => {
    expect(parseSchedule('@every 90s').next(1_500)).toBe(91_000);
    expect(parseSchedule('@every 10ms').next(1_500)).toBe(2_000);
  });

  it('says what cannot be read, in the words of robfig/cron', () => {
    expect(problem('cada día')).toBe('expected exactly 5 fields, found 2: [cada día]');
    expect(problem('60 * * * *')).toBe('end of range (60) above maximum (59): 60');
    expect(problem('* * * * 7')).toBe('end of range (7) above maximum (6): 7');
    expect(problem('* * 0 * *')).toBe('beginning of range (0) below minimum (1): 0');
    expect(problem('5-2 * * * *')).toBe('beginning of range (5) beyond end of range (2): 5-2');
    expect(problem('*/0 * * * *')).toBe('step of range should be a positive number: */0');
    expect(problem('1-2-3 * * * *')).toBe('too many hyphens: 1-2-3');
    expect(problem('1/2/3 * * * *')).toBe('too many slashes: 1/2/3');
    expect(problem('x * * * *')).toBe('failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax');
    expect(problem('@siempre')).toBe('unrecognized descriptor: @siempre');
    expect(problem('@every rato')).toBe('failed to parse duration @every rato: time: invalid duration "rato"');
    expect(problem('@every 5')).toBe('failed to parse duration @every 5: time: missing unit in duration "5"');
    expect(problem('@every 1d')).toBe('failed to parse duration @every 1d: time: unknown unit "d" in duration "1d"');
    expect(problem('TZ=Foo/Bar 0 9 * * *')).toBe('provided bad location Foo/Bar: unknown time zone Foo/Bar');
    expect(problem('')).toBe('empty spec string');
  });
});

describe('a cron schedule with a time zone', () => {
  it('means the clocks there', () => {
    expect(next('CRON_TZ=Europe/Madrid 0 9 * * *', SUNDAY)).toBe('2026-11-23T08:00');
    expect(next('0 9 * * *', SUNDAY, 1, 'Europe/Madrid')).toBe('2026-11-23T08:00');
    expect(next('0 9 * * *', SUNDAY, 1, 'America/New_York')).toBe('2026-11-23T14:00');
    expect(next('15 0 * * *', SUNDAY, 1, 'Asia/Kolkata')).toBe('2026-11-23T18:45');
  });

  it('skips an hour the clocks skip, and comes twice in one they repeat', () => {
    expect(next('30 2 * * *', '2027-03-27T12:00:00Z', 2, 'Europe/Madrid')).toEqual([
      '2027-03-29T00:30',
      '2027-03-30T00:30',
    ]);
    expect(next('30 2 * * *', '2026-10-24T12:00:00Z', 3, 'Europe/Madrid')).toEqual([
      '2026-10-25T00:30',
      '2026-10-25T01:30',
      '2026-10-26T01:30',
    ]);
    expect(next('0 0 * * *', '2027-03-27T12:00:00Z', 2, 'Europe/Madrid')).toEqual([
      '2027-03-27T23:00',
      '2027-03-28T22:00',
    ]);
  });
});
