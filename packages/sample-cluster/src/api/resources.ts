/** The resources the sample cluster serves: names, scope and subresources as a real 1.36 API server announces them. */
import type { Resource } from './kinds.ts';

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch';
export type Subresource = 'status' | 'scale' | 'log' | 'binding' | 'eviction' | 'finalize';

export interface ResourceInfo {
  resource: Resource;
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  singular: string;
  namespaced: boolean;
  /** Model in `schema/models.json`. */
  model: string;
  shortNames?: string[];
  categories?: string[];
  subresources?: Subresource[];
  /** Changing anything outside metadata and status makes a new `metadata.generation`. */
  generation?: boolean;
  /** Its objects are made by the cluster alone: each stands for something there is. */
  given?: boolean;
  /** What `metadata.name` must be. */
  names?: 'label' | 'label-1035' | 'path';
}

const core = { group: '', version: 'v1', namespaced: true };
const apps = { group: 'apps', version: 'v1', namespaced: true, generation: true };
const batch = { group: 'batch', version: 'v1', namespaced: true, generation: true };

export const RESOURCES: readonly ResourceInfo[] = [
  {
    ...core,
    resource: 'configmaps',
    kind: 'ConfigMap',
    singular: 'configmap',
    model: 'V1ConfigMap',
    shortNames: ['cm'],
  },
  {
    ...core,
    resource: 'endpoints',
    kind: 'Endpoints',
    singular: 'endpoints',
    model: 'V1Endpoints',
    shortNames: ['ep'],
  },
  {
    ...core,
    resource: 'events',
    kind: 'Event',
    singular: 'event',
    model: 'CoreV1Event',
    shortNames: ['ev'],
    names: 'path',
  },
  {
    ...core,
    resource: 'namespaces',
    kind: 'Namespace',
    singular: 'namespace',
    model: 'V1Namespace',
    namespaced: false,
    shortNames: ['ns'],
    subresources: ['finalize', 'status'],
    names: 'label',
  },
  {
    ...core,
    resource: 'nodes',
    kind: 'Node',
    singular: 'node',
    model: 'V1Node',
    namespaced: false,
    shortNames: ['no'],
    subresources: ['status'],
  },
  {
    ...core,
    resource: 'pods',
    kind: 'Pod',
    singular: 'pod',
    model: 'V1Pod',
    shortNames: ['po'],
    categories: ['all'],
    subresources: ['binding', 'eviction', 'log', 'status'],
    generation: true,
  },
  {
    ...core,
    resource: 'replicationcontrollers',
    kind: 'ReplicationController',
    singular: 'replicationcontroller',
    model: 'V1ReplicationController',
    shortNames: ['rc'],
    categories: ['all'],
    subresources: ['scale', 'status'],
    generation: true,
  },
  { ...core, resource: 'secrets', kind: 'Secret', singular: 'secret', model: 'V1Secret' },
  {
    ...core,
    resource: 'serviceaccounts',
    kind: 'ServiceAccount',
    singular: 'serviceaccount',
    model: 'V1ServiceAccount',
    shortNames: ['sa'],
  },
  {
    ...core,
    resource: 'services',
    kind: 'Service',
    singular: 'service',
    model: 'V1Service',
    shortNames: ['svc'],
    categories: ['all'],
    subresources: ['status'],
    names: 'label-1035',
  },
  {
    ...apps,
    resource: 'controllerrevisions',
    kind: 'ControllerRevision',
    singular: 'controllerrevision',
    model: 'V1ControllerRevision',
    generation: false,
  },
  {
    ...apps,
    resource: 'daemonsets',
    kind: 'DaemonSet',
    singular: 'daemonset',
    model: 'V1DaemonSet',
    shortNames: ['ds'],
    categories: ['all'],
    subresources: ['status'],
  },
  {
    ...apps,
    resource: 'deployments',
    kind: 'Deployment',
    singular: 'deployment',
    model: 'V1Deployment',
    shortNames: ['deploy'],
    categories: ['all'],
    subresources: ['scale', 'status'],
  },
  {
    ...apps,
    resource: 'replicasets',
    kind: 'ReplicaSet',
    singular: 'replicaset',
    model: 'V1ReplicaSet',
    shortNames: ['rs'],
    categories: ['all'],
    subresources: ['scale', 'status'],
  },
  {
    ...apps,
    resource: 'statefulsets',
    kind: 'StatefulSet',
    singular: 'statefulset',
    model: 'V1StatefulSet',
    shortNames: ['sts'],
    categories: ['all'],
    subresources: ['scale', 'status'],
  },
  {
    ...batch,
    resource: 'cronjobs',
    kind: 'CronJob',
    singular: 'cronjob',
    model: 'V1CronJob',
    shortNames: ['cj'],
    categories: ['all'],
    subresources: ['status'],
  },
  {
    ...batch,
    resource: 'jobs',
    kind: 'Job',
    singular: 'job',
    model: 'V1Job',
    categories: ['all'],
    subresources: ['status'],
  },
  {
    ...core,
    resource: 'leases',
    group: 'coordination.k8s.io',
    kind: 'Lease',
    singular: 'lease',
    model: 'V1Lease',
  },
  {
    ...core,
    resource: 'endpointslices',
    group: 'discovery.k8s.io',
    kind: 'EndpointSlice',
    singular: 'endpointslice',
    model: 'V1EndpointSlice',
    generation: true,
  },
  {
    ...core,
    resource: 'runtimeclasses',
    group: 'node.k8s.io',
    kind: 'RuntimeClass',
    singular: 'runtimeclass',
    model: 'V1RuntimeClass',
    namespaced: false,
  },
  {
    ...core,
    resource: 'poddisruptionbudgets',
    group: 'policy',
    kind: 'PodDisruptionBudget',
    singular: 'poddisruptionbudget',
    model: 'V1PodDisruptionBudget',
    shortNames: ['pdb'],
    subresources: ['status'],
    generation: true,
  },
  {
    ...core,
    resource: 'priorityclasses',
    group: 'scheduling.k8s.io',
    kind: 'PriorityClass',
    singular: 'priorityclass',
    model: 'V1PriorityClass',
    namespaced: false,
    shortNames: ['pc'],
    generation: true,
  },
  {
    ...core,
    resource: 'switches',
    group: 'sample.kubeplano.dev',
    kind: 'Switch',
    singular: 'switch',
    model: 'V1Switch',
    namespaced: false,
    subresources: ['status'],
    generation: true,
    given: true,
  },
];

const byResource = new Map(RESOURCES.map((info) => [info.resource, info]));

/** What is known of a resource. */
export function infoOf(resource: Resource): ResourceInfo {
  const info = byResource.get(resource);
  if (!info) throw new Error(`no such resource: ${resource}`);
  return info;
}

/** `v1`, `apps/v1`. */
export const apiVersionOf = (info: { group: string; version: string }): string =>
  info.group ? `${info.group}/${info.version}` : info.version;

/** `pods`, `deployments.apps`: how messages name a resource. */
export const qualifiedName = (info: { group: string; resource: string }): string =>
  info.group ? `${info.resource}.${info.group}` : info.resource;

/** `Pod`, `Deployment.apps`: how messages of validation name a kind. */
export const qualifiedKind = (info: { group: string; kind: string }): string =>
  info.group ? `${info.kind}.${info.group}` : info.kind;
