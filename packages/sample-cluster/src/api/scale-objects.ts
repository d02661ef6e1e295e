/** Objects of a large cluster, each made from its number alone: same number, same object. */
import type { ObjectOf, Resource } from './kinds.ts';
import type { KubeObject } from './store.ts';

/** How large, and born when. */
export interface ScalePlan {
  nodes: number;
  pods: number;
  namespaces: number;
  /** Pods of one Deployment. */
  replicas: number;
  /** RFC 3339. */
  bornAt: string;
}

/** What an object has become since it was made: each change of it is one more. */
export interface Version {
  changes: number;
  revision: number;
}

/** One kind: how many there are, their keys in etcd's order, and the objects themselves. */
export interface ScaleKind {
  resource: Resource;
  count: number;
  key(index: number): string;
  make(index: number, version: Version, now: Date): KubeObject;
}

const padded = (number: number, width: number) => `${number}`.padStart(width, '0');
const hex = (number: number, width: number) => number.toString(16).padStart(width, '0');
/** A stable uid: the kind's digit and the object's number. */
const uid = (kind: number, index: number) => `5ca1e000-000${kind}-4000-8000-${hex(index, 12)}`;

interface Meta {
  name: string;
  namespace?: string;
}
const metaOf = (kind: number, index: number, version: Version, plan: ScalePlan, meta: Meta) => ({
  ...meta,
  uid: uid(kind, index),
  resourceVersion: `${version.revision}`,
  creationTimestamp: plan.bornAt,
});

const namespaceName = (index: number) => `equipo-${padded(index, 3)}`;
const nodeName = (index: number) => `nodo-${padded(index, 5)}`;
const nodeAddress = (index: number) =>
  `172.${16 + Math.trunc(index / 65_536)}.${Math.trunc(index / 256) % 256}.${index % 256}`;

/** Where the n-th pod stands: namespaces and deployments are filled one after the other, so that keys are in order. */
function placeOf(plan: ScalePlan, index: number) {
  const perNamespace = Math.ceil(plan.pods / plan.namespaces);
  const namespace = Math.trunc(index / perNamespace);
  const within = index % perNamespace;
  const deployment = Math.trunc(within / plan.replicas);
  return { namespace: namespaceName(namespace), app: `app-${padded(deployment, 4)}`, replica: within % plan.replicas };
}

const hashOf = (app: string) => `${app.slice(-4)}c0ffee`;

function pod(plan: ScalePlan, index: number, version: Version, now: Date): ObjectOf<'pods'> {
  const { namespace, app, replica } = placeOf(plan, index);
  const node = (index * 7919) % plan.nodes;
  const owner = `${app}-${hashOf(app)}`;
  // One in two hundred is in trouble, and each change of a pod is a restart of its container.
  const broken = index % 200 === 7;
  const ready = !broken && version.changes % 2 === 0;
  const status = ready ? 'True' : 'False';
  const changedAt = version.changes > 0 ? `${now.toISOString().slice(0, 19)}Z` : plan.bornAt;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metaOf(1, index, version, plan, { name: `${owner}-${padded(replica, 3)}`, namespace }),
      generateName: `${owner}-`,
      generation: 1,
      labels: { app, 'pod-template-hash': hashOf(app) },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: owner,
          uid: uid(3, index - replica),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      nodeName: nodeName(node),
      restartPolicy: 'Always',
      serviceAccount: 'default',
      serviceAccountName: 'default',
      enableServiceLinks: true,
      securityContext: {},
      schedulerName: 'default-scheduler',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      priority: 0,
      containers: [
        {
          name: 'app',
          image: 'nginx:1.27',
          imagePullPolicy: 'IfNotPresent',
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          ports: [{ containerPort: 80, protocol: 'TCP' }],
          resources: { requests: { cpu: '50m', memory: '32Mi' } },
        },
      ],
    },
    status: {
      phase: 'Running',
      qosClass: 'Burstable',
      hostIP: nodeAddress(node),
      podIP: `10.${64 + Math.trunc(index / 65_536)}.${Math.trunc(index / 256) % 256}.${index % 256}`,
      startTime: plan.bornAt,
      conditions: [
        { type: 'Initialized', status: 'True', lastTransitionTime: plan.bornAt },
        { type: 'Ready', status, lastTransitionTime: changedAt },
        { type: 'ContainersReady', status, lastTransitionTime: changedAt },
        { type: 'PodScheduled', status: 'True', lastTransitionTime: plan.bornAt },
      ],
      containerStatuses: [
        {
          name: 'app',
          image: 'docker.io/library/nginx:1.27',
          imageID: '',
          ready,
          started: !broken,
          restartCount: version.changes + (broken ? 12 : 0),
          state: broken
            ? { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container=app' } }
            : { running: { startedAt: changedAt } },
        },
      ],
    },
  };
}

