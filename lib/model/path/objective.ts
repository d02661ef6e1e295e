import type { PodObject } from '../objects';
import type { TraceContext } from './context';
import { latest, type Span, span } from './milestone';
import type { Hop } from './types';

/** Kubernetes' own objective, milliseconds: 99 % of pods start within it. */
export const STARTUP_OBJECTIVE_MS = 5000;

const OWN_SOURCES = new Set(['secret', 'configMap', 'downwardAPI', 'emptyDir', 'projected']);

/** Mounts nothing that has to be provided by others: what the objective calls a stateless pod. */
const isStateless = (pod: PodObject) =>
  (pod.spec.volumes ?? []).every(({ name: _, ...source }) => Object.keys(source).every((one) => OWN_SOURCES.has(one)));

/** Milliseconds since the epoch. */
type Interval = readonly [from: number, to: number];

const intervalOf = ({ startedAt, endedAt }: { startedAt?: string; endedAt?: string }): Interval | undefined =>
  startedAt && endedAt ? [Date.parse(startedAt), Date.parse(endedAt)] : undefined;

/** From the first thing done for an init container to its end. */
function runOf(hops: readonly Hop[]): Interval | undefined {
  const begun = hops.find((hop) => hop.startedAt)?.startedAt;
  const ended = hops.findLast((hop) => hop.id === 'stop')?.endedAt;
  return begun && ended ? intervalOf({ startedAt: begun, endedAt: ended }) : undefined;
}

/** What is left out: pulls, queueing for the puller included, and the runs of init containers. Undefined where one is not known. */
function excluded({ parts }: TraceContext): Interval[] | undefined {
  const intervals = parts.flatMap(({ role, hops }) =>
    role === 'init'
      ? [runOf(hops)]
      : hops.filter((hop) => hop.id === 'image' && hop.reason?.code !== 'image-present').map(intervalOf),
  );
  return intervals.every((one) => one !== undefined) ? intervals : undefined;
}

/** Length of the part of `whole` that no interval covers; they may overlap. */
function uncovered(whole: Interval, intervals: readonly Interval[]): number {
  let [at] = whole;
  let length = 0;
  for (const [from, to] of intervals.toSorted((one, other) => one[0] - other[0])) {
    length += Math.max(0, Math.min(from, whole[1]) - at);
    at = Math.max(at, to);
  }
  return length + Math.max(0, whole[1] - at);
}

/**
 * Start-up time of a pod as the objective counts it, milliseconds: from its creation to all its containers started, without
 * image pulls and init containers. Undefined for those it is not about (stateful pods, and those that had to wait for room),
 * for static and restarted pods, and where a time is not known.
 * Source: kubernetes/community sig-scalability/slos/pod_startup_latency.md
 */
export function objectiveOf(context: TraceContext): { ms: number; precisionMs: number } | undefined {
  const { pod, created, parts, restarted, isStatic, report } = context;
  if (restarted || isStatic || report('FailedScheduling') || !isStateless(pod)) return undefined;
  const running = parts.filter((part) => part.role !== 'init').map((part) => part.started);
  if (running.some((one) => one === undefined)) return undefined;
  const time: Span = span(created, latest(running));
  const whole = intervalOf(time);
  const left = excluded(context);
  if (!whole || !left || time.skewed) return undefined;
  return { ms: uncovered(whole, left), precisionMs: time.precisionMs ?? 0 };
}
