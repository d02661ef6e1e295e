import type { ComponentId, Evidence } from '../cluster';
import type { ContainerStatus, PodObject } from '../objects';
import { beginning } from './container-state';
import type { Report } from './events';
import { type ContainerReader, firstStartOf, type ToldMilestone } from './first-start';
import type { Instant } from './instant';
import type { Milestone } from './milestone';
import { neverRan } from './never-ran';
import { newestStartOf } from './newest-start';
import type { SeenMark } from './types';

export type ContainerRole = 'init' | 'sidecar' | 'app';

export interface ContainerContext {
  pod: PodObject;
  reports: readonly Report[];
  seen: readonly SeenMark[];
  /** See TraceContext. */
  onNode: (stamp: Instant | undefined) => Instant | undefined;
  /** Whether it was measured how far the node's clock is ahead: only then its stamps can be held against our clock. */
  isClockKnown: boolean;
  node?: string;
  /** When the deletion of the pod was asked for and when its grace is over, milliseconds since 1970. */
  deletion?: { askedMs: number; overMs: number } | undefined;
  /** Who fetches images, who creates containers, who starts the process, on this node. */
  actors: { image: ComponentId; create: ComponentId; start: ComponentId };
}

/** All that is known of one container's part of the path. */
export interface ContainerFacts {
  name: string;
  role: ContainerRole;
  status: ContainerStatus | undefined;
  restarts: number;
  /** `state.waiting.reason`, or empty. */
  waiting: string;
  /** Which start ended in `lastState`, 0 the first: while the next one is waited for, `restartCount` does not count it yet. */
  lastAttempt: number;
  /** A process of this container ran at some time, whether or not we know when. */
  hasStarted: boolean;
  report: (reason: string, topic?: Report['topic']) => Report | undefined;
  proof: (field: string, value: string) => Evidence;
  /** Of the first start only. */
  pulling: ToldMilestone | undefined;
  pulled: ToldMilestone | undefined;
  created: ToldMilestone | undefined;
  started: Milestone | undefined;
  /** The oldest reports that are left, where it is not sure that they are of the first start. */
  oldest: Readonly<Record<'pulling' | 'pulled' | 'created' | 'started', ToldMilestone | undefined>>;
  /** Reports of the newest start, after at least one restart. */
  newest: Readonly<Record<'pulling' | 'pulled' | 'created', ToldMilestone | undefined>>;
  /** The newest start is in a sandbox made anew: what came before it was no waiting of the container's. */
  inNewSandbox: boolean;
  onNode: ContainerContext['onNode'];
  isClockKnown: boolean;
  deletion: ContainerContext['deletion'];
  /** When the process that ended last had ended. */
  stoppedSeen: Instant | undefined;
}

/** Reads one container's evidence; what belongs to which start is only said where it is sure. */
export function containerFacts(
  { pod, reports, seen, onNode, isClockKnown, deletion }: ContainerContext,
  name: string,
  role: ContainerRole,
): ContainerFacts {
  const field = role === 'app' ? 'containerStatuses' : 'initContainerStatuses';
  const status = pod.status?.[field]?.find((one) => one.name === name);
  const restarts = status?.restartCount ?? 0;
  const object = `Pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  const proof = (path: string, value: string): Evidence => ({
    object,
    field: `status.${field}[${name}].${path}`,
    value,
  });
  const report: ContainerFacts['report'] = (reason, topic) =>
    reports.find((one) => one.reason === reason && one.container === name && one.topic === topic);
  const last = status?.lastState?.terminated;
  const lastAttempt = last && status?.state?.waiting ? restarts : restarts - 1;
  const reader: ContainerReader = { pod, name, status, restarts, lastAttempt, reports, report, seen, onNode, proof };
  const first = firstStartOf(reader);
  const hasStarted =
    first.started !== undefined ||
    beginning(status?.state) !== undefined ||
    report('Started') !== undefined ||
    (last !== undefined && !neverRan(last)) ||
    (restarts > 0 && !neverRan(last) && !neverRan(status?.state?.terminated));
  const waiting = status?.state?.waiting?.reason ?? '';
  const known = { name, role, status, restarts, waiting, lastAttempt, hasStarted, report, proof };
  return { ...known, ...first, ...newestStartOf(reader), onNode, isClockKnown, deletion };
}
