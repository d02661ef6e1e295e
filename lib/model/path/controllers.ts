import type { Evidence } from '../cluster';
import { reportedAt } from '../event-time';
import type { EventObject, KubernetesObject, PodObject } from '../objects';
import { eventKey } from './events';
import { apiInstant, type Instant } from './instant';

import type { OwnerStep } from './types';

/** An owner whose own creation lies further back than this did not cause this pod by being created: it was scaled, rolled or replaced. */
const SAME_ORDER_MS = 30_000;
/** A pod this much younger than its own owner is most likely one of those it was made for. */
const LIKELY_MS = 2000;

export interface OwnerChain {
  /** Outermost first: Deployment, ReplicaSet. */
  steps: OwnerStep[];
  evidence: Evidence[];
  /** The write that set the controllers going, where it can be told. */
  trigger?:
    | {
        at: Instant;
        evidence: Evidence;
        isCreation: boolean;
        /** Uid of the object whose creation was the order. */
        uid?: string;
        /** Its events say so; else it is near enough in time to be likely. */
        isSure: boolean;
      }
    | undefined;
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

/** Moment of an event, as exact as its recorder told it. */
const momentOf = (event: EventObject): number | undefined =>
  reportedAt(event) ?? apiInstant(event.lastTimestamp)?.ms ?? apiInstant(event.eventTime)?.ms;

/** `Scaled up replica set web-abc to 3 from 1`; before 1.27 without the `from`. Source: kubernetes pkg/controller/deployment/sync.go */
function scaledUp(event: EventObject): { replicaSet: string; to: number; from?: number } | undefined {
  const [, replicaSet, to, from] =
    /^Scaled up replica set (\S+)(?: from (?:\d+))? to (\d+)(?: from (\d+))?/.exec(event.message ?? '') ?? [];
  if (event.reason !== 'ScalingReplicaSet' || !replicaSet) return undefined;
  return { replicaSet, to: Number(to), ...(from === undefined ? {} : { from: Number(from) }) };
}

interface Scaling {
  at: Instant;
  event: EventObject;
  /** Pods it asked for; of an old message, without those that an earlier one had asked for. */
  asked: number;
}

/** The last time the pod's ReplicaSet was scaled up before the pod was made. */
function scalingBefore(
  { name: replicaSet, bornMs }: { name: string | undefined; bornMs: number | undefined },
  events: readonly EventObject[],
  made: number,
): Scaling | undefined {
  const scalings = events
    .flatMap((event) => {
      const said = scaledUp(event);
      const at = apiInstant(event.lastTimestamp) ?? apiInstant(event.eventTime);
      return said && said.replicaSet === replicaSet && at && at.ms <= made ? [{ ...said, at, event }] : [];
    })
    .sort((one, other) => one.at.ms - other.at.ms || one.to - other.to);
  const last = scalings.at(-1);
  if (!last) return undefined;
  const wasBornBy = bornMs !== undefined && last.at.ms - bornMs < LIKELY_MS;
  // Of an old one we do not know how many it had: at least one pod was asked for.
  const from = last.from ?? scalings.at(-2)?.to ?? (wasBornBy ? 0 : last.to - 1);
  return { at: last.at, event: last.event, asked: Math.max(1, last.to - from) };
}

/** Events of the owners about this pod: that it was created, the scaling before it, and whether it is one of those that asked for. */
function causes(pod: PodObject, owners: readonly KubernetesObject[], events: readonly EventObject[], created: Instant) {
  const uids = new Set([
    ...owners.map((owner) => owner.metadata.uid),
    ...(pod.metadata.ownerReferences ?? []).map((owner) => owner.uid),
  ]);
  const about = [
    ...new Map(
      events
        .filter((event) => event.involvedObject.uid && uids.has(event.involvedObject.uid))
        .map((event) => [eventKey(event), event]),
    ).values(),
  ];
  const creations = about.filter((event) => event.reason === 'SuccessfulCreate');
  const creation = creations.find((event) => event.message?.endsWith(`: ${pod.metadata.name}`));
  const made = (creation && momentOf(creation)) ?? created.ms + created.precisionMs;
  const reference = pod.metadata.ownerReferences?.find((owner) => owner.controller !== false);
  const bornMs = apiInstant(owners[0]?.metadata.creationTimestamp)?.ms;
  const scaling = scalingBefore({ name: reference?.name, bornMs }, about, made);
  // A pod made after all that were asked for takes the place of one that is gone: nobody ordered it.
  const since = scaling?.at.ms ?? -Infinity;
  const siblings = creations.filter((event) => event.involvedObject.uid === reference?.uid);
  const earlier = new Set(
    siblings.flatMap((event) => {
      const at = momentOf(event);
      return at !== undefined && at >= since && at < made ? [event.message] : [];
    }),
  );
  const isOrdered = creation === undefined ? undefined : !scaling || earlier.size < scaling.asked;
  return { creation, scaling, isOrdered };
}

/**
 * The creation that was the order: of the outermost owner, or of the Job its CronJob made when its time had come. Only a pod
 * made soon after it comes of it; without the event of its own creation that is a guess, and its own owner must be as young.
 */
function creationOrder(
  owners: readonly KubernetesObject[],
  created: Instant,
  { scaling, isOrdered }: ReturnType<typeof causes>,
): OwnerChain['trigger'] {
  const outermost = owners.findLast((owner) => owner.kind !== 'CronJob');
  const at = apiInstant(outermost?.metadata.creationTimestamp);
  const nearest = apiInstant(owners[0]?.metadata.creationTimestamp);
  if (!outermost || !at || !nearest || isOrdered === false) return undefined;
  const since = (instant: Instant) => created.ms - instant.ms;
  if (since(at) < 0 || since(at) >= SAME_ORDER_MS) return undefined;
  // Scaled up after its birth: that was the order.
  if (scaling && scaling.at.ms - nearest.ms >= LIKELY_MS) return undefined;
  if (isOrdered === undefined && since(nearest) > LIKELY_MS) return undefined;
  return {
    at,
    evidence: { object: titleOf(outermost), field: 'metadata.creationTimestamp', value: at.at },
    isCreation: true,
    isSure: isOrdered === true,
    ...(outermost.metadata.uid ? { uid: outermost.metadata.uid } : {}),
  };
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

  const found = causes(pod, owners, events, created);
  const { creation, scaling, isOrdered } = found;
  if (creation) evidence.push({ object: 'Event SuccessfulCreate', field: 'message', value: creation.message ?? '' });
  if (scaling && isOrdered !== false)
    evidence.push({ object: 'Event ScalingReplicaSet', field: 'message', value: scaling.event.message ?? '' });
  const scaled =
    scaling && isOrdered && created.ms - scaling.at.ms < SAME_ORDER_MS
      ? {
          at: scaling.at,
          evidence: { object: 'Event ScalingReplicaSet', field: 'lastTimestamp', value: scaling.at.at },
          isCreation: false,
          isSure: true,
        }
      : undefined;
  const trigger = creationOrder(owners, created, found) ?? scaled;
  const controller = creation?.source?.component || creation?.reportingComponent;
  return { steps, evidence, trigger, ...(manager ? { manager } : {}), ...(controller ? { controller } : {}) };
}
