/** A cluster from far away, made of its views: the oracle of whoever keeps it by counting. Pure. */
import type { ClusterSnapshot } from '../cluster';
import { HEALTHS } from '../cluster';
import { attentionOf } from './attention';
import { countPods, labelSetsOf, type NodeLabels, podsByNode, summaryOf } from './summaries';
import type { FleetFacets } from './types';

/** What a cluster of any size is told by. */
export type FarAway = Pick<ClusterSnapshot, 'fleet' | 'summaries' | 'attention' | 'facets'>;

const byValue = <T>(counts: ReadonlyMap<string, T>): Record<string, T> =>
  Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));

function facetsOf(pods: ClusterSnapshot['pods']): FleetFacets {
  const namespaces = new Map<string, number>();
  const statuses = new Map<string, FleetFacets['statuses'][string]>();
  for (const { namespace, status, health } of pods) {
    namespaces.set(namespace, (namespaces.get(namespace) ?? 0) + 1);
    const known = statuses.get(status);
    // Of one word in several states the worst is shown.
    const worst = !known || HEALTHS.indexOf(health) > HEALTHS.indexOf(known.health) ? health : known.health;
    statuses.set(status, { pods: (known?.pods ?? 0) + 1, health: worst });
  }
  return { namespaces: byValue(namespaces), statuses: byValue(statuses) };
}

/** Everything that is said of a cluster from far. */
export function farAway(
  views: Pick<ClusterSnapshot, 'nodes' | 'pods' | 'namespaces' | 'workloads' | 'services'>,
  labelsOf: NodeLabels,
): FarAway {
  const { nodes, pods, namespaces, workloads, services } = views;
  const onNode = podsByNode(pods);
  const { sets, wornBy } = labelSetsOf(nodes, labelsOf);
  return {
    fleet: {
      labelSets: sets,
      unscheduled: countPods(onNode.get('') ?? []),
      totals: {
        nodes: nodes.length,
        pods: pods.length,
        namespaces: namespaces.length,
        workloads: workloads.length,
        services: services.length,
      },
      whole: true,
    },
    summaries: nodes.map((node) => summaryOf(node, countPods(onNode.get(node.name) ?? []), wornBy.get(node.name) ?? 0)),
    attention: attentionOf(nodes, pods),
    facets: facetsOf(pods),
  };
}
