import type { Machine } from '../machine/machine.ts';
import { type Node, time } from '../types.ts';

type NodeStatus = Node['status'];
type Conditions = NonNullable<NodeStatus['conditions']>;

/** Why the node is not ready, in the kubelet's words; undefined when it is. */
export type NotReadyReason = string | undefined;

/** The labels a kubelet puts on its own node. */
export const nodeLabels = (machine: Machine): Record<string, string> => ({
  'beta.kubernetes.io/arch': 'amd64',
  'beta.kubernetes.io/os': 'linux',
  'kubernetes.io/arch': 'amd64',
  'kubernetes.io/hostname': machine.name,
  'kubernetes.io/os': 'linux',
  ...machine.facts.labels,
});

/** Node status as the kubelet posts it. `before` keeps the transition times. */
export function nodeStatus(
  machine: Machine,
  version: string,
  notReady: NotReadyReason,
  before: NodeStatus | undefined,
): NodeStatus {
  const { facts } = machine;
  const capacity = {
    cpu: String(facts.cpu),
    'ephemeral-storage': `${facts.diskKi}Ki`,
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: `${facts.memoryKi}Ki`,
    pods: '110',
  };
  const now = time(machine.clock.now());
  const condition = (type: string, status: string, reason: string, message: string): Conditions[number] => {
    const old = before?.conditions?.find((one) => one.type === type);
    const since = old?.status === status ? (old.lastTransitionTime ?? now) : now;
    return { type, status, lastHeartbeatTime: now, lastTransitionTime: since, reason, message };
  };
  const images = machine.containerd.up
    ? Array.from(machine.containerd.images.values(), (image) => ({
        names: [image.digest, image.name],
        sizeBytes: image.size,
      }))
        .sort((a, b) => b.sizeBytes - a.sizeBytes)
        .slice(0, 50)
    : before?.images;
  return {
    addresses: [
      { type: 'InternalIP', address: facts.ip },
      { type: 'Hostname', address: facts.name },
    ],
    capacity,
    allocatable: {
      ...capacity,
      'ephemeral-storage': String(Math.floor(facts.diskKi * 1024 * 0.9)),
      memory: `${facts.memoryKi - 100 * 1024}Ki`,
    },
    conditions: [
      condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
      condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
      condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
      notReady === undefined
        ? condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status')
        : condition('Ready', 'False', 'KubeletNotReady', notReady),
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    features: { supplementalGroupsPolicy: true },
    ...(images === undefined ? {} : { images }),
    nodeInfo: {
      architecture: 'amd64',
      bootID: bootID(machine),
      containerRuntimeVersion: `containerd://${facts.containerdVersion}`,
      kernelVersion: facts.kernelVersion,
      kubeProxyVersion: '',
      kubeletVersion: version,
      machineID: facts.machineID,
      operatingSystem: 'linux',
      osImage: facts.osImage,
      systemUUID: facts.systemUUID,
    },
    runtimeHandlers: [
      { features: { recursiveReadOnlyMounts: true, userNamespaces: true }, name: '' },
      { features: { recursiveReadOnlyMounts: true, userNamespaces: true }, name: 'runc' },
    ],
  };
}

/** Another one after each boot. */
function bootID(machine: Machine): string {
  const { bootID: first } = machine.facts;
  return machine.boots === 0 ? first : `${first.slice(0, -4)}${(machine.boots % 0xffff).toString(16).padStart(4, '0')}`;
}
