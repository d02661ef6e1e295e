/**
 * From what was read to what is said: every view of the snapshot. Pure, and cheap to repeat: what was made of an object
 * is remembered by its identity, so after one change the views of all others are the same objects as before.
 */
import type { ClusterSnapshot, ComponentId, EventView, WorkloadView } from './cluster';
import { deriveComponents } from './components/component-table';
import type { ComponentContext, NodeEntry, PodEntry } from './components/context';
import { detectDistribution } from './distribution';
import { eventSource, eventTime, eventView, newestWarnings } from './event-view';
import type { ClusterFacts } from './facts';
import { memoByObject } from './memo';
import { isSilent } from './node/node-status';
import { type NodeLoad, nodeView } from './node/node-view';
import { occupiesNode, podRequests } from './node/pod-requests';
import type {
  EventObject,
  LeaseObject,
  NamespaceObject,
  NodeObject,
  ObjectStore,
  PodObject,
  ServiceObject,
  WorkloadObject,
} from './objects';
import { controllerOf } from './pod/pod-owner';
import { podView } from './pod/pod-view';
import { printRules } from './pod/print-pod';
import { endpointsByService, serviceView } from './service-view';
import { workloadView } from './workload-view';

export type { ClusterFacts } from './facts';

/** The snapshot without its place in time, which whoever keeps it gives. */
export type DerivedCluster = Omit<ClusterSnapshot, 'revision' | 'at'>;

/** Events kept in the snapshot. */
export const MOST_EVENTS = 200;

const WORKLOADS = [
  { kind: 'CronJob', name: 'cronjobs' },
  { kind: 'DaemonSet', name: 'daemonsets' },
  { kind: 'Deployment', name: 'deployments' },
  { kind: 'Job', name: 'jobs' },
  { kind: 'ReplicaSet', name: 'replicasets' },
  { kind: 'StatefulSet', name: 'statefulsets' },
] as const;

const byText = (a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]) =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;

const sortedEntries = memoByObject((map: ReadonlyMap<string, unknown>) => [...map].sort(byText));

/** Entries by key; lists come nearly sorted from the API server, so this costs one pass, and nothing when nothing changed. */
function sorted<T>(map: ReadonlyMap<string, T>): readonly [string, T][] {
  return sortedEntries(map) as [string, T][];
}

const entryOfPod = memoByObject(
  (
    object: PodObject,
    controller: WorkloadObject | undefined,
    warning: EventObject | undefined,
    version: string | undefined,
  ): PodEntry => ({
    object,
    view: podView(object, controller, warning, printRules(version)),
    requests: occupiesNode(object) ? podRequests(object) : undefined,
  }),
);
const viewOfNode = memoByObject(
  (node: NodeObject, lease: LeaseObject | undefined, silent: boolean, ...load: [number, number, number, string]) => {
    const [cpu, memory, pods, handlers] = load;
    return nodeView(node, lease, { cpu, memory, pods, handlers }, silent);
  },
);
const viewOfEvent = memoByObject(eventView);
const warningsOf = memoByObject((events: ObjectStore['events']) => newestWarnings(events.values()));
const endpointsOf = memoByObject((slices: ObjectStore['endpointslices']) => endpointsByService(slices.values()));
const timeOfEvent = memoByObject((event: EventObject) => eventTime(event) ?? '');
const viewOfNamespace = memoByObject((namespace: NamespaceObject) => ({
  name: namespace.metadata.name,
  phase: namespace.status?.phase ?? (namespace.metadata.deletionTimestamp ? 'Terminating' : 'Active'),
  ...(namespace.metadata.creationTimestamp ? { createdAt: namespace.metadata.creationTimestamp } : {}),
}));
const viewOfWorkload = memoByObject((object: WorkloadObject, kind: WorkloadView['kind']) => workloadView(kind, object));
const viewOfService = memoByObject((service: ServiceObject, ready: number, total: number) =>
  serviceView(service, { ready, total }),
);

/** The version whose printer writes STATUS: the server's, else (recordings) that of its kubelets. */
function printerVersion({ version, objects }: ClusterFacts): string | undefined {
  if (version) return version.gitVersion;
  for (const node of objects.nodes.values()) return node.status?.nodeInfo?.kubeletVersion;
  return undefined;
}

const derivePods = memoByObject(
  (
    pods: ObjectStore['pods'],
    events: ObjectStore['events'],
    replicasets: ObjectStore['replicasets'],
    jobs: ObjectStore['jobs'],
    version: string | undefined,
  ): readonly PodEntry[] => {
    const warnings = warningsOf(events);
    return sorted(pods).map(([, object]) => {
      const warning = warnings.get(object.metadata.uid ?? '');
      return entryOfPod(object, controllerOf(object, { replicasets, jobs }), warning, version);
    });
  },
);
const viewsOf = memoByObject((pods: readonly PodEntry[]) => pods.map((one) => one.view));

