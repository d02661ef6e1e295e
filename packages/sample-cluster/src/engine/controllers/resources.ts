import type { Resource } from '../../api/kinds.ts';

/** Resources that live in namespaces, owners before what they own. */
export const NAMESPACED = [
  'deployments',
  'statefulsets',
  'daemonsets',
  'cronjobs',
  'jobs',
  'replicasets',
  'replicationcontrollers',
  'services',
  'endpointslices',
  'endpoints',
  'pods',
  'controllerrevisions',
  'poddisruptionbudgets',
  'configmaps',
  'secrets',
  'serviceaccounts',
  'leases',
  'events',
] as const satisfies readonly Resource[];

/** Resources whose objects own or are owned: what the garbage collector follows. */
export const OWNING = [
  'deployments',
  'statefulsets',
  'daemonsets',
  'cronjobs',
  'jobs',
  'replicasets',
  'replicationcontrollers',
  'services',
  'endpointslices',
  'pods',
  'controllerrevisions',
  'configmaps',
  'secrets',
  'nodes',
  'leases',
] as const satisfies readonly Resource[];
