import type { Evidence } from '../cluster';
import type { EventObject, KubernetesObject, PodObject } from '../objects';
import { apiInstant, type Instant } from './instant';
import type { OwnerStep } from './types';

/** An owner whose own creation lies further back than this did not cause this pod by being created: it was scaled, rolled or replaced. */
const SAME_ORDER_MS = 30_000;

export interface OwnerChain {
  /** Outermost first: Deployment, ReplicaSet. */
  steps: OwnerStep[];
  evidence: Evidence[];
  /** The write that set the controllers going, where it can be told. */
  trigger?: { at: Instant; evidence: Evidence; isCreation: boolean } | undefined;
  /** Manager of the first write of the outermost owner: who gave the order. */
  manager?: { name: string; evidence: Evidence };
  /** Component that reported creating the pod: `replicaset-controller`. */
  controller?: string;
}

const titleOf = (object: { kind?: string; metadata: { namespace?: string; name: string } }) =>
  `${object.kind ?? 'Object'} ${object.metadata.namespace ? `${object.metadata.namespace}/` : ''}${object.metadata.name}`;

/** Before 1.22 a write of status does not say that it is one; these write nothing else of a pod that is not theirs. */
const STATUS_WRITERS = new Set(['kube-scheduler', 'kubelet']);

/** Manager of the oldest managedFields entry: the one who created the object. Status writers are left out. */
export function firstManager(object: KubernetesObject): { name: string; evidence: Evidence } | undefined {
  const writes = (object.metadata.managedFields ?? []).filter(
    (field) => field.manager && !field.subresource && !STATUS_WRITERS.has(field.manager),
  );
  const created = apiInstant(object.metadata.creationTimestamp);
  // An entry's time is that of its manager's newest write, so only an entry as old as the object is surely its creator.
  const atBirth = writes.filter((field) => created && apiInstant(field.time)?.ms === created.ms);
  // Entries of one second are ordered by name, and a controller may write on what it sees born within that second.
  const first =
    atBirth.find((field) => field.manager !== 'kube-controller-manager') ??
    atBirth[0] ??
    (writes.length === 1 ? writes[0] : undefined);
  if (!first?.manager) return undefined;
  return {
    name: first.manager,
    evidence: { object: titleOf(object), field: 'metadata.managedFields[].manager', value: first.manager },
  };
}

/** Events of the owners that caused this pod: the creation of it, and the scaling before it. */
function causes(pod: PodObject, owners: readonly KubernetesObject[], events: readonly EventObject[], created: Instant) {
  const uids = new Set([
    ...owners.map((owner) => owner.metadata.uid),
    ...(pod.metadata.ownerReferences ?? []).map((owner) => owner.uid),
  ]);
  const about = events.filter((event) => event.involvedObject.uid && uids.has(event.involvedObject.uid));
  const creation = about.find(
    (event) => event.reason === 'SuccessfulCreate' && event.message?.endsWith(`: ${pod.metadata.name}`),
  );
  let scaling: { at: Instant; event: EventObject } | undefined;
  for (const event of about) {
    if (event.reason !== 'ScalingReplicaSet' || !/Scaled up/.test(event.message ?? '')) continue;
    const replicaSet = pod.metadata.ownerReferences?.[0]?.name;
    if (replicaSet && !event.message?.includes(replicaSet)) continue;
    const at = apiInstant(event.lastTimestamp) ?? apiInstant(event.eventTime);
    if (at && at.ms <= created.ms && created.ms - at.ms < SAME_ORDER_MS && (!scaling || at.ms > scaling.at.ms))
      scaling = { at, event };
  }
  return { creation, scaling };
}

/** The controllers above a pod and what set them going. Owners that were not found are named from the reference alone. */
export function ownerChain(
  pod: PodObject,
  owners: readonly KubernetesObject[],
  events: readonly EventObject[],
): OwnerChain | undefined {
  const reference = pod.metadata.ownerReferences?.find((owner) => owner.controller !== false);
  if (!reference || reference.kind === 'Node') return undefined;
  const known = owners.length ? [...owners].reverse() : [];
  const steps: OwnerStep[] = known.map((owner) => ({
    kind: owner.kind ?? reference.kind,
    name: owner.metadata.name,
    ...(owner.metadata.creationTimestamp ? { createdAt: owner.metadata.creationTimestamp } : {}),
  }));
  if (!steps.length) steps.push({ kind: reference.kind, name: reference.name });
  const evidence: Evidence[] = [
    {
      object: titleOf({ kind: 'Pod', metadata: pod.metadata }),
      field: 'metadata.ownerReferences',
      value: `${reference.kind} ${reference.name}`,
    },
  ];
  const created = apiInstant(pod.metadata.creationTimestamp);
  const manager = known[0] ? firstManager(known[0]) : undefined;
  if (!created) return { steps, evidence, ...(manager ? { manager } : {}) };

  const { creation, scaling } = causes(pod, owners, events, created);
  if (creation) evidence.push({ object: 'Event SuccessfulCreate', field: 'message', value: creation.message ?? '' });
  if (scaling)
    evidence.push({ object: 'Event ScalingReplicaSet', field: 'message', value: scaling.event.message ?? '' });
  const outermost = known[0];
  const born = apiInstant(outermost?.metadata.creationTimestamp);
  const bornNow = born && created.ms - born.ms < SAME_ORDER_MS && created.ms >= born.ms ? born : undefined;
  const trigger =
    bornNow && outermost
      ? {
          at: bornNow,
          evidence: { object: titleOf(outermost), field: 'metadata.creationTimestamp', value: bornNow.at },
          isCreation: true,
        }
      : scaling
        ? {
            at: scaling.at,
            evidence: { object: 'Event ScalingReplicaSet', field: 'lastTimestamp', value: scaling.at.at },
            isCreation: false,
          }
        : undefined;
  const controller = creation?.source?.component || creation?.reportingComponent;
  return { steps, evidence, trigger, ...(manager ? { manager } : {}), ...(controller ? { controller } : {}) };
}
