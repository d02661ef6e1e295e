import { expect, it } from 'vitest';
import { pi } from './pi.ts';

it('computes π to the digits asked, the last one rounded', () => {
  expect(pi(6)).toBe('3.14159');
  expect(pi(5)).toBe('3.1416');
  const long = pi(2000);
  expect(long).toHaveLength(2001);
  // Digits 762 to 767 behind the point: the six nines everybody knows.
  expect(long.slice(2 + 761, 2 + 767)).toBe('999999');
});
