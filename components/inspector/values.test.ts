import { describe, expect, it } from 'vitest';
import { ageParts, formatAge, secondsSince } from './age';
import { parseFailedScheduling } from './failed-scheduling';
import { nodeGraceSeconds, silence } from './heartbeat';
import { parseImageName } from './image-name';
import { formatBytes, formatCores, formatResource, parseQuantity } from './quantity';
import { readRole } from './rbac';

describe('parseQuantity', () => {
  it.each([
    ['100m', 0.1],
    ['2', 2],
    ['1.5', 1.5],
    ['16Gi', 17_179_869_184],
    ['8148148Ki', 8_343_703_552],
    ['1G', 1e9],
    ['12e6', 12e6],
    ['1E', 1e18],
    ['250n', 2.5e-7],
    ['-1', -1],
  ])('reads %s', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value, 12);
  });

  it.each(['', 'x', '1Zi', '1 Gi', '1.2.3', 'Gi', '0x10', 'NaN'])('refuses «%s»', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
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

describe('ageParts', () => {
  it('says the two largest units', () => {
    expect(ageParts(4_335)).toEqual([
      { value: 1, unit: 'hour' },
      { value: 12, unit: 'minute' },
    ]);
    expect(ageParts(3)).toEqual([{ value: 3, unit: 'second' }]);
    expect(ageParts(3_600)).toEqual([{ value: 1, unit: 'hour' }]);
  });

  it('says days alone from ten days on', () => {
    expect(ageParts(10 * 86_400 + 7_200)).toEqual([{ value: 10, unit: 'day' }]);
  });

  it('is never negative, whatever the clocks say', () => {
    expect(ageParts(-5)).toEqual([{ value: 0, unit: 'second' }]);
  });

  it('speaks the language', () => {
    expect(formatAge(4_335, 'es')).toBe('1 h 12 min');
    expect(formatAge(4_335, 'en')).toBe('1 hr 12 min');
    expect(formatAge(86_400 * 40, 'es')).toBe('40 días');
  });

  it('does not know the age of no time', () => {
    expect(secondsSince(undefined, 0)).toBeUndefined();
    expect(secondsSince('ayer', 0)).toBeUndefined();
    expect(secondsSince('1970-01-01T00:00:01Z', 3_000)).toBe(2);
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

describe('parseFailedScheduling', () => {
  it('takes apart what an old scheduler says', () => {
    expect(parseFailedScheduling('0/3 nodes are available: 3 Insufficient cpu.')).toEqual({
      feasible: 0,
      total: 3,
      reasons: [{ nodes: 3, cause: 'insufficient', detail: 'cpu' }],
    });
  });

  it('takes apart what a new one says, and does not count the preemption again', () => {
    const message =
      "0/5 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient memory, 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.";
    expect(parseFailedScheduling(message)?.reasons).toEqual([
      { nodes: 1, cause: 'taint', detail: '{node-role.kubernetes.io/control-plane: }' },
      { nodes: 2, cause: 'insufficient', detail: 'memory' },
      { nodes: 2, cause: 'affinity', detail: "node(s) didn't match Pod's node affinity/selector" },
    ]);
  });

  it('reads the taint out of the words of 1.20', () => {
    const message =
      "0/3 nodes are available: 1 node(s) had taint {node-role.kubernetes.io/master: }, that the pod didn't tolerate, 2 node(s) were unschedulable.";
    expect(parseFailedScheduling(message)?.reasons).toEqual([
      { nodes: 1, cause: 'taint', detail: '{node-role.kubernetes.io/master: }' },
      { nodes: 2, cause: 'unschedulable', detail: 'node(s) were unschedulable' },
    ]);
  });

  it('keeps what it does not recognise word for word', () => {
    expect(parseFailedScheduling('0/1 nodes are available: 1 node(s) felt sad.')?.reasons).toEqual([
      { nodes: 1, cause: 'other', detail: 'node(s) felt sad' },
    ]);
  });

  it('says nothing of a message that is not a count of nodes', () => {
    expect(parseFailedScheduling('persistentvolumeclaim "datos" not found')).toBeUndefined();
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
