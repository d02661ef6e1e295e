import { describe, expect, it } from 'vitest';
import { fieldOf } from './engine/kubelet/environment.ts';
import { heldAt, selects } from './labels.ts';

const INHERITED = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];
const labels = { app: 'web' };

describe('labels', () => {
  it.each(INHERITED)('that nobody wrote are not there, even one called %s', (key) => {
    expect(heldAt(labels, key)).toBeUndefined();
    expect(selects({ matchExpressions: [{ key, operator: 'Exists' }] }, labels)).toBe(false);
    expect(selects({ matchExpressions: [{ key, operator: 'DoesNotExist' }] }, labels)).toBe(true);
    const pod = { metadata: { name: 'web', labels, annotations: {} } };
    const facts = { pod, uid: 'u', podIP: '', node: 'n', hostIP: '', services: [], allocatable: {} };
    for (const path of [key, `metadata.labels['${key}']`, `metadata.annotations['${key}']`])
      expect(fieldOf(path, facts)).toBe('');
  });

  it.each(INHERITED)('are there when they were written, even one called %s', (key) => {
    const written: Record<string, string> = JSON.parse(`{"${key}":"yes"}`);
    expect(heldAt(written, key)).toBe('yes');
    expect(selects({ matchExpressions: [{ key, operator: 'In', values: ['yes'] }] }, written)).toBe(true);
  });
});
