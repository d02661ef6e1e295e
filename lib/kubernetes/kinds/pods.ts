import type { PodObject, PodSpec, PodStatus } from '@/lib/model/objects';
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

/** A pod without environment values, security contexts and `fieldsV1`. */
export function prunePod(raw: PodObject): PodObject {
  const { spec } = raw;
  return {
    kind: 'Pod',
    metadata: pruneMeta(raw.metadata),
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
