import { describe, expect, it } from 'vitest';
import { nodeGraceSeconds, silence } from './heartbeat';
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

describe('silence of a kubelet', () => {
  it('is not late while its next beat may be on its way', () => {
    expect(silence(14, 40, 'v1.30.1')).toMatchObject({ state: 'beating', missed: 0 });
  });
  it('counts the beats that did not come', () => {
    expect(silence(27, 40, 'v1.30.1')).toMatchObject({ state: 'late', missed: 1 });
    expect(silence(39, 40, 'v1.30.1')).toMatchObject({ state: 'late', missed: 2 });
  });
  it('is given up after 40 s before Kubernetes 1.32 and after 50 s from then on', () => {
    expect(nodeGraceSeconds('v1.20.2')).toBe(40);
    expect(nodeGraceSeconds('v1.31.7-eks-bcf3d70')).toBe(40);
    expect(nodeGraceSeconds('v1.32.0+k3s1')).toBe(50);
    expect(silence(45, 40, 'v1.31.0').state).toBe('silent');
    expect(silence(45, 40, 'v1.36.2').state).toBe('late');
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
