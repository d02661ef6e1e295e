import { describe, expect, it } from 'vitest';
import { formatAge, formatDuration, formatShortAge, secondsSince } from './duration';

describe('a measured time', () => {
  it.each([
    [12, 1, '12 ms'],
    [2130, 1, '2,1 s'],
    [2130, 1000, '2 s'],
    [13_400, 1, '13 s'],
    [246_463, 1000, '4 min 6 s'],
    [7_260_000, 1, '2 h 1 min'],
  ])('of %d ms with precision %d is said %s', (ms, precision, said) => {
    expect(formatDuration(ms, 'es', precision)).toBe(said);
  });
});

describe('an age', () => {
  it.each([
    [3, '3 s'],
    [3_600, '1 h'],
    [4_335, '1 h 12 min'],
    [2 * 86_400 + 5 * 3_600, '2 d 5 h'],
    [10 * 86_400 + 7_200, '10 d'],
    // Never negative, whatever the clocks say.
    [-5, '0 s'],
  ])('of %d s says the two largest units: %s', (seconds, said) => {
    expect(formatAge(seconds, 'es')).toBe(said);
  });

  it.each([
    [119, '119 s'],
    [120, '2 min'],
    [7_300, '2 h'],
    [172_800, '2 d'],
    [-1, '0 s'],
  ])('of %d s, where there is little room, is %s', (seconds, said) => {
    expect(formatShortAge(seconds, 'en')).toBe(said);
  });

  it('has the same symbols in both languages, and the numbers of each', () => {
    expect(formatAge(4_335, 'en')).toBe(formatAge(4_335, 'es'));
    expect(formatAge(1_234 * 86_400, 'en')).toBe('1,234 d');
    expect(formatAge(12_345 * 86_400, 'es')).toBe('12.345 d');
  });

  it('of no time is not known', () => {
    expect(secondsSince(undefined, 0)).toBeUndefined();
    expect(secondsSince('ayer', 0)).toBeUndefined();
    expect(secondsSince('1970-01-01T00:00:01Z', 3_000)).toBe(2);
  });
});
