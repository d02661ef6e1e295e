/** The arrows, in the order they are told or in the direction the calls really go. */
import type { ComponentId, EvidenceLevel } from '../cluster';
import { STORY_NUMBER } from '../path/story';
import type { LayoutGroups } from './layout-groups';
import type { Placed } from './machines';
import type { Metrics } from './metrics';
import { corners, roundedPath } from './route';
import type { Box, DiagramEdge, DiagramNode, Grid, Point, Protocol } from './types';

interface Scene {
  groups: LayoutGroups;
  reading: 'story' | 'calls';
  byRole: boolean;
  machinesX: number;
  columnX: number | undefined;
}

/** More machines than this: their watchers are not drawn one by one. */
const FEW = 12;
const WATCHING_PODS: readonly ComponentId[] = ['kube-proxy', 'coredns', 'cni'];
const LOOP_NUMBER: ReadonlyMap<ComponentId, number> = new Map([
  ['kube-controller-manager', STORY_NUMBER.controllers],
  ['kube-scheduler', STORY_NUMBER.scheduler],
]);
const LOOPS: readonly ComponentId[] = ['kube-controller-manager', 'kube-scheduler', 'cloud-controller-manager'];

const right = (box: Box, part: number): Point => ({ x: box.x + box.w, y: Math.round(box.y + box.h * part) });
const left = (box: Box, part: number): Point => ({ x: box.x, y: Math.round(box.y + box.h * part) });
const under = (box: Box, dx: number): Point => ({ x: Math.round(box.x + dx), y: box.y + box.h });

interface Draw {
  s: Metrics;
  m: Metrics;
  diagramNodes: readonly DiagramNode[];
  placed: Placed;
  grid: Grid;
  scene: Scene;
  story: boolean;
  boxes: Boxes;
  /** The API server the arrows of machines meet. */
  api: DiagramNode;
  /** x of the line they share, and of the line for calls the other way. */
  bus: number;
  back: number;
  z: (n: number) => number;
  add: (edge: Draft) => void;
}

/** All arrows of a reading, once the diagram nodes stand. `s` measures the lanes beside the machines, `m` the machines. */
export function edgesOf(
  s: Metrics,
  m: Metrics,
  diagramNodes: readonly DiagramNode[],
  placed: Placed,
  grid: Grid,
  scene: Scene,
): DiagramEdge[] {
  const edges: DiagramEdge[] = [];
  const add = (edge: Draft) => edges.push(finish(edge, edge.scale === 1 ? m : s));
  const api = diagramNodes.find((diagramNode) => diagramNode.component === 'kube-apiserver');
  if (api) {
    const boxes = new Map(
      diagramNodes
        .filter((diagramNode) => diagramNode.kind === 'machine')
        .map((diagramNode) => [diagramNode.node, diagramNode]),
    );
    const z = (n: number) => Math.round(n * s.unit);
    const bus = grid.narrow ? z(8) : scene.machinesX - z(30);
    const story = scene.reading === 'story';
    const draw: Draw = {
      s,
      m,
      diagramNodes,
      placed,
      grid,
      scene,
      story,
      boxes,
      api,
      bus,
      back: grid.narrow ? z(3) : bus + z(10),
      z,
      add,
    };
    clients(draw);
    stores(draw);
    loops(draw);
    kubelets(draw);
    if (!story && scene.groups.machines.length <= FEW) watchers(draw);
  }
  chains(diagramNodes, scene, add);
  return edges;
}

const evidenceLevelOf = (a: DiagramNode, b: DiagramNode): EvidenceLevel =>
  a.evidenceLevel === 'observed' && b.evidenceLevel === 'observed' ? 'observed' : 'inferred';

function clients(draw: Draw): void {
  const { diagramNodes, api, story } = draw;
  for (const id of ['kubectl', 'kubeplano'] as const) {
    const diagramNode = diagramNodes.find((each) => each.component === id);
    if (!diagramNode) continue;
    const orders = id === 'kubectl';
    draw.add({
      id: `edge:${id}`,
      from: diagramNode.id,
      to: api.id,
      points: clientPath(draw, diagramNode, orders),
      protocol: orders ? 'https' : 'watch',
      evidenceLevel: evidenceLevelOf(diagramNode, api),
      role: orders ? 'trunk' : 'branch',
      step: story && orders ? STORY_NUMBER.client : undefined,
      scale: diagramNode.scale,
      label: api.parent !== undefined || draw.grid.narrow ? undefined : orders ? 'above' : 'below',
    });
  }
}

