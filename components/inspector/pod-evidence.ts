/** Which fields say what the inspector says of a pod. Pure: from the model, and from the whole object once it has been read. */
import type { Evidence, PodView } from '@/lib/model/cluster';
import type { ContainerStatus, PodObject } from '@/lib/model/objects';

const MIRROR = 'kubernetes.io/config.mirror';
const FILE = 'kubernetes.io/config.source';

function stateEvidence(object: string, list: string, status: ContainerStatus, at: number): Evidence | undefined {
  const path = `status.${list}[${at}].state`;
  const { waiting, terminated } = status.state ?? {};
  if (waiting?.reason) return { object, field: `${path}.waiting.reason`, value: waiting.reason };
  if (terminated?.reason) return { object, field: `${path}.terminated.reason`, value: terminated.reason };
  return undefined;
}

function statusEvidence(object: string, pod: PodObject): Evidence[] {
  const { metadata, status } = pod;
  const found: Evidence[] = [];
  if (metadata.deletionTimestamp) {
    found.push({ object, field: 'metadata.deletionTimestamp', value: metadata.deletionTimestamp });
  }
  if (status?.reason) found.push({ object, field: 'status.reason', value: status.reason });
  for (const list of ['initContainerStatuses', 'containerStatuses'] as const) {
    for (const [at, container] of (status?.[list] ?? []).entries()) {
      const evidence = stateEvidence(object, list, container, at);
      if (evidence) found.push(evidence);
    }
  }
  if (status?.phase) found.push({ object, field: 'status.phase', value: status.phase });
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason) {
    found.push({ object, field: 'status.conditions[PodScheduled].reason', value: scheduled.reason });
  }
  return found;
}

/** Where it runs, what it is doing, and who put it there, each with its field. */
export function podEvidence(pod: PodView, whole?: PodObject): Evidence[] {
  const object = `Pod ${pod.namespace}/${pod.name}`;
  const found = whole ? statusEvidence(object, whole) : [];
  if (pod.node) found.push({ object, field: 'spec.nodeName', value: pod.node });
  for (const name of [MIRROR, FILE]) {
    const value = whole?.metadata.annotations?.[name];
    if (value) found.push({ object, field: `metadata.annotations["${name}"]`, value });
  }
  if (pod.owner) {
    found.push({ object, field: 'metadata.ownerReferences[0]', value: `${pod.owner.kind} ${pod.owner.name}` });
  }
  return found;
}
