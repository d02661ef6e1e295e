/** A small cluster for the tests of this room and of the components over it. */

import type { SampleSwitch } from '@kubeplano/sample-cluster/controls';
import type { ClusterSnapshot, NodeView, PodView } from '@/lib/model/cluster';
import { farAway } from '@/lib/model/fleet/fleet';

export function testPod(over: Partial<PodView> = {}): PodView {
  return {
    namespace: 'produccion',
    name: 'web-7d4-x2k',
    status: 'Running',
    health: 'ok',
    ready: '1/1',
    restarts: 0,
    node: 'trabajador-1',
    static: false,
    containers: [{ name: 'web', kind: 'app', image: 'nginx:1.27', health: 'ok', ready: true, restarts: 0 }],
    ...over,
  };
}

export function testNode(over: Partial<NodeView> = {}): NodeView {
  return {
    name: 'trabajador-1',
    roles: [],
    ready: true,
    status: 'Ready',
    health: 'ok',
    runtime: 'containerd://1.7.1',
    kubeletVersion: 'v1.36.2',
    unschedulable: false,
    taints: [],
    conditions: [],
    capacity: {},
    allocatable: {},
    requests: { cpu: 0, memory: 0, pods: 0 },
    chain: [],
    handlers: [],
    ...over,
  };
}

export function testSnapshot(over: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  const views = { nodes: [testNode()], namespaces: [{ name: 'produccion', phase: 'Active' }], pods: [testPod()] };
  const collections = { ...views, workloads: [], services: [], ...over };
  return {
    ...farAway(collections, () => ({})),
    revision: 1,
    at: '2026-11-22T20:00:00Z',
    source: { kind: 'cluster', context: 'aula' },
    connection: { state: 'live', since: '2026-11-22T19:00:00Z' },
    server: { version: 'v1.36.2' },
    distribution: { id: 'kubeadm', name: 'kubeadm', evidence: [] },
    components: [{ id: 'kube-apiserver', evidenceLevel: 'observed', health: 'ok', instances: [], evidence: [] }],
    kinds: [],
    ...collections,
    events: [],
    ...over,
  };
}

/** A switch of the sample that is on and runs. */
export const testSwitch = (
  name: string,
  component: SampleSwitch['component'],
  over: Partial<SampleSwitch> = {},
): SampleSwitch => ({ name, component, on: true, phase: 'Running', onlyHere: false, ...over });
