import { describe, expect, it } from 'vitest';
import { createObjectStore } from './object-store';

const pod = (name: string, resourceVersion: string, namespace = 'a') => ({
  metadata: { name, namespace, resourceVersion, uid: name },
  spec: { containers: [] },
});
const FIRST = { first: true, last: false };
const MIDDLE = { first: false, last: false };
const LAST = { first: false, last: true };

function filled() {
  const store = createObjectStore();
  store.replace('pods', undefined, [pod('x', '1'), pod('y', '1'), pod('z', '1', 'b')]);
  return { store, names: () => [...store.publish().pods.keys()] };
}

describe('a list that comes in parts', () => {
  it('takes nothing away before its last part, then all that was in none', () => {
    const { store, names } = filled();
    store.replace('pods', undefined, [pod('w', '2')], FIRST);
    store.replace('pods', undefined, [pod('y', '1')], MIDDLE);
    expect(names()).toEqual(['a/x', 'a/y', 'b/z', 'a/w']);
    store.replace('pods', undefined, [], LAST);
    expect(names()).toEqual(['a/y', 'a/w']);
  });

  it('forgets the parts of an attempt that never came to its end', () => {
    const { store, names } = filled();
    store.replace('pods', undefined, [pod('x', '1')], FIRST);
    store.replace('pods', undefined, [pod('y', '1')], FIRST);
    store.replace('pods', undefined, [], LAST);
    expect(names()).toEqual(['a/y']);
  });

  it('of one namespace leaves the others alone, and keeps what is unchanged as it was', () => {
    const { store, names } = filled();
    const before = store.get('pods', 'a/y');
    store.replace('pods', 'a', [], FIRST);
    store.replace('pods', 'a', [pod('y', '1')], LAST);
    expect(names()).toEqual(['a/y', 'b/z']);
    expect(store.get('pods', 'a/y')).toBe(before);
  });
});
