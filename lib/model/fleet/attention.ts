/** What needs looking at: one row for all nodes in one trouble, one for all pods of a workload in one. Pure. */
import { keyOf } from '../cluster';
import { idOf } from '../diagram-id';
import type { NodeView, PodView } from '../object-views';
import { pressuresOf } from './summaries';
import type { AttentionReason, AttentionRow } from './types';

/** Places a row names. */
const MOST_PLACES = 20;
/** Rows that are sent; what is beyond them is counted by the state of the pods. */
export const MOST_ROWS = 100;

const CRASH_LOOP = /(^|:)CrashLoopBackOff$/;
const IMAGE =
  /(^|:)(ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|RegistryUnavailable)$/;

interface Trouble {
  reason: AttentionReason;
  detail?: string;
}

/** What is wrong with a pod; undefined of one that is well, on its way, or over. */
export function troubleOfPod(pod: PodView): Trouble | undefined {
  if (pod.health === 'failing') {
    if (CRASH_LOOP.test(pod.status)) return { reason: 'crash-loop', detail: pod.status };
    return { reason: IMAGE.test(pod.status) ? 'image' : 'failing', detail: pod.status };
  }
  if (pod.health !== 'not-ready' && pod.health !== 'unknown') return undefined;
  if (pod.node === undefined) return { reason: 'unschedulable', ...(pod.message ? { detail: pod.message } : {}) };
  return { reason: 'not-ready', detail: pod.status };
}

/** What is wrong with a node: it may be several things. */
export function troublesOfNode(node: NodeView): Trouble[] {
  const troubles: Trouble[] = [];
  if (node.health === 'failing' || (node.ready && node.health === 'not-ready'))
    troubles.push({ reason: 'node-silent' });
  else if (!node.ready) troubles.push({ reason: 'node-not-ready', detail: node.status });
  for (const pressure of pressuresOf(node)) troubles.push({ reason: 'node-pressure', detail: pressure });
  if (node.unschedulable) troubles.push({ reason: 'node-cordoned' });
  return troubles;
}

const ORDER: readonly AttentionReason[] = [
  'node-silent',
  'node-not-ready',
  'node-pressure',
  'crash-loop',
  'image',
  'failing',
  'unschedulable',
  'not-ready',
  'node-cordoned',
];

/** The rows, the worst first, then the largest. Nodes and pods come sorted by key. */
export function attentionOf(nodes: readonly NodeView[], pods: readonly PodView[]): AttentionRow[] {
  const rows = new Map<string, AttentionRow>();
  const add = (row: Omit<AttentionRow, 'count' | 'places'>, place: string) => {
    const known = rows.get(row.id) ?? { ...row, count: 0, places: [] };
    rows.set(row.id, known);
    known.count += 1;
    if (known.places.length < MOST_PLACES) known.places.push(place);
  };
  for (const node of nodes) {
    for (const trouble of troublesOfNode(node)) {
      const about = trouble.reason === 'node-pressure' ? ` ${trouble.detail}` : '';
      add({ id: `${trouble.reason}${about}`, of: 'nodes', ...trouble }, idOf.node(node.name));
    }
  }
  for (const pod of pods) {
    const trouble = troubleOfPod(pod);
    if (!trouble) continue;
    const key = keyOf.pods(pod);
    const owner = pod.workload ?? pod.owner;
    const workload = owner && { kind: owner.kind, namespace: pod.namespace, name: owner.name };
    const about = workload ? `${workload.kind}/${workload.namespace}/${workload.name}` : key;
    add({ id: `${trouble.reason} ${about}`, of: 'pods', ...trouble, ...(workload ? { workload } : {}) }, idOf.pod(key));
  }
  return [...rows.values()]
    .sort((a, b) => ORDER.indexOf(a.reason) - ORDER.indexOf(b.reason) || b.count - a.count || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_ROWS);
}
