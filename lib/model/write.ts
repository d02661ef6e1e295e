/**
 * Who wrote what, from a watch event: each is one write that reached etcd.
 * The author is the newest entry of managedFields. The server adds no entry, and leaves the times of the old ones, when
 * the set of written fields stays the same (a renewal, a binding): then it is told from what changed, and is inferred.
 * Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
import type { ComponentId, EvidenceLevel, KindName, Write, WriteKind } from './cluster';
import { isEqual } from './equal';
import type { KubernetesObject, ManagedField } from './objects';
import { componentOf, isAllInOne } from './write-author';

/** Any object a watch brings; fields of the kinds are looked at by name. */
export interface WrittenObject extends KubernetesObject {
  spec?: unknown;
  status?: unknown;
  source?: unknown;
  reportingComponent?: unknown;
}
export interface WatchedWrite {
  type: Write['type'];
  kind: KindName;
  /** The object before, when it was known. */
  previous?: WrittenObject | undefined;
  object: WrittenObject;
}
export type WriteDescription = Pick<Write, 'manager' | 'subresource' | 'author' | 'evidenceLevel' | 'what'>;

function text(container: unknown, field: string): string | undefined {
  if (typeof container !== 'object' || container === null) return undefined;
  const value: unknown = Reflect.get(container, field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(container: unknown, field: string): number | undefined {
  if (typeof container !== 'object' || container === null) return undefined;
  const value: unknown = Reflect.get(container, field);
  return typeof value === 'number' ? value : undefined;
}

const isSame = (a: ManagedField, b: ManagedField) =>
  a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource && a.time === b.time;

/** The entry this write left: one that was not there before; without a before, the newest. */
function signature({ previous, object }: WatchedWrite): ManagedField | undefined {
  const entries = object.metadata.managedFields ?? [];
  const before = previous?.metadata.managedFields ?? [];
  const fresh = previous ? entries.filter((entry) => !before.some((old) => isSame(old, entry))) : entries;
  return fresh.reduce<ManagedField | undefined>(
    (newest, entry) => (!newest || (entry.time ?? '') > (newest.time ?? '') ? entry : newest),
    undefined,
  );
}

function authorOf(component: ComponentId, node: string | undefined): Pick<Write, 'author'> {
  return { author: { component, ...(node ? { node } : {}) } };
}

/** The node a kubelet's write comes from: its own. */
function nodeOf(kind: KindName, object: WrittenObject): string | undefined {
  if (kind === 'nodes') return object.metadata.name;
  return kind === 'pods' ? text(object.spec, 'nodeName') : undefined;
}

function describeLease({ previous, object }: WatchedWrite): WriteDescription {
  const { namespace, name, managedFields } = object.metadata;
  const holder = text(object.spec, 'holderIdentity') ?? '';
  const manager = managedFields?.at(-1)?.manager;
  const signed = manager ? { manager } : {};
  if (namespace === 'kube-node-lease') {
    return { ...signed, ...authorOf('kubelet', name), evidenceLevel: 'observed', what: 'heartbeat' };
  }
  const component = /^(kube-)?apiserver-/.test(name) ? 'kube-apiserver' : (componentOf(name) ?? componentOf(manager));
  if (component === 'kube-apiserver')
    return { ...signed, ...authorOf(component, undefined), evidenceLevel: 'observed', what: 'heartbeat' };
  const changed = previous && text(previous.spec, 'holderIdentity') !== holder;
  const author = component ? authorOf(component, holder.split('_')[0] || undefined) : {};
  return { ...signed, ...author, evidenceLevel: 'observed', what: changed ? 'leader-change' : 'leader-renewal' };
}

function describeEvent({ type, object }: WatchedWrite): WriteDescription {
  const reporter = text(object.source, 'component') ?? text(object, 'reportingComponent');
  const component = componentOf(reporter);
  const what = type === 'ADDED' ? 'event' : type === 'MODIFIED' ? 'event-again' : 'expired';
  if (type === 'DELETED') return { ...authorOf('kube-apiserver', undefined), evidenceLevel: 'inferred', what };
  return {
    ...(reporter ? { manager: reporter } : {}),
    ...(component ? authorOf(component, text(object.source, 'host')) : {}),
    evidenceLevel: reporter ? 'observed' : 'hidden',
    what,
  };
}

function whatChanged({ type, kind, previous, object }: WatchedWrite): WriteKind {
  if (type === 'ADDED') return 'created';
  if (!previous) return 'updated';
  if (!previous.metadata.deletionTimestamp && object.metadata.deletionTimestamp) return 'deletion-asked';
  if (kind === 'pods' && !text(previous.spec, 'nodeName') && text(object.spec, 'nodeName')) return 'bound';
  if (number(previous.spec, 'replicas') !== number(object.spec, 'replicas')) return 'scaled';
  if (!isEqual(previous.spec, object.spec)) return 'updated';
  return isEqual(previous.status, object.status) ? 'updated' : 'status';
}

function describeDeletion({ kind, object }: WatchedWrite): WriteDescription {
  const node = nodeOf(kind, object);
  // A pod with a node goes when its kubelet, all containers ended, deletes it with no grace left.
  if (kind === 'pods' && node && object.metadata.deletionTimestamp) {
    return { ...authorOf('kubelet', node), evidenceLevel: 'inferred', what: 'deleted' };
  }
  return { evidenceLevel: 'hidden', what: 'deleted' };
}

/** Who must have written, when no entry of managedFields says so. */
function inferredAuthor({ kind, object }: WatchedWrite, what: WriteKind): Pick<WriteDescription, 'author'> {
  const node = nodeOf(kind, object);
  if (what === 'bound') {
    const scheduler = text(object.spec, 'schedulerName') ?? 'default-scheduler';
    return scheduler === 'default-scheduler' ? authorOf('kube-scheduler', undefined) : {};
  }
  if (what !== 'status') return {};
  if (kind === 'pods' || kind === 'nodes')
    return node ? authorOf('kubelet', node) : authorOf('kube-scheduler', undefined);
  return kind === 'services' || kind === 'namespaces' ? {} : authorOf('kube-controller-manager', undefined);
}

/** Describes one write. EvidenceLevel `hidden`: the API does not say who wrote (a deletion leaves no signature). */
export function describeWrite(write: WatchedWrite): WriteDescription {
  const { type, kind, object } = write;
  if (kind === 'events') return describeEvent(write);
  if (type === 'DELETED') return describeDeletion(write);
  if (kind === 'leases') return describeLease(write);
  const what = whatChanged(write);
  const entry = signature(write);
  const signed = {
    ...(entry?.manager ? { manager: entry.manager } : {}),
    ...(entry?.subresource ? { subresource: entry.subresource } : {}),
  };
  if (entry?.manager) {
    if (isAllInOne(entry.manager))
      return { ...signed, ...inferredAuthor(write, what), evidenceLevel: 'inferred', what };
    const component = componentOf(entry.manager);
    const node = component === 'kubelet' || component === 'cni' ? nodeOf(kind, object) : undefined;
    return { ...signed, ...(component ? authorOf(component, node) : {}), evidenceLevel: 'observed', what };
  }
  const inferred = inferredAuthor(write, what);
  const evidenceLevel: EvidenceLevel = inferred.author ? 'inferred' : 'hidden';
  return { ...inferred, evidenceLevel, what };
}