/** From a client to the left side of the API server: straight for who gives orders, one step below for who only reads. */
function clientPath(draw: Draw, diagramNode: DiagramNode, orders: boolean): Point[] {
  const { api, scene, bus, z } = draw;
  if (draw.grid.narrow) {
    // Down the left margin: the one who orders outside, so that the two never cross.
    const entry = left(api, orders ? 0.5 : 0.26);
    if (orders)
      return [left(diagramNode, 0.5), { x: z(15), y: left(diagramNode, 0.5).y }, { x: z(15), y: entry.y }, entry];
    const foot = under(diagramNode, diagramNode.w / 2);
    const below = foot.y + z(10);
    return [foot, { x: foot.x, y: below }, { x: z(22), y: below }, { x: z(22), y: entry.y }, entry];
  }
  const start = right(diagramNode, 0.5);
  const entry = left(api, orders ? 0.4 : 0.72).y;
  const straight = orders && (api.parent === undefined || Math.abs(start.y - entry) < z(8));
  const y = straight ? start.y : entry;
  const beside = scene.byRole || scene.columnX !== undefined;
  const turn = beside ? start.x + z(24) : bus - z(orders ? 24 : 12);
  const inset = beside && api.parent === undefined ? [left({ ...api, y }, 0)] : approach(draw, turn, y);
  return [start, { x: turn, y: start.y }, { x: turn, y: inset[0]?.y ?? y }, ...inset];
}

/** The API server beside a diagramNode: its own machine's where there is one. */
const nearest = (draw: Draw, diagramNode: DiagramNode) =>
  draw.diagramNodes.find((each) => each.component === 'kube-apiserver' && each.parent === diagramNode.parent) ??
  draw.api;

/** Nothing is drawn to what was not found. */
const isThere = ({ evidenceLevel }: DiagramNode) => evidenceLevel !== 'absent' && evidenceLevel !== 'unknown';

function stores(draw: Draw): void {
  for (const etcd of draw.diagramNodes.filter((diagramNode) => diagramNode.component === 'etcd')) {
    const own = nearest(draw, etcd);
    if (own.parent !== etcd.parent || !isThere(etcd)) continue;
    const beside = own.y === etcd.y;
    const middle = under(own, own.w / 2);
    draw.add({
      id: `edge:${own.id}>${etcd.id}`,
      from: own.id,
      to: etcd.id,
      points: beside ? [right(own, 0.5), left(etcd, 0.5)] : [middle, { x: middle.x, y: etcd.y }],
      protocol: 'grpc',
      evidenceLevel: 'inferred',
      role: 'trunk',
      step: draw.story && own === draw.api ? STORY_NUMBER.etcd : undefined,
      scale: etcd.scale,
      label: beside ? undefined : 'beside',
    });
  }
}

function loops(draw: Draw): void {
  LOOPS.forEach((id, order) => {
    for (const diagramNode of draw.diagramNodes.filter((each) => each.component === id)) {
      if (!isThere(diagramNode) || diagramNode.evidenceLevel === 'forbidden') continue;
      const own = nearest(draw, diagramNode);
      const together = own.parent !== undefined && own.parent === diagramNode.parent && !draw.grid.narrow;
      const points = together ? inside(diagramNode, own, order, draw.z) : around(diagramNode, own, order, draw.z);
      const role = 'branch';
      const step = draw.story && own === draw.api ? LOOP_NUMBER.get(id) : undefined;
      const shared = {
        id: `edge:${diagramNode.id}`,
        protocol: 'watch',
        evidenceLevel: evidenceLevelOf(diagramNode, own),
        role,
        step,
      } as const;
      if (draw.story)
        draw.add({ ...shared, from: own.id, to: diagramNode.id, points: points.reverse(), scale: diagramNode.scale });
      else draw.add({ ...shared, from: diagramNode.id, to: own.id, points, scale: diagramNode.scale });
    }
  });
}

/** From the shared line to the API server, entering at this part of its height. */
function toApi(draw: Draw, x: number, part: number): Point[] {
  const { api } = draw;
  if (draw.grid.narrow) {
    const entry = left(api, 0.6 + part * 0.38);
    return [{ x, y: entry.y }, entry];
  }
  if (api.parent === undefined) return [{ x, y: right(api, part).y }, right(api, part)];
  return approach(draw, x, left(api, part - 0.06).y);
}

