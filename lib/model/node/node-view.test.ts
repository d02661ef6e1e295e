import { describe, expect, it } from 'vitest';
import { aNode, aPod, condition } from '../testing/pods';
import { isSilent, nodeHealth, nodeRoles, nodeStatus } from './node-status';
import { nodeView } from './node-view';
import { occupiesNode, podRequests } from './pod-requests';

const withReady = (status: string, unschedulable = false) => ({
  ...aNode('m', {}, {}, { unschedulable }),
  status: { conditions: [condition('Ready', status)] },
});

describe('STATUS of a node', () => {
  it.each([
    ['Ready', withReady('True')],
    ['NotReady', withReady('False')],
    ['NotReady', withReady('Unknown')],
    ['Ready,SchedulingDisabled', withReady('True', true)],
    ['NotReady,SchedulingDisabled', withReady('Unknown', true)],
    ['Unknown', { metadata: { name: 'm' } }],
  ])('is %s', (expected, node) => {
    expect(nodeStatus(node)).toBe(expected);
  });
});

describe('ROLES of a node', () => {
  it('are its role labels, old and new, sorted', () => {
    const labels = {
      'node-role.kubernetes.io/master': '',
      'node-role.kubernetes.io/control-plane': 'true',
      'kubernetes.io/role': 'infra',
      'node-role.kubernetes.io/': '',
    };
    expect(nodeRoles(aNode('m', {}, { labels }))).toEqual(['control-plane', 'infra', 'master']);
  });
});

describe('a node is drawn', () => {
  const lease = {
    metadata: { name: 'm' },
    spec: { renewTime: '2026-01-01T00:00:00.000000Z', leaseDurationSeconds: 40 },
  };

  it('ok while its heartbeats come, not ready once they are late', () => {
    expect(nodeHealth(withReady('True'), isSilent(lease, '2026-01-01T00:00:40Z'))).toBe('ok');
    expect(nodeHealth(withReady('True'), isSilent(lease, '2026-01-01T00:00:41Z'))).toBe('not-ready');
  });

  it('not ready when it says so, failing when it is given up for lost, starting before it ever spoke', () => {
    expect(nodeHealth(withReady('False'), false)).toBe('not-ready');
    expect(nodeHealth(withReady('Unknown'), true)).toBe('failing');
    expect(nodeHealth({ metadata: { name: 'm' } }, false)).toBe('starting');
  });

  it('without heartbeats that were never read', () => {
    expect(isSilent(undefined, '2026-01-01T00:00:00Z')).toBe(false);
  });
});

describe('the handlers of a node', () => {
  it('are those it declares and those of the runtime classes its pods name', () => {
    const node = { ...aNode('m'), status: { runtimeHandlers: [{ name: '' }, { name: 'runc' }] } };
    const view = nodeView(node, undefined, { cpu: 0, memory: 0, pods: 0, handlers: 'gvisor' }, false);
    expect(view.handlers).toEqual([
      { name: 'gvisor', evidenceLevel: 'observed' },
      { name: 'runc', evidenceLevel: 'observed' },
    ]);
  });
});

describe('what a pod asks of its node', () => {
  const asks = (name: string, cpu: string, memory: string) => ({ name, resources: { requests: { cpu, memory } } });

  it('is the sum of its containers', () => {
    expect(podRequests(aPod({}, { containers: [asks('a', '250m', '64Mi'), asks('b', '0.5', '1Gi')] }))).toEqual({
      cpu: 750,
      memory: 1_140_850_688,
    });
  });

  it('is its largest init container when that is more', () => {
    const initContainers = [asks('i', '2', '10Mi'), asks('j', '1', '20Mi')];
    expect(podRequests(aPod({}, { initContainers, containers: [asks('a', '100m', '50Mi')] }))).toEqual({
      cpu: 2000,
      memory: 52_428_800,
    });
  });

  it('counts sidecars with the containers, and under the init containers that follow', () => {
    const initContainers = [{ ...asks('s', '100m', '10Mi'), restartPolicy: 'Always' }, asks('i', '1', '10Mi')];
    expect(podRequests(aPod({}, { initContainers, containers: [asks('a', '100m', '50Mi')] }))).toEqual({
      cpu: 1100,
      memory: 62_914_560,
    });
  });

  it('is the limit where no request is written, and the overhead of its runtime class besides', () => {
    const containers = [{ name: 'a', resources: { limits: { cpu: '300m' } } }];
    expect(podRequests(aPod({}, { containers, overhead: { cpu: '50m', memory: '1Ki' } }))).toEqual({
      cpu: 350,
      memory: 1024,
    });
  });

  it('counts only while it is bound and not finished', () => {
    expect(occupiesNode(aPod({ phase: 'Running' }, { nodeName: 'm' }))).toBe(true);
    expect(occupiesNode(aPod({ phase: 'Succeeded' }, { nodeName: 'm' }))).toBe(false);
    expect(occupiesNode(aPod({ phase: 'Pending' }))).toBe(false);
  });
});
