/** DiagramNodes and edges as React Flow wants them; the same object while a diagram node did not change, so that nothing re-renders. */
import type { Edge, Node } from '@xyflow/react';
import { Position } from '@xyflow/react';
import type { DiagramEdge, DiagramNode } from '@/lib/model/layout';

export type FlowNode = Node<{ diagramNode: DiagramNode }, DiagramNode['kind']>;
export type FlowEdge = Edge<{ edge: DiagramEdge }, 'edge'>;

const LAYER: Record<DiagramNode['kind'], number> = {
  lane: 0,
  frame: 1,
  machine: 2,
  tray: 2,
  component: 4,
  link: 4,
  pod: 4,
};
const EDGE_LAYER = 3;

const GEOMETRY = [
  'x',
  'y',
  'w',
  'h',
  'scale',
  'unit',
  'density',
  'evidenceLevel',
  'parent',
  'name',
  'host',
  'caption',
] as const;

const same = (a: DiagramNode, b: DiagramNode) => GEOMETRY.every((key) => a[key] === b[key]);

const LINE = ['path', 'protocol', 'label', 'evidenceLevel', 'step', 'role', 'node', 'scale', 'from', 'to'] as const;
const sameEdge = (a: DiagramEdge, b: DiagramEdge) =>
  a === b ||
  (LINE.every((key) => a[key] === b[key]) &&
    a.at?.x === b.at?.x &&
    a.at?.y === b.at?.y &&
    a.stepAt?.x === b.stepAt?.x &&
    a.stepAt?.y === b.stepAt?.y);

/** React Flow's own words are English, and say ids: a node is told by its button, an arrow by the inspector and the outline. */
const PLAIN_NODE = { 'aria-roledescription': undefined };
const SILENT_EDGE = { 'aria-hidden': true, 'aria-label': undefined, 'aria-roledescription': undefined };

function toNode(diagramNode: DiagramNode): FlowNode {
  const anchor = { x: 0, y: 0, width: 1, height: 1, position: Position.Right };
  return {
    id: diagramNode.id,
    type: diagramNode.kind,
    position: { x: diagramNode.x, y: diagramNode.y },
    width: diagramNode.w,
    height: diagramNode.h,
    // Given, so that React Flow measures nothing and edges need no element to hold on to.
    measured: { width: diagramNode.w, height: diagramNode.h },
    handles: [
      { ...anchor, type: 'source' },
      { ...anchor, type: 'target' },
    ],
    zIndex: LAYER[diagramNode.kind],
    data: { diagramNode },
    domAttributes: PLAIN_NODE,
  };
}

/** Remembers the nodes it made. */
export function createFlowCache() {
  let nodes = new Map<string, FlowNode>();
  let flowEdges = new Map<string, FlowEdge>();
  return {
    nodes(diagramNodes: readonly DiagramNode[]): FlowNode[] {
      const next = new Map<string, FlowNode>();
      for (const diagramNode of diagramNodes) {
        const before = nodes.get(diagramNode.id);
        next.set(diagramNode.id, before && same(before.data.diagramNode, diagramNode) ? before : toNode(diagramNode));
      }
      nodes = next;
      return [...next.values()];
    },
    edges(edges: readonly DiagramEdge[]): FlowEdge[] {
      const next = new Map<string, FlowEdge>();
      for (const edge of edges) {
        const before = flowEdges.get(edge.id);
        const kept = before?.data && sameEdge(before.data.edge, edge);
        next.set(
          edge.id,
          kept
            ? before
            : {
                id: edge.id,
                type: 'edge',
                source: edge.from,
                target: edge.to,
                data: { edge },
                zIndex: EDGE_LAYER,
                ariaRole: 'presentation',
                domAttributes: SILENT_EDGE,
              },
        );
      }
      flowEdges = next;
      return [...next.values()];
    },
  };
}
