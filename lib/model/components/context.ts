/** What a component rule may look at, and how it says why it could not look. */
import type {
  Component,
  ComponentId,
  Distribution,
  Evidence,
  EvidenceLevel,
  KindName,
  NodeView,
  PodView,
  Reason,
} from '../cluster';
import type { ClusterFacts } from '../facts';
import type { Requests } from '../node/pod-requests';
import type { EventObject, NodeObject, PodObject } from '../objects';
import { because } from '../reason';

export interface PodEntry {
  object: PodObject;
  view: PodView;
  /** What it asks of its node; undefined once it is finished, and before it is bound. */
  requests: Requests | undefined;
}
export interface NodeEntry {
  object: NodeObject;
  view: NodeView;
}

export interface ComponentContext {
  facts: ClusterFacts;
  distribution: Distribution;
  nodes: readonly NodeEntry[];
  pods: readonly PodEntry[];
  /** Pods that are instances of a component. */
  podsOf: (id: ComponentId) => readonly PodEntry[];
  /** The newest event a reporter left, by `source.component`. */
  eventBy: (source: string) => EventObject | undefined;
  /** The time against which leases are judged; those of a recording, by that of their file (`lease-time.ts`). */
  now: string;
}

/** One component of the architecture: how it is looked for and what is concluded. */
export interface ComponentRule {
  id: ComponentId;
  derive: (context: ComponentContext) => Conclusion;
}

/** Where a component was looked for. */
export interface Place {
  kind: KindName;
  /** Namespaces looked in; all of them when absent. */
  namespaces?: readonly string[];
  /** As the interface names it: `pods component=etcd in kube-system`. */
  text: string;
}

/** What is said of a component. */
export type Conclusion = Omit<Component, 'id'>;

interface NotSeen {
  evidenceLevel: EvidenceLevel;
  reason: Reason;
}

/** Why a place could not be looked into; undefined when it could, and what was looked for is not there. */
export function unseen(context: ComponentContext, place: Place): NotSeen | undefined {
  const { kinds, source, objects } = context.facts;
  const state = kinds.find((one) => one.kind === place.kind);
  if (state?.state === 'forbidden') {
    const [verb = 'list', ...resource] = (state.denied ?? `list ${place.kind}`).split(' ');
    return { evidenceLevel: 'forbidden', reason: because('denied', { verb, resource: resource.join(' ') }) };
  }
  if (!state || state.state === 'unrecorded') {
    return { evidenceLevel: 'unknown', reason: because('not-recorded', { kind: place.kind }) };
  }
  if (state.state === 'loading' || state.state === 'failed' || state.state === 'missing') {
    return { evidenceLevel: 'unknown', reason: because('not-read', { kind: place.kind }) };
  }
  const { namespaces } = place;
  if (!namespaces) return undefined;
  if (source.namespaces && !namespaces.some((one) => source.namespaces?.includes(one))) {
    const resource = `${place.kind} -n ${namespaces[0] ?? ''}`;
    return { evidenceLevel: 'forbidden', reason: because('denied', { verb: 'list', resource }) };
  }
  // A recording may hold only some namespaces of a kind, and does not say which.
  if (source.kind === 'recording' && place.kind === 'pods') {
    const recorded = [...objects.pods.values()].some((pod) => namespaces.includes(pod.metadata.namespace ?? ''));
    if (!recorded) return { evidenceLevel: 'unknown', reason: because('not-recorded', { kind: place.text }) };
  }
  return undefined;
}

/** Where it was looked for, and whether it would have been seen there: only then its absence is known. */
export interface Search {
  place: Place;
  /** Other places where it leaves signs: without them, too, nothing is absent. */
  also?: readonly Place[];
  couldSee: boolean;
}

/**
 * The conclusion when nothing was found. `absent` only where we looked and could have seen; else it is not known, whether
 * because we may not look, because nothing was recorded, or because one that is there need not leave this sign.
 */
export function notFound(
  context: ComponentContext,
  { place, also = [], couldSee }: Search,
  evidence: Evidence[] = [],
): Conclusion {
  const places = { places: [place, ...also].map(({ text }) => text).join('; ') };
  const [hindrance] = [place, ...also].flatMap((one) => unseen(context, one) ?? []);
  const { evidenceLevel, reason } =
    hindrance ??
    (couldSee
      ? { evidenceLevel: 'absent' as const, reason: because('looked-in', places) }
      : { evidenceLevel: 'unknown' as const, reason: because('no-sign-of-it', places) });
  return { evidenceLevel, reason, health: 'unknown', instances: [], evidence };
}
