/** `pods/binding`. */
import { ApiError } from './errors.ts';
import { at, type Fields, fieldsOf, listOf, numberOf, textOf } from './json.ts';
import { conflict, otherUid } from './refusals.ts';
import { infoOf } from './resources.ts';
import type { KubeObject } from './store.ts';

const TOPOLOGY = new Set(['topology.kubernetes.io/zone', 'topology.kubernetes.io/region']);

/** The node a Binding names; throws {@link ApiError} when it names none, in the words of an error that is no Status. */
export function nodeOfBinding(body: Fields): string {
  const kind = textOf(at(body, 'target', 'kind')) ?? '';
  const name = textOf(at(body, 'target', 'name')) ?? '';
  const problems = [
    ...(kind === '' || kind === 'Node'
      ? []
      : [`target.kind: Unsupported value: ${JSON.stringify(kind)}: supported values: "Node", "<empty>"`]),
    ...(name === '' ? ['target.name: Required value'] : []),
  ];
  if (problems.length > 0)
    throw new ApiError(500, '', problems.length > 1 ? `[${problems.join(', ')}]` : (problems[0] ?? ''));
  return name;
}

/**
 * A pod bound to a node, with the node's topology labels (1.35 on). Throws {@link ApiError} 409 when it cannot be.
 * `time` is that of condition PodScheduled.
 */
export function boundPod(
  pod: KubeObject,
  node: { name: string; labels: Record<string, string> },
  uid: string | undefined,
  time: string,
): KubeObject {
  const about = infoOf('pods');
  const { name } = pod.metadata;
  if (uid && uid !== pod.metadata.uid) throw otherUid(about, name, uid, pod.metadata.uid);
  const spec = fieldsOf(pod.spec);
  if (pod.metadata.deletionTimestamp)
    throw conflict(about, name, `pod ${name} is being deleted, cannot be assigned to a host`);
  if (spec.nodeName) {
    const why = `pod ${name} is already assigned to node ${JSON.stringify(spec.nodeName)}`;
    const message = `Operation cannot be fulfilled on pods/binding ${JSON.stringify(name)}: ${why}`;
    throw new ApiError(409, 'Conflict', message, { name, kind: 'pods/binding' });
  }
  const topology = Object.fromEntries(Object.entries(node.labels).filter(([label]) => TOPOLOGY.has(label)));
  const metadata = { ...pod.metadata };
  if (Object.keys(topology).length > 0) metadata.labels = { ...metadata.labels, ...topology };
  // Room was made for it: it is there now.
  const { nominatedNodeName: _nominated, ...status } = fieldsOf(pod.status);
  const conditions = listOf(status.conditions).filter((item) => fieldsOf(item).type !== 'PodScheduled');
  const scheduled = {
    type: 'PodScheduled',
    observedGeneration: numberOf(metadata.generation) ?? 1,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: time,
  };
  return {
    ...pod,
    metadata,
    spec: { ...spec, nodeName: node.name },
    status: { ...status, conditions: [...conditions, scheduled] },
  };
}
