import { describe, expect, it } from 'vitest';
import { isSamePlace } from './viewport';

describe('where the diagram lies', () => {
  it('is the same place while no eye could tell, and another once somebody moved it', () => {
    const there = { x: 120, y: 40, zoom: 0.9 };
    expect(isSamePlace(there, { x: 120.4, y: 39.8, zoom: 0.9 })).toBe(true);
    expect(isSamePlace(there, { ...there, x: 122 })).toBe(false);
    expect(isSamePlace(there, { ...there, y: 30 })).toBe(false);
    expect(isSamePlace(there, { ...there, zoom: 0.95 })).toBe(false);
  });
});
