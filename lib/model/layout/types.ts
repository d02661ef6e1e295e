/**
 * What a layout takes and gives. Lengths are pixels at zoom 1; y grows downwards; the origin is the corner of the first lane.
 * DiagramNode ids are those of `ViewState.selection`, so that what is selected and what is drawn are the same word.
 */
import type { Component, ComponentId, EvidenceLevel, NodeView, PodView } from '../cluster';

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export type DiagramNodeKind = 'lane' | 'frame' | 'component' | 'machine' | 'link' | 'pod' | 'tray';

/** Anything drawable. Boxes of diagram nodes with the same parent never overlap. */
export interface DiagramNode extends Box {
  id: string;
  kind: DiagramNodeKind;
  /** The diagram node it stands in. */
  parent?: string;
  component?: ComponentId;
  node?: string;
  /** Key `namespace/name` of the pod it shows. */
  pod?: string;
  evidenceLevel?: EvidenceLevel;
  /** Type of this diagram node is this many times the text size: lanes beside many machines are drawn at a larger scale. */
  scale: number;
  /** Text size over 13 pixels, for pods, whose words are cut to their room. */
  unit?: number;
  /** How a pod is drawn. */
  density?: Grid['density'];
  /** What a lane or frame is called: a message id of namespace `map`. */
  title?: string;
  /** Name as drawn, for links of a chain. */
  name?: string;
  /** Height of the band "on the host" of a machine, at its foot; height of its head. */
  host?: number;
  head?: number;
  /** There is room on the host for the words that say so. */
  caption?: boolean;
}

export type Protocol = 'https' | 'watch' | 'grpc' | 'cri' | 'oci' | 'docker' | 'exec';

export interface Point {
  x: number;
  y: number;
}

export interface DiagramEdge {
  id: string;
  from: string;
  to: string;
  /** SVG path, drawn from `from` to `to`. */
  path: string;
  /** The corners the path goes through. */
  points: Point[];
  protocol?: Protocol;
  /** Words of the model for the protocol of a chain link, shown as they are. */
  label?: string;
  /** Where the words go; absent: not shown. */
  at?: Point;
  evidenceLevel: EvidenceLevel;
  /** Place in the story, from 1. */
  step?: number;
  /** Where the number of the step stands. */
  stepAt?: Point;
  /** `trunk`: the path that is told; `branch`: one of many alike; `chain`: inside a machine; `rare`: only sometimes used. */
  role: 'trunk' | 'branch' | 'chain' | 'rare';
  /** The machine it belongs to, when it is drawn only with that machine. */
  node?: string;
  scale: number;
}

export interface LayoutInput {
  components: readonly Component[];
  nodes: readonly NodeView[];
  pods: readonly PodView[];
}

/** What must stay where it was: give the `memory` of the last layout and nothing already placed moves. */
export interface LayoutMemory {
  key: string;
  grid: Grid;
  /** Pod slots by machine (`node`, or `` for the tray): index of the array is the slot. */
  slots: Map<string, Slots>;
  /** Machines by place in the grid. */
  machines: Slots;
  /** Height of body each row of machines has. */
  rows: number[];
}
export type Slots = (string | undefined)[];

/** The shape of the machines' lane, chosen once for a canvas. */
export interface Grid {
  /** How pods are drawn: two lines, one, or one with the least margins, where names would otherwise be too small. */
  density: 'full' | 'compact' | 'tight';
  machineColumns: number;
  podColumns: number;
  podWidth: number;
  machineWidth: number;
  /** Scale of the lanes beside the machines. */
  scale: number;
  /** Zoom at which all of it fits the canvas. */
  zoom: number;
  gap: number;
  /** The lanes stand one under the other, for a canvas as narrow as a phone. */
  narrow?: boolean;
}

export interface LayoutOptions {
  arrangement: 'role' | 'machine';
  reading: 'story' | 'calls';
  /** Pixels of the canvas that the diagram may take. */
  canvas: { width: number; height: number };
  /** Text size in pixels divided by 13. */
  unit: number;
  /** Pixels under which a name cannot be read from where it is looked at: below it there are fewer words, larger. */
  floor: number;
  memory?: LayoutMemory | undefined;
}

export interface Layout {
  diagramNodes: DiagramNode[];
  edges: DiagramEdge[];
  lanes: DiagramNode[];
  bounds: Box;
  memory: LayoutMemory;
  grid: Grid;
}
