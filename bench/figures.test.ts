import { expect, it } from 'vitest';
import { median, percentile, spread, table } from './figures';

it('gives the median whatever the order, the lower of two middles', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2);
});

it('gives least, median and most', () => {
  expect(spread([2, 1, 9], 1)).toBe('1.0 / 2.0 / 9.0');
});

it('prints a table', () => {
  expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
});

it('gives the value that so many of a hundred do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([1, 50, 99, 100].map((share) => percentile(hundred, share))).toEqual([1, 50, 99, 100]);
  expect(percentile([5], 99)).toBe(5);
});
