/**
 * From what was read to what is said: every view of the snapshot. Pure, and cheap to repeat: what was made of an object
 * is remembered by its identity, so after one change the views of all others are the same objects as before.
 */
import {
  type ClusterSnapshot,
  type ComponentId,
  type EventView,
  type ServicePod,
  type ServiceView,
  WORKLOAD_KINDS,
  type WorkloadCollection,
  type WorkloadKind,
  type WorkloadView,
} from './cluster';
import { deriveComponents } from './components/component-table';
import type { ComponentContext, NodeEntry, PodEntry } from './components/context';
import { detectDistribution } from './distribution';
import { momentMs, newestFirst } from './event-time';
import { eventSource, eventView } from './event-view';
import type { ClusterFacts } from './facts';
import { farAway } from './fleet/fleet';
import { memoByObject } from './memo';
import { namespaceView } from './namespace-view';
import { isSilent } from './node/node-status';
import { type NodeLoad, nodeView } from './node/node-view';
import type {
  EventObject,
  LeaseObject,
  NodeObject,
  ObjectStore,
  PodObject,
  ServiceObject,
  WorkloadObject,
} from './objects';
import { podEntries, wordsOf } from './pod/pod-entries';
import { endpointsByService, servicePods, serviceView } from './service-view';
import { sortedEntries } from './sorted';
import { workloadView } from './workload-view';

export type { ClusterFacts } from './facts';

/** The snapshot without its place in time, which whoever keeps it gives. */
export type DerivedCluster = Omit<ClusterSnapshot, 'revision' | 'at'>;

/** Events kept in the snapshot. */
export const MOST_EVENTS = 200;

/** Collections of what makes pods, in the order of their kinds' names: that of the keys of workloads. */
const WORKLOADS = Object.keys(WORKLOAD_KINDS) as WorkloadCollection[];

const viewOfNode = memoByObject(
  (node: NodeObject, lease: LeaseObject | undefined, silent: boolean, ...load: [number, number, number, string]) => {
    const [cpu, memory, pods, handlers] = load;
    return nodeView(node, lease, { cpu, memory, pods, handlers }, silent);
  },
);
const viewOfEvent = memoByObject(eventView);
const endpointsOf = memoByObject((slices: ObjectStore['endpointslices']) => endpointsByService(slices.values()));
const viewOfNamespace = memoByObject(namespaceView);
const viewOfWorkload = memoByObject(
  (object: WorkloadObject, kind: WorkloadKind, warning: EventObject | undefined, isLast: boolean) =>
    workloadView(kind, object, { ...(warning ? { warning } : {}), isLast }),
);
/** `pods` as text: the same text, the same pods. */
const viewOfService = memoByObject((service: ServiceObject, ready: number, total: number, pods: string) =>
  serviceView(service, { ready, total }, JSON.parse(pods) as ServicePod[]),
);

/** The version whose printer writes STATUS: the server's, else (recordings) that of its kubelets. */
function printerVersion({ version, objects }: ClusterFacts): string | undefined {
  if (version) return version.gitVersion;
  for (const node of objects.nodes.values()) return node.status?.nodeInfo?.kubeletVersion;
  return undefined;
}

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
  return sortedEntries(facts.objects.nodes).map(([name, object]) => {
    const lease = facts.objects.leases.get(`kube-node-lease/${name}`);
    const { cpu, memory, pods, handlers } = loads.get(name) ?? { cpu: 0, memory: 0, pods: 0, handlers: '' };
    return { object, view: viewOfNode(object, lease, isSilent(lease, now), cpu, memory, pods, handlers) };
  });
}

const deriveEvents = memoByObject((events: ObjectStore['events']): EventView[] =>
  [...events.values()]
    .sort(newestFirst)
    .slice(0, MOST_EVENTS)
    .map((event) => viewOfEvent(event)),
);

const workloadsOf = memoByObject(
  (map: ReadonlyMap<string, WorkloadObject>, kind: WorkloadKind, events: ObjectStore['events']) => {
    const words = wordsOf(events);
    return sortedEntries(map).map(([, object]) => {
      const said = words.get(object.metadata.uid ?? '');
      return viewOfWorkload(object, kind, said?.warning, said?.isLast ?? false);
    });
  },
);

const deriveWorkloads = ({ objects }: ClusterFacts): WorkloadView[] =>
  WORKLOADS.flatMap((name) => workloadsOf(objects[name], WORKLOAD_KINDS[name], objects.events));

const podsByNamespace = memoByObject(
  (pods: ObjectStore['pods']): ReadonlyMap<string, PodObject[]> =>
    Map.groupBy(pods.values(), ({ metadata }) => metadata.namespace ?? ''),
);

const deriveServices = memoByObject(
  (
    services: ObjectStore['services'],
    slices: ObjectStore['endpointslices'],
    pods: ObjectStore['pods'],
  ): ServiceView[] => {
    const endpoints = endpointsOf(slices);
    const inNamespace = podsByNamespace(pods);
    return sortedEntries(services).map(([key, object]) => {
      const its = endpoints.get(key);
      const mine = servicePods(
        object.spec?.selector ?? {},
        its,
        inNamespace.get(object.metadata.namespace ?? '') ?? [],
      );
      return viewOfService(object, its?.ready ?? 0, its?.total ?? 0, JSON.stringify(mine));
    });
  },
);

/** Leases run until the server last spoke of them: our own silence is not theirs. */
const leasesRunUntil = ({ now, leasesAt }: ClusterFacts): string =>
  leasesAt !== undefined && leasesAt < now ? leasesAt : now;

const newestByReporter = memoByObject((events: ObjectStore['events']) => {
  const newest = new Map<string, EventObject>();
  for (const event of events.values()) {
    const source = eventSource(event) ?? '';
    const current = newest.get(source);
    if (!current || momentMs(event) > momentMs(current)) newest.set(source, event);
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
  const now = leasesRunUntil(facts);
  const pods = podEntries(facts, printerVersion(facts), now);
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
  const views = {
    nodes: nodes.map((one) => one.view),
    namespaces: sortedEntries(objects.namespaces).map(([, object]) => viewOfNamespace(object)),
    pods: viewsOf(pods),
    workloads: deriveWorkloads(facts),
    services: deriveServices(objects.services, objects.endpointslices, objects.pods),
  };
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
    ...views,
    ...farAway(views, (name) => objects.nodes.get(name)?.metadata.labels ?? {}),
    events: deriveEvents(objects.events),
  };
}
