import type { PodObject, PodSpec, PodStatus } from '@/lib/model/objects';
import { setsNodeName } from '@/lib/model/path/node-name-writer';
import { pod } from '../protobuf/messages/pods';
import { transformContainer } from './containers';
import type { KindDefinition } from './definition';
import { pick, transformMetadata } from './transform';

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
  'imagePullSecrets',
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
function transformPodMeta(meta: PodObject['metadata']): PodObject['metadata'] {
  const transformed = transformMetadata(meta);
  const { managedFields } = transformed;
  if (!managedFields || !meta.managedFields?.some(setsNodeName)) return transformed;
  const kept = meta.managedFields.map((field, index) => ({
    ...managedFields[index],
    ...(setsNodeName(field) ? { fieldsV1: { 'f:spec': { 'f:nodeName': {} } } } : {}),
  }));
  return { ...transformed, managedFields: kept };
}

/** A pod without environment values, security contexts and (but for its node) `fieldsV1`. */
export function transformPod(raw: PodObject): PodObject {
  const { spec } = raw;
  return {
    kind: 'Pod',
    metadata: transformPodMeta(raw.metadata),
    spec: {
      ...pick(spec ?? {}, SPEC),
      // Some recorders write every scalar as text.
      ...(spec?.priority === undefined || spec.priority === null ? {} : { priority: Number(spec.priority) }),
      containers: (spec?.containers ?? []).map(transformContainer),
      ...(spec?.initContainers ? { initContainers: spec.initContainers.map(transformContainer) } : {}),
      ...(spec?.ephemeralContainers ? { ephemeralContainers: spec.ephemeralContainers.map(transformContainer) } : {}),
    },
    status: pick(raw.status ?? {}, STATUS),
  };
}

export const pods: KindDefinition<'pods'> = {
  kind: 'pods',
  kinds: ['Pod'],
  namespaced: true,
  groupVersionResources: [{ apiVersion: 'v1', resource: 'pods', message: pod, transform: transformPod }],
};
