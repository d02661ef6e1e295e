import type { PodObject, PodSpec, PodStatus } from '@/lib/model/objects';
import { setsNodeName } from '@/lib/model/path/node-name-writer';
import { pruneContainer } from './containers';
import type { KindDefinition } from './definition';
import { pick, pruneMeta } from './prune';

const SPEC = [
  'nodeName',
  'hostNetwork',
  'restartPolicy',
  'runtimeClassName',
  'schedulerName',
  'serviceAccountName',
  'priorityClassName',
  'terminationGracePeriodSeconds',
  'nodeSelector',
  'affinity',
  'topologySpreadConstraints',
  'tolerations',
  'schedulingGates',
  'readinessGates',
  'overhead',
  'volumes',
] as const satisfies readonly (keyof PodSpec)[];
const STATUS = [
  'phase',
  'reason',
  'message',
  'podIP',
  'podIPs',
  'hostIP',
  'startTime',
  'qosClass',
  'nominatedNodeName',
  'conditions',
  'initContainerStatuses',
  'containerStatuses',
  'ephemeralContainerStatuses',
] as const satisfies readonly (keyof PodStatus)[];

/** Of `fieldsV1` only that is kept which tells that nobody had to schedule the pod. */
function prunePodMeta(meta: PodObject['metadata']): PodObject['metadata'] {
  const pruned = pruneMeta(meta);
  const { managedFields } = pruned;
  if (!managedFields || !meta.managedFields?.some(setsNodeName)) return pruned;
  const kept = meta.managedFields.map((field, index) => ({
    ...managedFields[index],
    ...(setsNodeName(field) ? { fieldsV1: { 'f:spec': { 'f:nodeName': {} } } } : {}),
  }));
  return { ...pruned, managedFields: kept };
}

/** A pod without environment values, security contexts and (but for its node) `fieldsV1`. */
export function prunePod(raw: PodObject): PodObject {
  const { spec } = raw;
  return {
    kind: 'Pod',
    metadata: prunePodMeta(raw.metadata),
    spec: {
      ...pick(spec ?? {}, SPEC),
      // Some recorders write every scalar as text.
      ...(spec?.priority === undefined || spec.priority === null ? {} : { priority: Number(spec.priority) }),
      containers: (spec?.containers ?? []).map(pruneContainer),
      ...(spec?.initContainers ? { initContainers: spec.initContainers.map(pruneContainer) } : {}),
      ...(spec?.ephemeralContainers ? { ephemeralContainers: spec.ephemeralContainers.map(pruneContainer) } : {}),
    },
    status: pick(raw.status ?? {}, STATUS),
  };
}

export const pods: KindDefinition<'pods'> = {
  kind: 'pods',
  kinds: ['Pod'],
  namespaced: true,
  candidates: [{ apiVersion: 'v1', resource: 'pods', prune: prunePod }],
};
