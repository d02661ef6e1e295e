import { describe, expect, it } from 'vitest';
import { EventCorrelator } from './event-correlator.ts';

const MINUTE = 60_000;

describe('what keeps programs from flooding the API with events', () => {
  it('admits twenty-five of one object, then one each five minutes, whatever others tell', () => {
    const correlator = new EventCorrelator();
    const admitted = (object: string, times: number, at: number) =>
      Array.from({ length: times }, () => correlator.admits(object, at)).filter(Boolean).length;
    expect(admitted('a', 40, 0)).toBe(25);
    expect(admitted('b', 5, 0)).toBe(5);
    expect(admitted('a', 3, 4 * MINUTE)).toBe(0);
    expect(admitted('a', 3, 5 * MINUTE)).toBe(1);
    expect(admitted('a', 40, 24 * 60 * MINUTE)).toBe(25);
  });

  it('combines those that differ only in their message from the tenth on, until they have been silent for ten minutes', () => {
    const correlator = new EventCorrelator();
    const told = Array.from({ length: 12 }, (_one, index) => correlator.combines('pulled', `in ${index} ms`, index));
    expect(told.indexOf(true)).toBe(9);
    expect(told.slice(9)).toEqual([true, true, true]);
    expect(correlator.combines('failed', 'in 1 ms', 20)).toBe(false);
    expect(correlator.combines('pulled', 'in 99 ms', 11 * MINUTE)).toBe(false);
  });
});
