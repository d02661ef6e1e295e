import { expect, it } from 'vitest';
import { median, spread, table } from './figures';

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
