/** The pods of a cluster with their views: each is made anew only when something it is made of has changed. */
import type { PodEntry } from '../components/context';
import { isLed, leadership } from '../components/leader';
import { eventSource, type LastWords, lastWords } from '../event-view';
import type { ClusterFacts } from '../facts';
import { memoByObject } from '../memo';
import { occupiesNode, podRequests } from '../node/pod-requests';
import type { ObjectStore, PodObject, WorkloadObject } from '../objects';
import { sortedEntries } from '../sorted';
import { secondsBetween } from '../time';
import { controllerOf } from './pod-owner';
import { podView } from './pod-view';
import type { PodSurroundings } from './pod-why';
import { printRules } from './print-pod';

type Scheduler = NonNullable<PodSurroundings['scheduler']>;

/** What events say last of each object, by uid; the same as before where it did not change. */
export const wordsOf = memoByObject((events: ObjectStore['events']) => lastWords(events.values()));

const entryOfPod = memoByObject(
  (
    object: PodObject,
    controller: WorkloadObject | undefined,
    warning: LastWords['warning'],
    isLast: boolean,
    version: string | undefined,
    isNodeLost: boolean,
    scheduler: Scheduler | undefined,
  ): PodEntry => ({
    object,
    view: podView(object, controller, { ...(warning ? { warning } : {}), isLast }, printRules(version), {
      isNodeLost,
      ...(scheduler ? { scheduler } : {}),
    }),
    requests: occupiesNode(object) ? podRequests(object) : undefined,
  }),
);

/** Nodes that are given up for lost. */
const lostNodes = memoByObject((nodes: ObjectStore['nodes']): string =>
  [...nodes.values()]
    .filter(({ status }) => status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'Unknown'))
    .map(({ metadata }) => metadata.name)
    .toSorted()
    .join(','),
);

const reporters = memoByObject(
  (events: ObjectStore['events']): ReadonlySet<string> =>
    new Set([...events.values()].map((event) => eventSource(event) ?? '')),
);

const DEFAULT_SCHEDULER = 'default-scheduler';
/** A scheduler that is there says what it makes of a new pod within this time. */
const SAYS_WITHIN_SECONDS = 10;

/** Whether a place was read: silence is only told where one would have heard. */
const isRead = ({ kinds }: ClusterFacts, kind: 'leases' | 'events') =>
  kinds.some((one) => one.kind === kind && ['live', 'polled', 'recorded'].includes(one.state));

/** Pods that no scheduler has looked at yet. */
const untouched = memoByObject((pods: ObjectStore['pods']): readonly (readonly [string, PodObject])[] =>
  [...pods].filter(
    ([, { spec, status, metadata }]) =>
      !spec.nodeName && !metadata.deletionTimestamp && !status?.conditions?.some((one) => one.type === 'PodScheduled'),
  ),
);

function schedulerOf({ spec, metadata }: PodObject, facts: ClusterFacts, isStopped: boolean, now: string): Scheduler {
  const name = spec.schedulerName ?? DEFAULT_SCHEDULER;
  if (name === DEFAULT_SCHEDULER) return isStopped ? 'stopped' : 'works';
  const { leases, events } = facts.objects;
  const isHeard = leases.has(`kube-system/${name}`) || reporters(events).has(name);
  const couldHear = isRead(facts, 'leases') && isRead(facts, 'events');
  const isNew = (secondsBetween(metadata.creationTimestamp, now) ?? 0) < SAYS_WITHIN_SECONDS;
  return isHeard || !couldHear || isNew ? 'works' : 'unheard-of';
}

const PAUSE = ' ';

/** The pods that wait for a scheduler that does not work, as text: the same text, the same pods. */
function waitingInVain(facts: ClusterFacts, now: string): string {
  const led = leadership({ facts, now, nodes: [], pods: [] }, 'kube-scheduler');
  const isStopped = led !== undefined && !isLed(led);
  return untouched(facts.objects.pods)
    .flatMap(([key, pod]) => {
      const scheduler = schedulerOf(pod, facts, isStopped, now);
      return scheduler === 'works' ? [] : [`${key}${PAUSE}${scheduler}`];
    })
    .join('\n');
}

const entriesOf = memoByObject(
  (
    pods: ObjectStore['pods'],
    events: ObjectStore['events'],
    replicasets: ObjectStore['replicasets'],
    jobs: ObjectStore['jobs'],
    version: string | undefined,
    lost: string,
    waiting: string,
  ): readonly PodEntry[] => {
    const words = wordsOf(events);
    const lostNodeNames = new Set(lost.split(',').filter(Boolean));
    const inVain = new Map(waiting.split('\n').map((line) => line.split(PAUSE) as [string, Scheduler]));
    return sortedEntries(pods).map(([key, object]) => {
      const said = words.get(object.metadata.uid ?? '');
      return entryOfPod(
        object,
        controllerOf(object, { replicasets, jobs }),
        said?.warning,
        said?.isLast ?? false,
        version,
        lostNodeNames.has(object.spec.nodeName ?? ''),
        inVain.get(key),
      );
    });
  },
);

/** All pods, in the order of their keys; the same list while nothing it is made of has changed. */
export function podEntries(facts: ClusterFacts, version: string | undefined, now: string): readonly PodEntry[] {
  const { pods, events, replicasets, jobs, nodes } = facts.objects;
  return entriesOf(pods, events, replicasets, jobs, version, lostNodes(nodes), waitingInVain(facts, now));
}