const loadByNode = memoByObject((entries: readonly PodEntry[], classes: ObjectStore['runtimeclasses']) => {
  const loads = new Map<string, NodeLoad>();
  const handlers = new Map<string, Set<string>>();
  for (const { view, requests } of entries) {
    const { node, runtimeClass } = view;
    if (!node || !requests) continue;
    const load = loads.get(node) ?? { cpu: 0, memory: 0, pods: 0, handlers: '' };
    load.cpu += requests.cpu;
    load.memory += requests.memory;
    load.pods += 1;
    loads.set(node, load);
    const handler = classes.get(runtimeClass ?? '')?.handler;
    if (handler) handlers.set(node, (handlers.get(node) ?? new Set()).add(handler));
  }
  for (const [node, names] of handlers) {
    const load = loads.get(node);
    if (load) load.handlers = [...names].toSorted().join(',');
  }
  return loads;
});

function deriveNodes(facts: ClusterFacts, pods: readonly PodEntry[], now: string): NodeEntry[] {
  const loads = loadByNode(pods, facts.objects.runtimeclasses);
  return sorted(facts.objects.nodes).map(([name, object]) => {
    const lease = facts.objects.leases.get(`kube-node-lease/${name}`);
    const { cpu, memory, pods, handlers } = loads.get(name) ?? { cpu: 0, memory: 0, pods: 0, handlers: '' };
    return { object, view: viewOfNode(object, lease, isSilent(lease, now), cpu, memory, pods, handlers) };
  });
}

const deriveEvents = memoByObject((events: ObjectStore['events']): EventView[] =>
  [...events.values()]
    .map((event) => [timeOfEvent(event), event] as const)
    .sort(byText)
    .slice(-MOST_EVENTS)
    .reverse()
    .map(([, event]) => viewOfEvent(event)),
);

const workloadsOf = memoByObject((map: ReadonlyMap<string, WorkloadObject>, kind: WorkloadView['kind']) =>
  sorted(map).map(([, object]) => viewOfWorkload(object, kind)),
);

function deriveWorkloads({ objects }: ClusterFacts): WorkloadView[] {
  // Sorted by key, which begins with the kind.
  return WORKLOADS.flatMap(({ kind, name }) => workloadsOf(objects[name], kind));
}

/** `kubectl get` of one kind after another takes its time: leases of one recording are this far apart. */
const RECORDING_SPAN_MS = 60_000;

/**
 * Leases run until the server last spoke of them: our own silence is not theirs. A recording is judged by its own clock:
 * the newest renewal in it, less the time that recording took.
 */
function judgedAt({ source, objects, now, leasesAt }: ClusterFacts): string {
  if (source.kind !== 'recording') return leasesAt !== undefined && leasesAt < now ? leasesAt : now;
  const renewals = [...objects.leases.values()].map((lease) => lease.spec?.renewTime ?? '');
  const newest = Date.parse(renewals.toSorted().at(-1) ?? '');
  return Number.isNaN(newest) ? now : new Date(newest - RECORDING_SPAN_MS).toISOString();
}

const newestByReporter = memoByObject((events: ObjectStore['events']) => {
  const newest = new Map<string, EventObject>();
  for (const event of events.values()) {
    const source = eventSource(event) ?? '';
    const current = newest.get(source);
    if (!current || timeOfEvent(event) > timeOfEvent(current)) newest.set(source, event);
  }
  return newest;
});

const podsByComponent = memoByObject((pods: readonly PodEntry[]) => {
  const groups = new Map<ComponentId, PodEntry[]>();
  for (const entry of pods) {
    const { component } = entry.view;
    if (!component) continue;
    const group = groups.get(component);
    if (group) group.push(entry);
    else groups.set(component, [entry]);
  }
  return groups;
});

/** Everything that can be said of a cluster from what was read of it. */
export function derive(facts: ClusterFacts): DerivedCluster {
  const { source, connection, version, livez, readyz, clockAheadMs, identity, kinds, objects } = facts;
  const now = judgedAt(facts);
  const pods = derivePods(objects.pods, objects.events, objects.replicasets, objects.jobs, printerVersion(facts));
  const nodes = deriveNodes(facts, pods, now);
  const distribution = detectDistribution(facts);
  const groups = podsByComponent(pods);
  const reporters = newestByReporter(objects.events);
  const context: ComponentContext = {
    facts,
    distribution,
    nodes,
    pods,
    podsOf: (id) => groups.get(id) ?? [],
    eventBy: (reporter) => reporters.get(reporter),
    now,
  };
  const endpoints = endpointsOf(objects.endpointslices);
  return {
    source,
    connection,
    server: {
      version: printerVersion(facts) ?? '',
      ...(version?.platform ? { platform: version.platform } : {}),
      ...(livez ? { livez } : {}),
      ...(readyz ? { readyz } : {}),
      ...(clockAheadMs === undefined ? {} : { clockAheadMs }),
    },
    ...(identity ? { identity } : {}),
    distribution,
    components: deriveComponents(context),
    kinds,
    nodes: nodes.map((one) => one.view),
    namespaces: sorted(objects.namespaces).map(([, object]) => viewOfNamespace(object)),
    pods: viewsOf(pods),
    workloads: deriveWorkloads(facts),
    services: sorted(objects.services).map(([key, object]) => {
      const { ready, total } = endpoints.get(key) ?? { ready: 0, total: 0 };
      return viewOfService(object, ready, total);
    }),
    events: deriveEvents(objects.events),
  };
}
