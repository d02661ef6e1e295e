/** Which wires a write runs along: from who wrote it to the API server, to etcd, and out to who watches. */
import type { Write } from '@/lib/model/cluster';
import type { Wire } from '@/lib/model/layout';

export interface Leg {
  wire: Wire;
  /** Against the way the wire is drawn. */
  back: boolean;
  degree: 'observed' | 'inferred';
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

const API = 'component:kube-apiserver';
const isApi = (id: string) => id === API || id.startsWith(`${API}@`);

function leg(wires: readonly Wire[], piece: string, away: boolean, degree: Leg['degree']): Leg | undefined {
  const wire = wires.find(
    ({ role, from, to }) => role !== 'rare' && ((from === piece && isApi(to)) || (to === piece && isApi(from))),
  );
  // Towards the API server the write runs from the piece; away from it, to the piece.
  return wire && { wire, back: (wire.from === piece) === away, degree };
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

/** The route of one write on the wires that are drawn. `node` is the machine of the pod that was written. */
export function routeOf(write: Write, wires: readonly Wire[], node: string | undefined): Route {
  const { author } = write;
  const id = author && `component:${author.component}`;
  const names = id ? [...(author.node ? [`${id}@${author.node}`] : []), id] : [];
  const first = names.map((name) => leg(wires, name, false, 'observed')).find(Boolean);
  const store = wires.find((wire) => isApi(wire.from) && wire.to.startsWith('component:etcd'));
  const way: Leg[] = [
    ...(first ? [first] : []),
    ...(store ? [{ wire: store, back: false, degree: 'inferred' as const }] : []),
  ];
  const watchers: [string, Leg['degree']][] = [['component:kubeplano', 'observed']];
  if (CONTROLLED.has(write.kind)) watchers.push(['component:kube-controller-manager', 'inferred']);
  if (write.kind === 'pods' || write.kind === 'nodes') watchers.push(['component:kube-scheduler', 'inferred']);
  if (write.kind === 'pods' && node !== undefined) watchers.push([`component:kubelet@${node}`, 'inferred']);
  const fan = watchers.flatMap(([piece, degree]) => leg(wires, piece, true, degree) ?? []);
  return { way, fan };
}
