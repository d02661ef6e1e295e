import { describe, expect, it } from 'vitest';
import { parseImageName } from './image-name';
import { baseUnits, formatBytes, formatCores, formatResource } from './quantity';
import { readRole } from './rbac';

describe('baseUnits', () => {
  it('reads cores, bytes and plain counts', () => {
    expect(baseUnits('100m')).toBe(0.1);
    expect(baseUnits('8148148Ki')).toBe(8_343_703_552);
    expect(baseUnits('110')).toBe(110);
    expect(baseUnits('mucha')).toBeUndefined();
    expect(baseUnits(undefined)).toBeUndefined();
  });
});

describe('formatResource', () => {
  it('writes memory in binary units with the decimal sign of the language', () => {
    expect(formatResource('memory', '8148148Ki', 'es')).toBe('7,77 GiB');
    expect(formatResource('memory', '8148148Ki', 'en')).toBe('7.77 GiB');
    expect(formatBytes(0, 'es')).toBe('0 B');
    expect(formatBytes(1023, 'es')).toBe('1020 B');
    expect(formatBytes(1024, 'es')).toBe('1 KiB');
  });

  it('writes processors as cores', () => {
    expect(formatResource('cpu', '250m', 'es')).toBe('0,25');
    expect(formatCores(4000, 'en')).toBe('4');
  });

  it('leaves what is not a quantity as it is', () => {
    expect(formatResource('memory', 'mucha', 'es')).toBe('mucha');
  });
});

describe('parseImageName', () => {
  it.each([
    ['nginx', { registry: 'docker.io', repository: 'library/nginx', implicitLatest: true }],
    ['ivanosuna/app:1.2', { registry: 'docker.io', repository: 'ivanosuna/app', tag: '1.2', implicitLatest: false }],
    ['localhost/a/b:v1', { registry: 'localhost', repository: 'a/b', tag: 'v1', implicitLatest: false }],
    ['reg.io:5000/x', { registry: 'reg.io:5000', repository: 'x', implicitLatest: true }],
    [
      'registry.k8s.io/etcd:3.5@sha256:ab',
      { registry: 'registry.k8s.io', repository: 'etcd', tag: '3.5', digest: 'sha256:ab', implicitLatest: false },
    ],
  ])('splits %s', (reference, parts) => {
    expect(parseImageName(reference)).toEqual(parts);
  });
});

describe('readRole', () => {
  it('asks for one rule per API group, and only for reading', () => {
    const role = readRole(['nodes', 'leases', 'pods']);
    expect(role).toContain('apiGroups: [""]\n    resources: ["nodes", "pods"]');
    expect(role).toContain('apiGroups: ["coordination.k8s.io"]\n    resources: ["leases"]');
    expect(role).not.toMatch(/create|update|patch|delete|\*/);
  });
});
