/**
 * The path of a pod: who did what, when, how long it took, and how we know. `GET /api/paths/{namespace}/{pod}` answers a {@link PodPath}.
 * Specification: EVIDENCE, "The path of a pod, hop by hop".
 */
import type { ChainLink, ComponentId, Evidence, EvidenceLevel } from '../cluster';
import type { EventObject, KubernetesObject, NodeObject, PodObject, RuntimeClassObject } from '../objects';
import type { HopReason } from './hop-reason';

export const HOP_IDS = [
  'client',
  'apiserver',
  'etcd',
  'controllers',
  'scheduler',
  'kubelet',
  'volumes',
  'sandbox',
  'image',
  'create',
  'start',
  'ready',
  'delete',
  'stop',
] as const;
export type HopId = (typeof HOP_IDS)[number];

/** Whose clock a time comes from: a stamp of the API, the moment a change arrived here, or no time at all. */
export type Clock = 'api' | 'seen' | 'none';

export interface HopFailure {
  /** Reason as Kubernetes names it: `FailedScheduling`, `ErrImagePull`, `CrashLoopBackOff`, `OOMKilled`. */
  reason: string;
  /** Verbatim. */
  message: string;
  /** How many times it was reported. */
  count?: number;
  /** True while the hop has not got past it. */
  lasting: boolean;
}

/** One round trip of a controller: it saw the owner and wrote what it owns. */
export interface OwnerStep {
  kind: string;
  name: string;
  createdAt?: string;
}

export interface Hop {
  id: HopId;
  /** Component of the architecture that acts; `kubectl` stands for any client, its real name is in `manager`. */
  actor: ComponentId;
  /** Client or controller as managedFields or the event names it. */
  manager?: string;
  node?: string;
  container?: string;
  containerKind?: 'init' | 'sidecar' | 'app';
  /** 0 is the first start; n the n-th restart. Only where it is known which. */
  attempt?: number;
  /** RFC 3339. Never after `endedAt`. */
  startedAt?: string;
  endedAt?: string;
  clock: Clock;
  /** How far each end can be from the truth, in milliseconds; absent without times. */
  precisionMs?: number;
  /** The stamps contradicted each other (clocks of different hosts): the duration is not known to better than a second. */
  skewed?: true;
  /** Part of the hop that was waiting, not work, in milliseconds: in the queue of the image puller, for a probe, for a node. */
  waitedMs?: number;
  /** Work time in milliseconds as the actor itself reported it (the duration in the message of event Pulled). */
  reportedMs?: number;
  /** Size of the image in bytes, where the message of event Pulled says it. */
  bytes?: number;
  evidenceLevel: EvidenceLevel;
  /** Why it is absent, inferred, or without a time. */
  reason?: HopReason;
  evidence: Evidence[];
  failure?: HopFailure;
  /** Of `controllers`: each owner on the way, outermost first. */
  steps?: OwnerStep[];
  /** Of `stop`: how the process ended. */
  exit?: { code: number; signal?: number; reason?: string };
}

export interface PodPath {
  pod: { namespace: string; name: string; uid?: string };
  /** The pod arrived (ready, or finished well) and no hop on the way is without a known time. */
  complete: boolean;
  /** `static` pods start at the kubelet: it read a file. */
  origin: 'static' | 'direct' | 'controller';
  node?: string;
  /** kubelet → … → runC as the node has it. */
  chain: ChainLink[];
  /** From the order (or the file) to ready or finished, in milliseconds; absent when either end is unknown. */
  totalMs?: number;
  totalPrecisionMs?: number;
  /** What the whole ends with. */
  totalTo?: 'ready' | 'finished';
  /** Start-up time as Kubernetes' own objective counts it, milliseconds; absent for pods it is not about, or where a time is missing. */
  objectiveMs?: number;
  objectivePrecisionMs?: number;
  /** Its machine's clock is this far ahead of the API server's (behind, when negative), milliseconds: taken off its stamps here. */
  nodeClockAheadMs?: number;
  hops: Hop[];
}

/** Something that changed while the app was watching, and when that arrived here (RFC 3339, milliseconds). */
export interface SeenMark {
  mark:
    | 'created'
    | 'bound'
    | 'accepted'
    | 'sandbox'
    | 'pulling'
    | 'pulled'
    | 'container-created'
    | 'container-started'
    | 'ready'
    | 'delete-requested'
    | 'container-stopped'
    | 'gone';
  container?: string;
  at: string;
  /** The API's own stamp of it, where the object that arrived had one: it may be gone later. */
  stamp?: string;
}

export interface PathInput {
  /** The pod as it is, or as it was last seen. managedFields may carry fieldsV1. */
  pod: PodObject;
  /** Controllers above it, nearest first: ReplicaSet, Deployment. Those not found are left out. */
  owners?: readonly KubernetesObject[];
  /** Any events; those of other objects are ignored. */
  events?: readonly EventObject[];
  node?: NodeObject;
  /** `NodeView.chain` of its node. */
  chain?: readonly ChainLink[];
  /** `server.version` of the snapshot: that of its controllers, as far as anybody knows. */
  serverVersion?: string;
  /** The RuntimeClass the pod names. */
  runtimeClass?: RuntimeClassObject;
  /** What arrived while watching, in any order. Empty when the pod was there before us. */
  seen?: readonly SeenMark[];
  /** When the creation of an owner arrived here, by its uid. */
  ownersSeen?: ReadonlyMap<string, string>;
  /** How far the clock of the pod's node is ahead of the API server's, milliseconds; absent when it was never measured. */
  nodeClockAheadMs?: number;
  /** Set when ADDED was seen live: the pod was born under our eyes, with or without a node. */
  bornWithNode?: boolean;
}
