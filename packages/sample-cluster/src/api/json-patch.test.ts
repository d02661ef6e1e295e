import { describe, expect, it } from 'vitest';
import { ApiError } from './errors.ts';
import { jsonPatch } from './json-patch.ts';
import { strategicPatch } from './patch.ts';

const refusalOf = (target: unknown, patch: unknown) => {
  try {
    jsonPatch(target, patch);
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
  return undefined;
};

describe('a JSON patch', () => {
  it('does what RFC 6902 says, and leaves its target alone', () => {
    const target = Object.freeze({ a: Object.freeze([1, 2]), b: { c: 'd' } });
    const patch = [
      { op: 'test', path: '/b/c', value: 'd' },
      { op: 'add', path: '/a/1', value: 5 },
      { op: 'add', path: '/a/-', value: 6 },
      { op: 'remove', path: '/a/0' },
      { op: 'copy', from: '/a', path: '/e' },
      { op: 'move', from: '/b/c', path: '/f~1g' },
      { op: 'replace', path: '/e/0', value: 7 },
    ];
    expect(jsonPatch(target, patch)).toEqual({ a: [5, 2, 6], b: {}, e: [7, 2, 6], 'f/g': 'd' });
    expect(target).toEqual({ a: [1, 2], b: { c: 'd' } });
  });

  it('finds nothing that an object merely inherits', () => {
    for (const word of ['constructor', '__proto__', 'toString'])
      for (const op of ['remove', 'replace', 'test'])
        expect([word, op, refusalOf({}, [{ op, path: `/${word}`, value: {} }])]).toEqual([word, op, 422]);
    const result = jsonPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: true } }]);
    expect(Object.keys(Object(result))).toEqual(['__proto__']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('of more than ten thousand operations is too large', () => {
    const test = { op: 'test', path: '/a', value: 1 };
    expect(refusalOf({ a: 1 }, Array(10_000).fill(test))).toBeUndefined();
    expect(refusalOf({ a: 1 }, Array(10_001).fill(test))).toBe(413);
  });

  it('of ten thousand operations on a large object takes time for the operations, not for the object each time', () => {
    const data = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`key-${index}`, 'value']));
    const patch = Array.from({ length: 10_000 }, (_, index) => ({ op: 'add', path: `/data/new-${index}`, value: '' }));
    const began = performance.now();
    const result = jsonPatch({ data }, patch);
    // Copied each time it was forty seconds.
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(Object.keys(Object(Object(result).data))).toHaveLength(60_000);
  });

  it('cannot grow an object by copying it into itself', () => {
    const patch = Array.from({ length: 40 }, (_, index) => ({ op: 'copy', from: '', path: `/${index}` }));
    expect(refusalOf({ text: 'x'.repeat(1000) }, patch)).toBe(422);
  });
});

describe('a strategic merge patch', () => {
  it('of long lists takes time for the lists, not for their product', () => {
    const ports = (name: string) => Array.from({ length: 20_000 }, (_, index) => ({ name: `${name}${index}` }));
    const type = { is: 'list', mergeKey: 'name', of: { is: 'any' } } as const;
    const began = performance.now();
    const result = strategicPatch({ list: ports('a') }, { list: ports('b') }, { is: 'map', of: type });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(Object(result).list).toHaveLength(40_000);
  });
});