function node(plan: ScalePlan, index: number, version: Version): ObjectOf<'nodes'> {
  const name = nodeName(index);
  const resources = { cpu: '16', memory: '64Gi', 'ephemeral-storage': '100Gi', pods: '110' };
  const condition = (type: string, status: string, reason: string) => ({
    type,
    status,
    reason,
    message: reason,
    lastHeartbeatTime: plan.bornAt,
    lastTransitionTime: plan.bornAt,
  });
  const controlPlane: Record<string, string> = index < 3 ? { 'node-role.kubernetes.io/control-plane': '' } : {};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      ...metaOf(2, index, version, plan, { name }),
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/zone': `zona-${index % 3}`,
        ...controlPlane,
      },
    },
    spec: index < 3 ? { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] } : {},
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
        condition('Ready', 'True', 'KubeletReady'),
      ],
      addresses: [
        { type: 'InternalIP', address: nodeAddress(index) },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: {
        architecture: 'amd64',
        bootID: '',
        containerRuntimeVersion: 'containerd://2.2.0',
        kernelVersion: '6.12.57',
        kubeProxyVersion: '',
        kubeletVersion: 'v1.36.2',
        machineID: '',
        operatingSystem: 'linux',
        osImage: 'Debian GNU/Linux 13 (trixie)',
        systemUUID: '',
      },
    },
  };
}

function lease(plan: ScalePlan, index: number, version: Version, now: Date): ObjectOf<'leases'> {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: metaOf(4, index, version, plan, { name: nodeName(index), namespace: 'kube-node-lease' }),
    spec: {
      holderIdentity: nodeName(index),
      leaseDurationSeconds: 40,
      renewTime: now.toISOString().replace('Z', '000Z'),
    },
  };
}

/** The n-th Deployment stands over the pods from its `first` on. */
function deployments(plan: ScalePlan) {
  const perNamespace = Math.ceil(plan.pods / plan.namespaces);
  const each = Math.ceil(perNamespace / plan.replicas);
  const firstPod = (index: number) => Math.trunc(index / each) * perNamespace + (index % each) * plan.replicas;
  const sizeOf = (index: number) => {
    const end = Math.min((Math.trunc(index / each) + 1) * perNamespace, plan.pods);
    return Math.max(0, Math.min(plan.replicas, end - firstPod(index)));
  };
  return { count: each * plan.namespaces, firstPod, sizeOf };
}

function workload(plan: ScalePlan, index: number, version: Version, replicaSet: boolean): KubeObject {
  const { firstPod, sizeOf } = deployments(plan);
  const first = firstPod(index);
  const { namespace, app } = placeOf(plan, first);
  const replicas = sizeOf(index);
  const hash: Record<string, string> = replicaSet ? { 'pod-template-hash': hashOf(app) } : {};
  const labels = { app, ...hash };
  const name = replicaSet ? `${app}-${hashOf(app)}` : app;
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: app, uid: uid(5, first), controller: true };
  const count = { replicas, readyReplicas: replicas, availableReplicas: replicas };
  return {
    apiVersion: 'apps/v1',
    kind: replicaSet ? 'ReplicaSet' : 'Deployment',
    metadata: {
      ...metaOf(replicaSet ? 3 : 5, first, version, plan, { name, namespace }),
      generation: 1,
      labels,
      ...(replicaSet ? { ownerReferences: [owner] } : {}),
    },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'nginx:1.27' }] } },
    },
    status: { ...count, observedGeneration: 1, ...(replicaSet ? {} : { updatedReplicas: replicas }) },
  };
}

/** The kinds of a large cluster that are made on the fly. Namespaces and the rest are few, and kept as they are. */
export function scaleKinds(plan: ScalePlan): ScaleKind[] {
  const { count, firstPod } = deployments(plan);
  const podKey = (index: number) => {
    const { namespace, app, replica } = placeOf(plan, index);
    return `${namespace}/${app}-${hashOf(app)}-${padded(replica, 3)}`;
  };
  const appKey = (index: number, replicaSet: boolean) => {
    const { namespace, app } = placeOf(plan, firstPod(index));
    return `${namespace}/${app}${replicaSet ? `-${hashOf(app)}` : ''}`;
  };
  return [
    { resource: 'pods', count: plan.pods, key: podKey, make: (index, version, now) => pod(plan, index, version, now) },
    {
      resource: 'nodes',
      count: plan.nodes,
      key: (index) => `/${nodeName(index)}`,
      make: (index, version) => node(plan, index, version),
    },
    {
      resource: 'leases',
      count: plan.nodes,
      key: (index) => `kube-node-lease/${nodeName(index)}`,
      make: (index, version, now) => lease(plan, index, version, now),
    },
    {
      resource: 'deployments',
      count,
      key: (index) => appKey(index, false),
      make: (index, version) => workload(plan, index, version, false),
    },
    {
      resource: 'replicasets',
      count,
      key: (index) => appKey(index, true),
      make: (index, version) => workload(plan, index, version, true),
    },
  ];
}

/** Names of the namespaces that hold the pods. */
export const scaleNamespaces = (plan: ScalePlan): string[] =>
  Array.from({ length: plan.namespaces }, (_, index) => namespaceName(index));
