/** What a selection of the address bar (`ViewState.selection`) points at. Pure. */

import {
  COMPONENT_IDS,
  type ComponentId,
  KIND_NAMES,
  type KindName,
  keyOf,
  WORKLOAD_KINDS,
  type WorkloadKind,
} from './cluster';
import { idOf } from './diagram-id';
import { isTermId, type TermId } from './terms';

export type Target =
  | { type: 'pod'; namespace: string; name: string; container?: string }
  | { type: 'node'; name: string }
  | { type: 'component'; id: ComponentId; node?: string }
  | { type: 'namespace'; name: string }
  | { type: 'workload'; kind: WorkloadKind; namespace: string; name: string }
  | { type: 'service'; namespace: string; name: string }
  | { type: 'unscheduled' }
  | { type: 'term'; id: TermId }
  | { type: 'kind'; kind: KindName }
  | { type: 'object'; kind: KindName; namespace?: string; name: string };

const isComponent = (id: string): id is ComponentId => COMPONENT_IDS.some((known) => known === id);
const isKind = (kind: string): kind is KindName => KIND_NAMES.some((known) => known === kind);
export const isWorkloadKind = (kind: string): kind is WorkloadKind =>
  Object.values(WORKLOAD_KINDS).some((known) => known === kind);

function parseComponent(rest: string): Target | undefined {
  const at = rest.indexOf('@');
  const id = at < 0 ? rest : rest.slice(0, at);
  if (!isComponent(id)) return undefined;
  const node = at < 0 ? '' : rest.slice(at + 1);
  return node ? { type: 'component', id, node } : { type: 'component', id };
}

function parseObject(parts: string[]): Target | undefined {
  const [kind, namespace, name] = parts;
  if (parts.length !== 3 || !kind || !namespace || !name || !isKind(kind)) return undefined;
  return namespace === '_' ? { type: 'object', kind, name } : { type: 'object', kind, namespace, name };
}

/** Undefined when the text points at nothing we know how to show. */
export function parseSelection(selection: string): Target | undefined {
  if (selection === idOf.pending) return { type: 'unscheduled' };
  const colon = selection.indexOf(':');
  if (colon < 0) return undefined;
  const rest = selection.slice(colon + 1);
  const parts = rest.split('/');
  const [first, second, third] = parts;
  if (!first) return undefined;
  switch (selection.slice(0, colon)) {
    case 'pod':
      return second && parts.length === 2 ? { type: 'pod', namespace: first, name: second } : undefined;
    case 'container':
      return second && third && parts.length === 3
        ? { type: 'pod', namespace: first, name: second, container: third }
        : undefined;
    case 'node':
      return { type: 'node', name: rest };
    case 'component':
      return parseComponent(rest);
    case 'namespace':
      return { type: 'namespace', name: rest };
    case 'workload':
      return second && third && parts.length === 3 && isWorkloadKind(first)
        ? { type: 'workload', kind: first, namespace: second, name: third }
        : undefined;
    case 'service':
      return second && parts.length === 2 ? { type: 'service', namespace: first, name: second } : undefined;
    case 'term':
      return isTermId(rest) ? { type: 'term', id: rest } : undefined;
    case 'kind':
      return isKind(rest) ? { type: 'kind', kind: rest } : undefined;
    case 'object':
      return parseObject(parts);
    default:
      return undefined;
  }
}

/** The text of a target; `parseSelection(printSelection(target))` equals the target. */
export function printSelection(target: Target): string {
  switch (target.type) {
    case 'pod':
      return target.container
        ? `container:${target.namespace}/${target.name}/${target.container}`
        : idOf.pod(keyOf.pods(target));
    case 'node':
      return idOf.node(target.name);
    case 'namespace':
      return idOf.namespace(target.name);
    case 'component':
      return idOf.component(target.id, target.node);
    case 'workload':
      return idOf.workload(keyOf.workloads(target));
    case 'service':
      return idOf.service(keyOf.services(target));
    case 'term':
      return `term:${target.id}`;
    case 'kind':
      return `kind:${target.kind}`;
    case 'object':
      return `object:${target.kind}/${target.namespace ?? '_'}/${target.name}`;
    case 'unscheduled':
      return idOf.pending;
  }
}

const PLURAL: ReadonlyMap<string, KindName> = new Map([
  ['Pod', 'pods'],
  ['Node', 'nodes'],
  ['Namespace', 'namespaces'],
  ['Service', 'services'],
  ['Lease', 'leases'],
  ['Event', 'events'],
  ['EndpointSlice', 'endpointslices'],
  ['RuntimeClass', 'runtimeclasses'],
  ['Deployment', 'deployments'],
  ['ReplicaSet', 'replicasets'],
  ['DaemonSet', 'daemonsets'],
  ['StatefulSet', 'statefulsets'],
  ['Job', 'jobs'],
  ['CronJob', 'cronjobs'],
]);

/** The resource name of a kind (`Pod` → `pods`), for the kinds the product reads. */
export const pluralOf = (kind: string): KindName | undefined => PLURAL.get(kind);

/** Where a named object of a kind is shown; undefined for kinds the product does not read (Secrets among them). */
export function targetOfObject(kind: string, namespace: string | undefined, name: string): Target | undefined {
  if (kind === 'Node') return { type: 'node', name };
  if (kind === 'Namespace') return { type: 'namespace', name };
  if (namespace && kind === 'Pod') return { type: 'pod', namespace, name };
  if (namespace && kind === 'Service') return { type: 'service', namespace, name };
  if (namespace && isWorkloadKind(kind)) return { type: 'workload', kind, namespace, name };
  const plural = pluralOf(kind);
  return plural ? { type: 'object', kind: plural, ...(namespace ? { namespace } : {}), name } : undefined;
}

/** The object a diagram node of evidence speaks of (`Lease kube-system/kube-scheduler`), when it is one that can be shown. */
export function targetOfEvidence(object: string): Target | undefined {
  const found = /^([A-Z][A-Za-z]*) (?:([^\s/]+)\/)?([^\s/]+)$/.exec(object);
  const [, kind, namespace, name] = found ?? [];
  return kind && name ? targetOfObject(kind, namespace, name) : undefined;
}

/** Path of the API for the object of a target; undefined when it has none. */
export function objectPath(target: Target): { kind: KindName; namespace?: string; name: string } | undefined {
  switch (target.type) {
    case 'pod':
      return { kind: 'pods', namespace: target.namespace, name: target.name };
    case 'node':
      return { kind: 'nodes', name: target.name };
    case 'namespace':
      return { kind: 'namespaces', name: target.name };
    case 'service':
      return { kind: 'services', namespace: target.namespace, name: target.name };
    case 'workload': {
      const kind = pluralOf(target.kind);
      return kind ? { kind, namespace: target.namespace, name: target.name } : undefined;
    }
    case 'object':
      return { kind: target.kind, ...(target.namespace ? { namespace: target.namespace } : {}), name: target.name };
    default:
      return undefined;
  }
}
