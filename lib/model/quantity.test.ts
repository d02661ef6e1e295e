import { describe, expect, it } from 'vitest';
import { bytes, millicores, parseQuantity } from './quantity';

describe('a quantity', () => {
  it.each([
    ['100m', 100],
    ['0.1', 100],
    ['1', 1000],
    ['1.5', 1500],
    ['2k', 2_000_000],
    ['100u', 1],
    ['1n', 1],
    ['.5', 500],
  ])('%s of cpu is %i millicores', (text, expected) => {
    expect(millicores(text)).toBe(expected);
  });

  it.each([
    ['128974848', 128_974_848],
    ['129e6', 129_000_000],
    ['129M', 129_000_000],
    ['123Mi', 128_974_848],
    ['1.5Gi', 1_610_612_736],
    ['70Mi', 73_400_320],
    ['1E', 1_000_000_000_000_000_000],
    ['128974848000m', 128_974_848],
    ['1m', 1],
  ])('%s of memory is %i bytes', (text, expected) => {
    expect(bytes(text)).toBe(expected);
  });

  it('is exact where floating point is not', () => {
    expect(parseQuantity('0.1')).toBe(100_000_000n);
    expect(parseQuantity('9007199254740993')).toBe(9_007_199_254_740_993_000_000_000n);
  });

  it.each(['', 'abc', '1.2.3', '1mm', '.', '1e999', '-'])('%j is none, and counts nothing', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
    expect(millicores(text)).toBe(0);
    expect(bytes(undefined)).toBe(0);
  });
});
