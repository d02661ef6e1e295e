/** A recording of a cluster too large for boxes: nodes of pools and zones, pods on them, and some of what goes wrong. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BORN = '2026-11-30T10:00:00Z';
const READY = { lastHeartbeatTime: BORN, lastTransitionTime: BORN };

function nodeOf(index: number): object {
  const isControlPlane = index < 3;
  const isDown = index === 40;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `node-${String(index).padStart(4, '0')}`,
      uid: `node-${index}`,
      creationTimestamp: BORN,
      labels: {
        'kubernetes.io/hostname': `node-${String(index).padStart(4, '0')}`,
        'topology.kubernetes.io/zone': `eu-1${'abc'[index % 3]}`,
        ...(isControlPlane
          ? { 'node-role.kubernetes.io/control-plane': '' }
          : { pool: index % 10 === 9 ? 'gpu' : index % 5 === 4 ? 'memory' : 'general' }),
      },
      annotations: { 'kubeadm.alpha.kubernetes.io/cri-socket': '/run/containerd/containerd.sock' },
    },
    spec: index === 41 ? { unschedulable: true } : {},
    status: {
      capacity: { cpu: '16', memory: '64Gi', pods: '110' },
      allocatable: { cpu: '15', memory: '60Gi', pods: '110' },
      conditions: [
        { type: 'Ready', status: isDown ? 'False' : 'True', reason: 'Kubelet', message: '', ...READY },
        { type: 'MemoryPressure', status: index === 42 ? 'True' : 'False', reason: 'Kubelet', message: '', ...READY },
      ],
      nodeInfo: {
        containerRuntimeVersion: 'containerd://1.7.2',
        kubeletVersion: 'v1.32.1',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        operatingSystem: 'linux',
        architecture: 'amd64',
        kernelVersion: '6.1.0',
      },
    },
  };
}

function podOf(index: number, nodes: number): object {
  const isCrashing = index % 500 === 7;
  const isPending = index % 900 === 11;
  const node = `node-${String((index * 7) % nodes).padStart(4, '0')}`;
  const name = `app-${index % 40}-6d4cf56db-${String(index).padStart(5, '0')}`;
  const state = isCrashing
    ? { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' } }
    : { running: { startedAt: BORN } };
  const ready = String(!isCrashing && !isPending)
    .replace('t', 'T')
    .replace('f', 'F');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: `team-${index % 12}`,
      uid: `pod-${index}`,
      creationTimestamp: BORN,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `app-${index % 40}-6d4cf56db`,
          uid: `rs-${index % 40}`,
          controller: true,
        },
      ],
    },
    spec: { ...(isPending ? {} : { nodeName: node }), containers: [{ name: 'app', image: 'registry.example/app:v1' }] },
    status: isPending
      ? {
          phase: 'Pending',
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: '0/300 nodes are available: 300 Insufficient cpu.',
            },
          ],
        }
      : {
          phase: 'Running',
          podIP: `10.1.${index >> 8}.${index & 255}`,
          conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
            type,
            status: type === 'Initialized' || type === 'PodScheduled' ? 'True' : ready,
          })),
          containerStatuses: [
            {
              name: 'app',
              state,
              ready: !isCrashing,
              restartCount: isCrashing ? 12 : 0,
              image: 'registry.example/app:v1',
            },
          ],
        },
  };
}

/** Writes it into a folder that is there. */
export function writeFleetRecording(folder: string, nodes: number, pods: number): void {
  const list = (kind: string, items: object[]) => JSON.stringify({ apiVersion: 'v1', kind, items });
  const range = (length: number) => Array.from({ length }, (_, index) => index);
  writeFileSync(join(folder, 'nodes.json'), list('NodeList', range(nodes).map(nodeOf)));
  writeFileSync(
    join(folder, 'pods.json'),
    list(
      'PodList',
      range(pods).map((index) => podOf(index, nodes)),
    ),
  );
}
