/** Which edges a write runs along: from who wrote it to the API server, to etcd, and out to who watches. */

import type { Write } from '@/lib/model/cluster';
import { idOf } from '@/lib/model/diagram-id';
import type { DiagramEdge } from '@/lib/model/layout';

export interface Leg {
  edge: DiagramEdge;
  /** Against the way the edge is drawn. */
  back: boolean;
  evidenceLevel: 'observed' | 'inferred';
}
export interface Route {
  /** One after the other. */
  way: Leg[];
  /** All at once, when the write is stored. */
  fan: Leg[];
}

export const isBeat = (write: Write) => write.what === 'heartbeat' || write.what === 'leader-renewal';

/** What beats: the machine of a kubelet's lease, or the component that leads. */
export const beats = (write: Write) => write.name;

const API = idOf.component('kube-apiserver');
const isApi = (id: string) => id === API || id.startsWith(`${API}@`);

function leg(
  edges: readonly DiagramEdge[],
  diagramNode: string,
  away: boolean,
  evidenceLevel: Leg['evidenceLevel'],
): Leg | undefined {
  const edge = edges.find(
    ({ role, from, to }) =>
      role !== 'rare' && ((from === diagramNode && isApi(to)) || (to === diagramNode && isApi(from))),
  );
  // Towards the API server the write runs from the diagram node; away from it, to the diagram node.
  return edge && { edge, back: (edge.from === diagramNode) === away, evidenceLevel };
}

const CONTROLLED = new Set([
  'pods',
  'deployments',
  'replicasets',
  'daemonsets',
  'statefulsets',
  'jobs',
  'cronjobs',
  'nodes',
]);

/** The route of one write on the edges that are drawn. `node` is the machine of the pod that was written. */
export function routeOf(write: Write, edges: readonly DiagramEdge[], node: string | undefined): Route {
  const { author } = write;
  const id = author && idOf.component(author.component);
  const names = id ? [...(author.node ? [`${id}@${author.node}`] : []), id] : [];
  const first = names.map((name) => leg(edges, name, false, 'observed')).find(Boolean);
  const store = edges.find((edge) => isApi(edge.from) && edge.to.startsWith(idOf.component('etcd')));
  const way: Leg[] = [
    ...(first ? [first] : []),
    ...(store ? [{ edge: store, back: false, evidenceLevel: 'inferred' as const }] : []),
  ];
  const watchers: [string, Leg['evidenceLevel']][] = [[idOf.component('kubeplano'), 'observed']];
  if (CONTROLLED.has(write.kind)) watchers.push([idOf.component('kube-controller-manager'), 'inferred']);
  if (write.kind === 'pods' || write.kind === 'nodes') watchers.push([idOf.component('kube-scheduler'), 'inferred']);
  if (write.kind === 'pods' && node !== undefined) watchers.push([idOf.component('kubelet', node), 'inferred']);
  const fan = watchers.flatMap(([diagramNode, evidenceLevel]) => leg(edges, diagramNode, true, evidenceLevel) ?? []);
  return { way, fan };
}