function kubelets(draw: Draw): void {
  const { api, story, scene } = draw;
  const few = scene.groups.machines.length <= FEW;
  let first = true;
  for (const link of draw.diagramNodes) {
    if (link.kind !== 'link' || link.component !== 'kubelet' || link.node === undefined) continue;
    const points = [...lead(draw, link.node, left(link, 0.5), draw.bus), ...toApi(draw, draw.bus, 0.62)];
    const shared = {
      role: 'branch',
      evidenceLevel: 'inferred',
      scale: draw.s.unit / draw.m.unit,
      node: link.node,
    } as const;
    const label = first && api.parent === undefined && !draw.grid.narrow ? 'api' : undefined;
    const id = `edge:${link.id}`;
    if (story) {
      const step = first ? STORY_NUMBER.kubelet : undefined;
      draw.add({ ...shared, id, from: api.id, to: link.id, points: points.reverse(), protocol: 'https', step, label });
    } else {
      draw.add({ ...shared, id, from: link.id, to: api.id, points, protocol: 'watch', label });
    }
    if (!story && few) {
      const back = [...lead(draw, link.node, left(link, 0.8), draw.back), ...toApi(draw, draw.back, 0.84)].reverse();
      const call = { ...shared, id: `edge:exec:${link.node}`, role: 'rare', protocol: 'exec' } as const;
      draw.add({ ...call, from: api.id, to: link.id, points: back, label });
    }
    first = false;
  }
}

function watchers(draw: Draw): void {
  for (const pod of draw.diagramNodes) {
    const component = pod.pod === undefined ? undefined : draw.scene.groups.pods.get(pod.pod)?.component;
    if (pod.node === undefined || component === undefined || !WATCHING_PODS.includes(component)) continue;
    const foot = under(pod, 14 * draw.m.unit);
    const channel = { x: foot.x, y: foot.y + Math.round(draw.m.pod.gap / 2) };
    draw.add({
      id: `edge:${pod.id}`,
      from: pod.id,
      to: draw.api.id,
      points: [foot, ...lead(draw, pod.node, channel, draw.bus), ...toApi(draw, draw.bus, 0.62)],
      protocol: 'watch',
      evidenceLevel: 'inferred',
      role: 'rare',
      scale: 1,
      node: pod.node,
    });
  }
}

/** From the shared line into an API server that stands inside a machine, to its left side. */
function approach(draw: Draw, x: number, y: number): Point[] {
  const { api } = draw;
  const place = api.node === undefined ? undefined : draw.placed.places.get(api.node);
  const box = draw.boxes.get(api.node);
  if (!place || !box || place.column === 0)
    return [
      { x, y },
      { x: api.x, y },
    ];
  const gutter = box.x - Math.round(draw.m.machine.gap / 2);
  const below = place.bottom + Math.round(draw.grid.gap / 2);
  return [
    { x, y: below },
    { x: gutter, y: below },
    { x: gutter, y },
    { x: api.x, y },
  ];
}
type Boxes = ReadonlyMap<string | undefined, DiagramNode>;

/** From a point in a machine to the shared line, by the gutters between machines. */
function lead(draw: Draw, node: string, from: Point, bus: number): Point[] {
  const place = draw.placed.places.get(node);
  const box = draw.boxes.get(node);
  if (!place || !box || place.column === 0) return [from, { x: bus, y: from.y }];
  const gutter = box.x - Math.round(draw.m.machine.gap / 2);
  const below = place.bottom + Math.round(draw.grid.gap / 2);
  return [from, { x: gutter, y: from.y }, { x: gutter, y: below }, { x: bus, y: below }];
}

/** Around the right side of the column, outer for who stands further away. */
function around(diagramNode: DiagramNode, api: DiagramNode, order: number, z: (n: number) => number): Point[] {
  const x = api.x + api.w + z(14 + order * 14);
  const entry = diagramNode.y < api.y ? right(api, 0.36 - order * 0.16) : right(api, 0.94);
  return [right(diagramNode, 0.5), { x, y: right(diagramNode, 0.5).y }, { x, y: entry.y }, entry];
}

/** Inside a machine: by the channel under the row of the API server. */
function inside(diagramNode: DiagramNode, api: DiagramNode, order: number, z: (n: number) => number): Point[] {
  const x = api.x + Math.round(api.w * (0.45 + order * 0.25));
  const foot = { x, y: api.y + api.h };
  const middle = diagramNode.x + Math.round(diagramNode.w / 2);
  const channel = foot.y + z(8 + order * 6);
  if (diagramNode.y === api.y)
    return [{ x: middle, y: diagramNode.y + diagramNode.h }, { x: middle, y: channel }, { x, y: channel }, foot];
  const top = { x: diagramNode.x === api.x ? x : middle, y: diagramNode.y };
  return [top, { x: top.x, y: channel }, { x, y: channel }, foot];
}

