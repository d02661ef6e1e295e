import type { Evidence } from '../cluster';
import { containerOf } from '../event-view';
import type { EventObject, PodObject } from '../objects';
import { apiInstant, earlier, type Instant, later } from './instant';

/** All reports of one reason about one pod (and one container), joined: the API may hold them as one event with a count or as several. */
export interface Report {
  reason: string;
  /** Of a Failed or BackOff: `pull` tells of a pull (with the registry's words), `pull-state` of the image without them, `run` of the container. */
  topic?: 'pull' | 'pull-state' | 'run';
  container?: string;
  /** Of the newest report. */
  message: string;
  /** Of the oldest: text and time of a start belong together. */
  firstMessage: string;
  /** Times reported, all objects together. */
  count: number;
  first?: Instant | undefined;
  last?: Instant | undefined;
  /** Component that reported it. */
  by?: string;
}

/** What tells one event object from another: seen twice, it counts once. */
export const eventKey = ({ metadata }: EventObject): string => metadata.uid ?? `${metadata.namespace}/${metadata.name}`;

/** Uids by which events speak of this pod: a static pod has one of its own (the hash of its file), its mirror another. */
function uidsOf(pod: PodObject): Set<string> {
  const annotations = pod.metadata.annotations ?? {};
  const uids = [pod.metadata.uid, annotations['kubernetes.io/config.hash'], annotations['kubernetes.io/config.mirror']];
  return new Set(uids.filter((uid) => uid !== undefined));
}

/** Whether an event is about this very pod, and not about an earlier one of the same name. */
export function isAbout(event: EventObject, pod: PodObject, uids = uidsOf(pod)): boolean {
  const { kind, name, namespace, uid } = event.involvedObject;
  if (kind !== 'Pod' || name !== pod.metadata.name || namespace !== pod.metadata.namespace) return false;
  return !uid || uids.size === 0 || uids.has(uid);
}

/** The kubelet's own word for it, said again and again beside the registry's. Source: kubernetes pkg/kubelet/images/types.go */
const IMAGE_STATE =
  /^Error: (ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|ImageInspectError|RegistryUnavailable|SignatureValidationFailed)\b/;

/** Failed and BackOff are said both of pulling an image and of running a container: only the message tells. */
function topicOf(event: EventObject): Report['topic'] {
  if (event.reason !== 'Failed' && event.reason !== 'BackOff') return undefined;
  const message = event.message ?? '';
  if (/^(Failed to pull image|Back-off pulling image)/.test(message)) return 'pull';
  return IMAGE_STATE.test(message) ? 'pull-state' : 'run';
}

const reporterOf = (event: EventObject) => event.source?.component || event.reportingComponent || undefined;

/** First and last moment of one event object. `series` (events.k8s.io) and `count` (core) both aggregate. */
function momentsOf(event: EventObject): { first: Instant | undefined; last: Instant | undefined } {
  const first =
    apiInstant(event.eventTime) ?? apiInstant(event.firstTimestamp) ?? apiInstant(event.metadata.creationTimestamp);
  const last = apiInstant(event.series?.lastObservedTime) ?? apiInstant(event.lastTimestamp) ?? first;
  return { first, last: later(first, last) };
}

/** Adds a report of the same to another. Of two as new (or as old) the greater text, so that order never matters. */
function join(report: Report, other: Report): void {
  const age = (other.last?.ms ?? 0) - (report.last?.ms ?? 0);
  if (age > 0 || (age === 0 && other.message > report.message)) report.message = other.message;
  const lead = (report.first?.ms ?? 0) - (other.first?.ms ?? 0);
  if (lead > 0 || (lead === 0 && other.firstMessage > report.firstMessage)) report.firstMessage = other.firstMessage;
  report.count += other.count;
  report.first = earlier(report.first, other.first);
  report.last = later(report.last, other.last);
}

/** The pod's events joined by reason and container; repeated objects (same uid) count once, order does not matter. */
export function reportsOf(events: readonly EventObject[], pod: PodObject): Report[] {
  const uids = uidsOf(pod);
  const known = new Set<string>();
  const reports = new Map<string, Report>();
  for (const event of events) {
    if (!event.reason || !isAbout(event, pod, uids)) continue;
    const id = eventKey(event);
    if (known.has(id)) continue;
    known.add(id);
    const container = containerOf(event);
    const { first, last } = momentsOf(event);
    const topic = topicOf(event);
    const key = `${event.reason}\n${container ?? ''}\n${topic ?? ''}`;
    const report = reports.get(key);
    const by = reporterOf(event);
    const message = event.message ?? '';
    const one: Report = {
      reason: event.reason,
      ...(topic ? { topic } : {}),
      ...(container ? { container } : {}),
      ...(by ? { by } : {}),
      message,
      firstMessage: message,
      count: Math.max(event.count ?? 1, event.series?.count ?? 1),
      first,
      last,
    };
    if (report) join(report, one);
    else reports.set(key, one);
  }
  return [...reports].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, report]) => report);
}

/** The proof that an event is: in the words of the newest report, or of the first. */
export function eventEvidence(report: Report, which: 'newest' | 'first' = 'newest'): Evidence {
  const value = which === 'first' ? report.firstMessage : report.message;
  return { object: `Event ${report.reason}`, field: 'message', value };
}
