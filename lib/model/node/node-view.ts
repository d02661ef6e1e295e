/** A node as the diagram shows it. */
import type { NodeCondition, NodeView } from '../cluster';
import type { Condition, LeaseObject, NodeObject } from '../objects';
import { isNodeReady, kubeletHealth, leaseSeconds, nodeHealth, nodeRoles, nodeStatus } from './node-status';
import { runtimeChain } from './runtime-chain';

/** Sums of the pods bound to a node. */
export interface NodeLoad {
  cpu: number;
  memory: number;
  pods: number;
  /** Handlers of the RuntimeClasses its pods name, sorted, comma-separated. */
  handlers: string;
}

const copyCondition = ({ type, status, reason, message, lastTransitionTime }: Condition): NodeCondition => ({
  type,
  status,
  ...(reason ? { reason } : {}),
  ...(message ? { message } : {}),
  ...(lastTransitionTime ? { lastTransitionTime } : {}),
});

function handlersOf(node: NodeObject, load: NodeLoad): NodeView['handlers'] {
  const declared = (node.status?.runtimeHandlers ?? []).map((one) => one.name ?? '').filter(Boolean);
  const names = new Set([...declared, ...load.handlers.split(',').filter(Boolean)]);
  return [...names].toSorted().map((name) => ({ name, evidenceLevel: 'observed' as const }));
}

/** Builds the view; `silent` when its lease ran out. */
export function nodeView(node: NodeObject, lease: LeaseObject | undefined, load: NodeLoad, silent: boolean): NodeView {
  const { metadata, spec, status } = node;
  const info = status?.nodeInfo ?? {};
  const address = (type: string) => (status?.addresses ?? []).find((one) => one.type === type)?.address;
  const internalIP = address('InternalIP');
  const externalIP = address('ExternalIP');
  const podCIDRs = spec?.podCIDRs ?? (spec?.podCIDR ? [spec.podCIDR] : undefined);
  const heartbeatAt = lease?.spec?.renewTime;
  return {
    name: metadata.name,
    ...(metadata.uid ? { uid: metadata.uid } : {}),
    roles: nodeRoles(node),
    ready: isNodeReady(node),
    status: nodeStatus(node),
    health: nodeHealth(node, silent),
    runtime: info.containerRuntimeVersion ?? '',
    kubeletVersion: info.kubeletVersion ?? '',
    ...(heartbeatAt ? { heartbeatAt, heartbeatSeconds: leaseSeconds(lease) } : {}),
    ...(metadata.creationTimestamp ? { createdAt: metadata.creationTimestamp } : {}),
    ...(internalIP ? { internalIP } : {}),
    ...(externalIP ? { externalIP } : {}),
    ...(info.osImage ? { osImage: info.osImage } : {}),
    ...(info.kernelVersion ? { kernel: info.kernelVersion } : {}),
    ...(info.operatingSystem ? { os: info.operatingSystem } : {}),
    ...(info.architecture ? { architecture: info.architecture } : {}),
    ...(podCIDRs ? { podCIDRs } : {}),
    ...(spec?.providerID ? { providerID: spec.providerID } : {}),
    unschedulable: spec?.unschedulable ?? false,
    taints: (spec?.taints ?? []).map(({ key, value, effect }) => ({ key, effect, ...(value ? { value } : {}) })),
    conditions: (status?.conditions ?? []).map(copyCondition),
    capacity: status?.capacity ?? {},
    allocatable: status?.allocatable ?? {},
    requests: { cpu: load.cpu, memory: load.memory, pods: load.pods },
    chain: runtimeChain(node, kubeletHealth(node, silent)),
    handlers: handlersOf(node, load),
  };
}
