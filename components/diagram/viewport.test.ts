import { describe, expect, it } from 'vitest';
import { broughtInto, isSamePlace, showFrom, zoomOfAll } from './viewport';

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

describe('where the diagram lies', () => {
  it('is the same place while no eye could tell, and another once somebody moved it', () => {
    const there = { x: 120, y: 40, zoom: 0.9 };
    expect(isSamePlace(there, { x: 120.4, y: 39.8, zoom: 0.9 })).toBe(true);
    expect(isSamePlace(there, { ...there, x: 122 })).toBe(false);
    expect(isSamePlace(there, { ...there, y: 30 })).toBe(false);
    expect(isSamePlace(there, { ...there, zoom: 0.95 })).toBe(false);
  });

  it('is in the middle where all of it is seen, and at its beginning where it is not', () => {
    const bounds = { x: 0, y: 0, w: 100, h: 400 };
    const canvas = { width: 300, height: 200 };
    expect(zoomOfAll(bounds, canvas, NO_MARGIN)).toBe(0.5);
    expect(showFrom(bounds, canvas, NO_MARGIN, 0.5)).toEqual({ x: 125, y: 0, zoom: 0.5 });
    expect(showFrom(bounds, canvas, NO_MARGIN, 1)).toEqual({ x: 100, y: 0, zoom: 1 });
  });
});

describe('what is selected', () => {
  const area = { width: 600, height: 400, top: 40 };
  const there = { x: 0, y: 0, zoom: 1 };

  it('moves nothing while all of it is in sight', () => {
    expect(broughtInto(there, { x: 10, y: 50, w: 100, h: 100 }, area)).toBe(there);
  });
  it('comes into sight from under what lies over the diagram, by the least movement', () => {
    expect(broughtInto(there, { x: 10, y: 10, w: 100, h: 100 }, area)).toEqual({ x: 38, y: 78, zoom: 1 });
    expect(broughtInto(there, { x: 580, y: 100, w: 100, h: 100 }, area)).toEqual({ x: -128, y: 0, zoom: 1 });
  });
});