function chains(diagramNodes: readonly DiagramNode[], scene: Scene, add: (edge: Draft) => void): void {
  const byMachine = new Map(scene.groups.machines.map((machine) => [machine.name, machine.chain]));
  let before: DiagramNode | undefined;
  let index = 0;
  for (const diagramNode of diagramNodes) {
    if (diagramNode.kind !== 'link' || diagramNode.node === undefined) continue;
    if (before?.node === diagramNode.node) {
      index++;
      add({
        id: `edge:${before.id}>${diagramNode.id}`,
        from: before.id,
        to: diagramNode.id,
        points: [right(before, 0.5), left(diagramNode, 0.5)],
        words: shortProtocol(byMachine.get(diagramNode.node)?.[index]?.protocol),
        evidenceLevel: diagramNode.evidenceLevel ?? 'inferred',
        role: 'chain',
        scale: 1,
        node: diagramNode.node,
        label: 'middle',
      });
    } else index = 0;
    before = diagramNode;
  }
}

/** What fits on a short arrow; the inspector has the whole of it. */
function shortProtocol(protocol: string | undefined): string | undefined {
  if (protocol === undefined) return undefined;
  if (/CRI/.test(protocol)) return 'gRPC CRI';
  if (/OCI/.test(protocol)) return 'OCI';
  if (/Docker/.test(protocol)) return 'HTTP';
  return protocol.length <= 9 ? protocol : undefined;
}

/** `above` or `below` the last straight diagram node, `beside` an upright one, in the `middle` of a short one, or near the `api`. */
type LabelPlace = 'above' | 'below' | 'beside' | 'middle' | 'api';

interface Draft {
  id: string;
  from: string;
  to: string;
  points: Point[];
  protocol?: Protocol;
  words?: string | undefined;
  evidenceLevel: EvidenceLevel;
  role: DiagramEdge['role'];
  step?: number | undefined;
  scale: number;
  node?: string;
  label?: LabelPlace | undefined;
}

function finish(draft: Draft, m: Metrics): DiagramEdge {
  const points = corners(draft.points);
  const { id, from, to, evidenceLevel, role, scale } = draft;
  const edge: DiagramEdge = {
    id,
    from,
    to,
    points,
    path: roundedPath(points, Math.round(9 * m.unit)),
    evidenceLevel,
    role,
    scale,
  };
  if (draft.protocol) edge.protocol = draft.protocol;
  if (draft.words) edge.label = draft.words;
  if (draft.node !== undefined) edge.node = draft.node;
  if (draft.step) {
    edge.step = draft.step;
    edge.stepAt = stepPlace(points, draft.label, m);
  }
  const spot = draft.label ? labelPlace(points, draft, draft.label, m) : undefined;
  if (spot) edge.at = spot;
  return edge;
}

const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** The number stands on its line: in the middle of a straight one, else on the upright diagram node before the end. */
function stepPlace(points: readonly Point[], label: LabelPlace | undefined, m: Metrics): Point {
  const [first, second] = points as [Point, Point];
  if (label === 'beside') return { x: first.x - 20 * m.unit, y: between(first, second).y };
  if (points.length === 2 || label === 'api') return between(first, second);
  const corner = points[points.length - 2] as Point;
  const before = points[points.length - 3] as Point;
  const long = Math.hypot(before.x - corner.x, before.y - corner.y);
  const back = Math.min(long / 2, 30 * m.unit);
  return {
    x: corner.x + ((before.x - corner.x) / (long || 1)) * back,
    y: corner.y + ((before.y - corner.y) / (long || 1)) * back,
  };
}

function labelPlace(points: readonly Point[], draft: Draft, place: LabelPlace, m: Metrics): Point | undefined {
  const last = points.length - 1;
  const end = place === 'api' && draft.from.includes('kube-apiserver') ? 1 : last;
  const [a, b] = [points[end - 1], points[end]];
  if (!a || !b) return undefined;
  const middle = between(a, b);
  const room = Math.abs(b.x - a.x);
  const words = draft.words ?? draft.protocol ?? '';
  if (place === 'middle') return room < (words.length * 5.6 + 14) * m.unit ? undefined : middle;
  if (place === 'below') return { x: middle.x, y: middle.y + 11 * m.unit };
  if (place === 'beside') return { x: middle.x + 22 * m.unit, y: middle.y };
  return { x: middle.x, y: middle.y - (draft.step ? 18 : 9) * m.unit };
}
