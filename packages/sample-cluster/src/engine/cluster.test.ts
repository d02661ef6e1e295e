import { describe, expect, it } from 'vitest';
import { SampleCluster } from './cluster.ts';

const NOW = Date.parse('2026-11-22T21:00:00Z');

describe('a sample cluster of the kubeadm profile, when it opens', () => {
  const cluster = new SampleCluster({ now: NOW });
  const api = cluster.server.as('kubectl-create');
  const pods = (namespace: string) => api.list('pods', { namespace }).items;
  const waitingReason = (namespace: string, app: string) =>
    pods(namespace).find((pod) => pod.metadata.labels?.app === app)?.status.containerStatuses?.[0]?.state?.waiting
      ?.reason;

  it("has three ready nodes with their info, addresses and ranges, and no taint but the control plane's", () => {
    const nodes = api.list('nodes').items;
    expect(nodes.map((node) => node.metadata.name)).toEqual(['maestro', 'nodo1', 'nodo2']);
    for (const node of nodes) {
      expect(node.status.conditions?.find((one) => one.type === 'Ready')?.status).toBe('True');
      expect(node.status.nodeInfo?.kubeletVersion).toBe('v1.36.2');
      expect(node.spec.podCIDR).toMatch(/^10\.244\.\d\.0\/24$/);
    }
    expect(nodes.flatMap((node) => node.spec.taints ?? []).map((taint) => taint.key)).toEqual([
      'node-role.kubernetes.io/control-plane',
    ]);
  });

  it('runs its control plane as static pods that never passed the scheduler', () => {
    for (const name of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler']) {
      const pod = api.get('pods', `${name}-maestro`, 'kube-system');
      expect(pod.metadata.annotations?.['kubernetes.io/config.source']).toBe('file');
      expect(pod.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'Node', name: 'maestro', controller: true });
      expect(pod.status.containerStatuses?.[0]?.ready).toBe(true);
    }
  });

  it('renews the leases of those who live', () => {
    for (const name of ['kube-scheduler', 'kube-controller-manager']) {
      const lease = api.get('leases', name, 'kube-system');
      expect(lease.spec.holderIdentity).toMatch(/^maestro_[0-9a-f-]{36}$/);
      expect(NOW - Date.parse(lease.spec.renewTime ?? '')).toBeLessThan(3_000);
    }
    for (const node of ['maestro', 'nodo1', 'nodo2']) {
      const lease = api.get('leases', node, 'kube-node-lease');
      expect(NOW - Date.parse(lease.spec.renewTime ?? '')).toBeLessThanOrEqual(10_000);
    }
  });

  it('has a healthy workload behind its service', () => {
    expect(api.get('deployments', 'web', 'produccion').status).toMatchObject({
      readyReplicas: 3,
      availableReplicas: 3,
    });
    const slice = api.list('endpointslices', {
      namespace: 'produccion',
      labelSelector: 'kubernetes.io/service-name=web',
    }).items[0];
    expect(slice?.endpoints?.filter((one) => one.conditions?.ready)).toHaveLength(3);
  });

  it('has one workload broken in each of the ways people meet', () => {
    expect(waitingReason('desarrollo', 'tienda')).toBe('ImagePullBackOff');
    expect(waitingReason('pruebas', 'sin-comando')).toBe('CrashLoopBackOff');
    const hungry = pods('pruebas').find((pod) => pod.metadata.labels?.app === 'glotona')?.status.containerStatuses?.[0];
    expect(hungry?.lastState?.terminated).toMatchObject({ reason: 'OOMKilled', exitCode: 137 });
    const waiting = pods('clientea').find((pod) => pod.metadata.labels?.app === 'informes');
    expect(waiting?.spec.nodeName).toBeUndefined();
    expect(waiting?.status.conditions?.find((one) => one.type === 'PodScheduled')?.message).toBe(
      '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    );
    const portal = pods('clientea').filter((pod) => pod.metadata.labels?.app === 'portal');
    expect(portal.map((pod) => pod.status.containerStatuses?.[0]?.ready)).toEqual([false, false]);
  });

  it('lets each program write under its own name', () => {
    const managers = new Set(
      pods('produccion').flatMap((pod) =>
        (pod.metadata.managedFields ?? []).map((entry) => `${entry.manager}/${entry.subresource ?? ''}`),
      ),
    );
    expect(managers).toEqual(
      new Set(
        ['kube-controller-manager/', 'kube-scheduler/status', 'kubelet/status'].filter((name) => managers.has(name)),
      ),
    );
    expect(managers.has('kubelet/status')).toBe(true);
  });
});
