import type { ObjectOf } from '../kinds.ts';
import { printPod } from './print-pod.ts';
import { AGE, column, humanDuration, NAME, since, type TableKind } from './table.ts';

function readinessGates(pod: ObjectOf<'pods'>): string {
  const gates = pod.spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const met = gates.filter((gate) =>
    pod.status.conditions?.some(({ type, status }) => type === gate.conditionType && status === 'True'),
  );
  return `${met.length}/${gates.length}`;
}

export const pods: TableKind<'pods'> = {
  columns: [
    NAME,
    column('Ready', 'The aggregate readiness state of this pod for accepting traffic.'),
    column('Status', 'The aggregate status of the containers in this pod.'),
    column(
      'Restarts',
      'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    ),
    AGE,
    column('IP', ['V1PodStatus', 'podIP'], { wide: true }),
    column('Node', ['V1PodSpec', 'nodeName'], { wide: true }),
    column('Nominated Node', ['V1PodStatus', 'nominatedNodeName'], { wide: true }),
    column('Readiness Gates', ['V1PodSpec', 'readinessGates'], { wide: true }),
  ],
  row(pod, now) {
    const printed = printPod(pod);
    const restarts = printed.restartedAt
      ? `${printed.restarts} (${humanDuration(now.getTime() - Date.parse(printed.restartedAt))} ago)`
      : `${printed.restarts}`;
    return [
      pod.metadata.name,
      printed.ready,
      printed.status,
      restarts,
      since(pod.metadata.creationTimestamp, now),
      pod.status.podIPs?.[0]?.ip ?? pod.status.podIP ?? '<none>',
      pod.spec.nodeName ?? '<none>',
      pod.status.nominatedNodeName ?? '<none>',
      readinessGates(pod),
    ];
  },
};

const address = (node: ObjectOf<'nodes'>, type: string) =>
  node.status.addresses?.find((one) => one.type === type)?.address ?? '<none>';

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE_LABEL = 'kubernetes.io/role';

/** In the order the real one prints them. */
function roles(node: ObjectOf<'nodes'>): string[] {
  const found = new Set<string>();
  for (const [label, value] of Object.entries(node.metadata.labels ?? {})) {
    if (label.startsWith(ROLE_PREFIX) && label.length > ROLE_PREFIX.length) found.add(label.slice(ROLE_PREFIX.length));
    else if (label === ROLE_LABEL && value) found.add(value);
  }
  return [...found].toSorted();
}

function nodeStatus(node: ObjectOf<'nodes'>): string {
  const ready = node.status.conditions?.findLast((one) => one.type === 'Ready');
  const word = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return node.spec.unschedulable ? `${word},SchedulingDisabled` : word;
}

export const nodes: TableKind<'nodes'> = {
  columns: [
    NAME,
    column('Status', 'The status of the node'),
    column('Roles', 'The roles of the node'),
    AGE,
    column('Version', ['V1NodeSystemInfo', 'kubeletVersion']),
    column('Internal-IP', ['V1NodeStatus', 'addresses'], { wide: true }),
    column('External-IP', ['V1NodeStatus', 'addresses'], { wide: true }),
    column('OS-Image', ['V1NodeSystemInfo', 'osImage'], { wide: true }),
    column('Kernel-Version', ['V1NodeSystemInfo', 'kernelVersion'], { wide: true }),
    column('Container-Runtime', ['V1NodeSystemInfo', 'containerRuntimeVersion'], { wide: true }),
  ],
  row(node, now) {
    const info = node.status.nodeInfo;
    const kernel = info?.kernelVersion ? `${info.kernelVersion} (${info.architecture})` : '<unknown>';
    return [
      node.metadata.name,
      nodeStatus(node),
      roles(node).join(',') || '<none>',
      since(node.metadata.creationTimestamp, now),
      info?.kubeletVersion ?? '',
      address(node, 'InternalIP'),
      address(node, 'ExternalIP'),
      info?.osImage || '<unknown>',
      kernel,
      info?.containerRuntimeVersion || '<unknown>',
    ];
  },
};
