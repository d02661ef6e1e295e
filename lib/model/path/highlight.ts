/** What of a drawing is lit while a path is told: the diagram nodes and edges that are really there for each step. */
import { idOf } from '../diagram-id';
import { type DiagramEdge, type DiagramNode, edgeToPod, type Layout } from '../layout';
import type { HopPlace } from './diagram-nodes';

export interface Highlighted {
  /** DiagramNodes acted in, each once; the present step's last. */
  diagramNodes: DiagramNode[];
  edges: DiagramEdge[];
  /** DiagramNodes and edges of the present step. */
  now: { diagramNodes: DiagramNode[]; edges: DiagramEdge[] };
}

const bare = (id: string) => id.replace(/@.*$/, '');

/**
 * The diagram node an id stands for in this drawing. In the arrangement by machine a component may be drawn inside its machine
 * (`component:etcd@m1`) or as one of several; what is not drawn at all is shown by the machine it is on.
 */
export function drawnNode(
  diagramNodes: readonly DiagramNode[],
  id: string,
  node: string | undefined,
): DiagramNode | undefined {
  const exact = diagramNodes.find((diagramNode) => diagramNode.id === id);
  if (exact) return exact;
  const kin = diagramNodes.filter((diagramNode) => bare(diagramNode.id) === bare(id));
  // A component that says its machine is that machine's or none: another's kubelet is not this one.
  const at = id.includes('@') ? id.slice(id.indexOf('@') + 1) : undefined;
  const diagramNode = at ? kin.find((one) => one.node === at) : (kin.find((one) => one.node === node) ?? kin[0]);
  const machine = at ?? node;
  const onNode = at !== undefined || id.startsWith('pod:');
  if (diagramNode || !onNode || machine === undefined) return diagramNode;
  const machineId = idOf.node(machine);
  return diagramNodes.find((one) => one.id === machineId);
}

function edgeBetween(drawn: Layout, from: DiagramNode, to: DiagramNode, unit: number): DiagramEdge | undefined {
  if (from.id === to.id) return undefined;
  const joins = (edge: DiagramEdge, a: string, b: string) => edge.from === a && edge.to === b;
  return (
    drawn.edges.find((edge) => edge.role !== 'rare' && joins(edge, from.id, to.id)) ??
    drawn.edges.find((edge) => edge.role !== 'rare' && joins(edge, to.id, from.id)) ??
    (to.kind === 'pod' ? edgeToPod(drawn, to.id, unit) : undefined)
  );
}

/** Chain links between two diagram nodes of one machine, ends included: a call from the kubelet to containerd passes dockerd. */
function between(drawn: Layout, from: DiagramNode, to: DiagramNode): DiagramNode[] {
  const links = drawn.diagramNodes.filter(
    (diagramNode) => diagramNode.kind === 'link' && diagramNode.node === from.node,
  );
  const [a, b] = [links.indexOf(from), links.indexOf(to)];
  return a >= 0 && b > a ? links.slice(a, b + 1) : [from, to];
}

/** Looks each step up in the diagram; `node` is the machine of the pod whose path is told, `unit` the text size over 13 px. */
export function highlightOn(
  drawn: Layout,
  steps: readonly HopPlace[],
  node: string | undefined,
  unit: number,
): Highlighted {
  const highlighted: Highlighted = { diagramNodes: [], edges: [], now: { diagramNodes: [], edges: [] } };
  for (const step of steps) {
    const from = drawnNode(drawn.diagramNodes, step.from, node);
    const to = drawnNode(drawn.diagramNodes, step.to, node);
    const ends =
      from && to ? between(drawn, from, to) : [from ?? to].filter((diagramNode) => diagramNode !== undefined);
    const edges = ends.flatMap((diagramNode, index) => {
      const before = ends[index - 1];
      return (before && edgeBetween(drawn, before, diagramNode, unit)) ?? [];
    });
    highlighted.now = { diagramNodes: [...new Set(ends)], edges };
    highlighted.diagramNodes.push(...ends);
    highlighted.edges.push(...edges);
  }
  highlighted.diagramNodes = [...new Set(highlighted.diagramNodes)];
  highlighted.edges = [...new Map(highlighted.edges.map((edge) => [edge.id, edge])).values()];
  return highlighted;
}
