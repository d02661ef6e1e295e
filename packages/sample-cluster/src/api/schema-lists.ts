/**
 * How lists of objects merge: `keys` identify an item for field ownership (`x-kubernetes-list-map-keys`), `mergeKey` for
 * strategic merge patches (`x-kubernetes-patch-merge-key`), `set` is a list of distinct values. Others are replaced whole.
 * Source: the OpenAPI document of Kubernetes; compared with a real server's `/openapi/v2`.
 */
interface ListKind {
  keys?: readonly string[];
  mergeKey?: string;
  set?: boolean;
}
const by = (...keys: [string, ...string[]]): ListKind => ({ keys, mergeKey: keys[0] });
const container = (model: string): Record<string, ListKind> => ({
  [`${model}.env`]: by('name'),
  [`${model}.ports`]: by('containerPort', 'protocol'),
  [`${model}.volumeDevices`]: by('devicePath'),
  [`${model}.volumeMounts`]: by('mountPath'),
});

export const LISTS: ReadonlyMap<string, ListKind> = new Map(
  Object.entries({
    ...container('V1Container'),
    ...container('V1EphemeralContainer'),
    'V1PodSpec.containers': by('name'),
    'V1PodSpec.initContainers': by('name'),
    'V1PodSpec.ephemeralContainers': by('name'),
    'V1PodSpec.volumes': by('name'),
    'V1PodSpec.imagePullSecrets': by('name'),
    'V1PodSpec.hostAliases': by('ip'),
    'V1PodSpec.topologySpreadConstraints': by('topologyKey', 'whenUnsatisfiable'),
    'V1PodSpec.schedulingGates': by('name'),
    'V1PodSpec.resourceClaims': by('name'),
    'V1ResourceRequirements.claims': { keys: ['name'] },
    'V1PodStatus.conditions': by('type'),
    'V1PodStatus.podIPs': by('ip'),
    'V1PodStatus.hostIPs': { mergeKey: 'ip' },
    'V1NodeSpec.podCIDRs': { set: true, mergeKey: '' },
    'V1NodeStatus.conditions': by('type'),
    'V1NodeStatus.addresses': by('type'),
    'V1NamespaceStatus.conditions': by('type'),
    'V1DeploymentStatus.conditions': by('type'),
    'V1ReplicaSetStatus.conditions': by('type'),
    'V1ReplicationControllerStatus.conditions': by('type'),
    'V1DaemonSetStatus.conditions': by('type'),
    'V1StatefulSetStatus.conditions': by('type'),
    'V1PodDisruptionBudgetStatus.conditions': by('type'),
    'V1JobStatus.conditions': { mergeKey: 'type' },
    'V1ServiceSpec.ports': by('port', 'protocol'),
    'V1ServiceStatus.conditions': by('type'),
    'V1ServiceAccount.secrets': by('name'),
    'V1ComponentStatus.conditions': by('type'),
    'V1EndpointSlice.ports': {},
    'V1ObjectMeta.ownerReferences': by('uid'),
    'V1ObjectMeta.finalizers': { set: true, mergeKey: '' },
    'V1CronJobStatus.active': {},
  }),
);
