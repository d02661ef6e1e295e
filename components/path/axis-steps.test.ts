import { describe, expect, it } from 'vitest';
import { axisSteps } from './axis-steps';

describe('the axis', () => {
  it.each([
    [4000, [0, 1000, 2000, 3000, 4000]],
    [3490, [0, 1000, 2000, 3000]],
    [250_000, [0, 60_000, 120_000, 180_000, 240_000]],
    [3_000_000, [0, 600_000, 1_200_000, 1_800_000, 2_400_000, 3_000_000]],
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  ])('of %d ms has round steps', (length, steps) => {
    const got = axisSteps(length);
    expect(got.length).toBe(steps.length);
    for (const [index, step] of steps.entries()) expect(got[index]).toBeCloseTo(step);
  });
});
