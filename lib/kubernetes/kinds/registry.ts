import type { KindName } from '@/lib/model/cluster';
import { cronjobs } from './cronjobs';
import { daemonsets } from './daemonsets';
import type { KindDefinition } from './definition';
import { deployments } from './deployments';
import { endpointslices } from './endpointslices';
import { events } from './events';
import { jobs } from './jobs';
import { leases } from './leases';
import { namespaces } from './namespaces';
import { nodes } from './nodes';
import { pods } from './pods';
import { replicasets } from './replicasets';
import { runtimeclasses } from './runtimeclasses';
import { services } from './services';
import { statefulsets } from './statefulsets';

/** How each kind is read. */
export const KINDS: { readonly [K in KindName]: KindDefinition<K> } = {
  namespaces,
  nodes,
  pods,
  events,
  leases,
  services,
  endpointslices,
  deployments,
  replicasets,
  daemonsets,
  statefulsets,
  jobs,
  cronjobs,
  runtimeclasses,
};
