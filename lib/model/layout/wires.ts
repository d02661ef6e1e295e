/** The arrows, in the order they are told or in the direction the calls really go. */
import type { ComponentId, Degree } from '../cluster';
import type { Ground } from './ground';
import type { Placed } from './machines';
import type { Metrics } from './metrics';
import { corners, roundedPath } from './route';
import type { Box, Piece, Plan, Point, Protocol, Wire } from './types';

interface Scene {
  ground: Ground;
  reading: 'story' | 'calls';
  byRole: boolean;
  machinesX: number;
  columnX: number | undefined;
}

/** More machines than this: their watchers are not drawn one by one. */
const FEW = 12;
const WATCHING_PODS: readonly ComponentId[] = ['kube-proxy', 'coredns', 'cni'];

const right = (box: Box, part: number): Point => ({ x: box.x + box.w, y: Math.round(box.y + box.h * part) });
const left = (box: Box, part: number): Point => ({ x: box.x, y: Math.round(box.y + box.h * part) });

export function wiresOf(
  s: Metrics,
  m: Metrics,
  pieces: readonly Piece[],
  placed: Placed,
  plan: Plan,
  scene: Scene,
): Wire[] {
  const story = scene.reading === 'story';
  const at = new Map(pieces.map((piece) => [piece.id, piece]));
  const boxes = new Map(pieces.filter((p) => p.kind === 'machine').map((p) => [p.node, p]));
  const wires: Wire[] = [];
  const few = scene.ground.machines.length <= FEW;
  const add = (wire: Draft) => wires.push(finish(wire, wire.scale === 1 ? m : s));
  const api = pieces.find((piece) => piece.component === 'kube-apiserver');
  if (api) {
    const scale = api.scale;
    const z = (n: number) => Math.round(n * s.unit);
    const degreeOf = (piece: Piece): Degree =>
      piece.degree === 'observed' && api.degree === 'observed' ? 'observed' : 'inferred';
    const busX = scene.machinesX - z(30);
    const rareX = busX + z(10);

    for (const [index, id] of (['kubectl', 'kubeplano'] as const).entries()) {
      const piece = at.get(`component:${id}`);
      if (!piece) continue;
      const end = left(api, index === 0 ? 0.42 : 0.72);
      if (index === 0) end.y = right(piece, 0.5).y;
      const start = right(piece, 0.5);
      const turn = scene.byRole || scene.columnX !== undefined ? start.x + z(24) : busX - z(14);
      const inset = scene.byRole ? [] : approach(api, placed, boxes, busX, end.y);
      const points = inset.length
        ? [start, { x: inset[0]?.x ?? turn, y: start.y }, ...inset]
        : [start, { x: turn, y: start.y }, { x: turn, y: end.y }, end];
      add({
        id: `wire:${id}`,
        from: piece.id,
        to: api.id,
        points,
        protocol: id === 'kubectl' ? 'https' : 'watch',
        degree: degreeOf(piece),
        role: index === 0 ? 'trunk' : 'branch',
        step: story && index === 0 ? 1 : undefined,
        scale: piece.scale,
        label: 'first',
      });
    }

    for (const etcd of pieces.filter((piece) => piece.component === 'etcd')) {
      const own =
        pieces.find(
          (piece) =>
            piece.component === 'kube-apiserver' && (etcd.parent === undefined || piece.parent === etcd.parent),
        ) ?? api;
      const points =
        scene.byRole || etcd.parent === undefined || own.parent !== etcd.parent
          ? [
              { x: own.x + Math.round(own.w / 2), y: own.y + own.h },
              { x: etcd.x + Math.round(etcd.w / 2), y: etcd.y },
            ]
          : etcd.y === own.y
            ? [right(own, 0.5), left(etcd, 0.5)]
            : [
                { x: own.x + z(30), y: own.y + own.h },
                { x: own.x + z(30), y: etcd.y },
              ];
      if (!scene.byRole && own.parent !== etcd.parent) continue;
      add({
        id: `wire:${own.id}>${etcd.id}`,
        from: own.id,
        to: etcd.id,
        points,
        protocol: 'grpc',
        degree: 'inferred',
        role: 'trunk',
        step: story ? 2 : undefined,
        scale: etcd.scale,
        label: scene.byRole ? 'last' : undefined,
      });
    }

    const loops: ComponentId[] = ['kube-controller-manager', 'kube-scheduler', 'cloud-controller-manager'];
    loops.forEach((id, order) => {
      for (const piece of pieces.filter((p) => p.component === id)) {
        if (piece.degree === 'absent' || piece.degree === 'forbidden') continue;
        const own = pieces.find((p) => p.component === 'kube-apiserver' && p.parent === piece.parent) ?? api;
        const points =
          own.parent !== undefined && own.parent === piece.parent
            ? inside(piece, own, order, z)
            : around(piece, own, order, z);
        add({
          id: `wire:${piece.id}`,
          from: piece.id,
          to: own.id,
          points: story ? points.reverse() : points,
          reversed: story,
          protocol: 'watch',
          degree: degreeOf(piece),
          role: 'branch',
          step: story && order < 2 ? 3 + order : undefined,
          scale: piece.scale,
          label: undefined,
        });
      }
    });

    const apiOut = scene.byRole ? right(api, 0.6) : undefined;
    const toApi = (x: number, apiPart: number): Point[] => {
      if (apiOut) return [{ x, y: Math.round(api.y + api.h * apiPart) }, right(api, apiPart)];
      const y = Math.round(api.y + api.h * (apiPart + 0.12));
      if (api.parent === undefined) return [{ x, y }, right(api, apiPart + 0.12)];
      return [...approach(api, placed, boxes, x, y).slice(0)];
    };
    let first = true;
    for (const link of pieces) {
      if (link.kind !== 'link' || link.component !== 'kubelet' || link.node === undefined) continue;
      const points = [...lead(placed, boxes, m, plan, link.node, left(link, 0.5), busX), ...toApi(busX, 0.6)];
      const own = link.node === api.node ? api.id : api.id;
      add({
        id: `wire:${link.id}`,
        from: link.id,
        to: own,
        points: story ? points.reverse() : points,
        reversed: story,
        protocol: story ? 'https' : 'watch',
        degree: 'inferred',
        role: 'branch',
        step: story && first ? 5 : undefined,
        scale: s.unit / m.unit,
        node: link.node,
        label: first && scene.byRole ? 'api' : undefined,
      });
      if (!story && few) {
        const back = lead(placed, boxes, m, plan, link.node, left(link, 0.78), rareX);
        add({
          id: `wire:exec:${link.node}`,
          from: api.id,
          to: link.id,
          points: [...back, ...toApi(rareX, 0.82)].reverse(),
          reversed: true,
          protocol: 'exec',
          degree: 'inferred',
          role: 'rare',
          scale: s.unit / m.unit,
          node: link.node,
          label: first && scene.byRole ? 'api' : undefined,
        });
      }
      first = false;
    }
    if (!story && few) {
      for (const pod of pieces) {
        const component = pod.pod === undefined ? undefined : scene.ground.pods.get(pod.pod)?.component;
        if (pod.node === undefined || component === undefined || !WATCHING_PODS.includes(component)) continue;
        const under = { x: pod.x + Math.round(12 * m.unit), y: pod.y + pod.h };
        const channel = { x: under.x, y: under.y + Math.round(m.pod.gap / 2) };
        const points = [under, ...lead(placed, boxes, m, plan, pod.node, channel, busX), ...toApi(busX, 0.6)];
        add({
          id: `wire:${pod.id}`,
          from: pod.id,
          to: api.id,
          points,
          protocol: 'watch',
          degree: 'inferred',
          role: 'rare',
          scale: 1,
          node: pod.node,
          label: undefined,
        });
      }
    }
  }
  chains(pieces, scene, add);
  return wires;
}

/** From the bus into an API server that stands inside a machine: the points from the bus to its left side. */
function approach(api: Piece, placed: Placed, boxes: Boxes, x: number, y: number): Point[] {
  const place = api.node === undefined ? undefined : placed.places.get(api.node);
  const box = boxes.get(api.node);
  if (!place || !box || place.column === 0)
    return [
      { x, y },
      { x: api.x, y },
    ];
  const gutter = box.x - 8;
  return [
    { x, y: place.bottom + 8 },
    { x: gutter, y: place.bottom + 8 },
    { x: gutter, y },
    { x: api.x, y },
  ];
}
type Boxes = ReadonlyMap<string | undefined, Piece>;

/** From a point in a machine to the bus beside the machines, by the gutters between them. */
function lead(placed: Placed, boxes: Boxes, m: Metrics, plan: Plan, node: string, from: Point, busX: number): Point[] {
  const place = placed.places.get(node);
  const box = boxes.get(node);
  if (!place || !box || place.column === 0) return [from, { x: busX, y: from.y }];
  const gutter = box.x - Math.round(m.machine.gap / 2);
  const below = place.bottom + Math.round(plan.gap / 2);
  return [from, { x: gutter, y: from.y }, { x: gutter, y: below }, { x: busX, y: below }];
}

/** Around the right side of the column, outer for who stands further away. */
function around(piece: Piece, api: Piece, order: number, z: (n: number) => number): Point[] {
  const x = api.x + api.w + z(14 + order * 14);
  const entry = piece.y < api.y ? right(api, 0.36 - order * 0.16) : right(api, 0.94);
  return [right(piece, 0.5), { x, y: right(piece, 0.5).y }, { x, y: entry.y }, entry];
}

/** Inside a machine: by the channel under the row of the API server. */
function inside(piece: Piece, api: Piece, order: number, z: (n: number) => number): Point[] {
  const x = api.x + Math.round(api.w * (0.45 + order * 0.25));
  const foot = { x, y: api.y + api.h };
  const middle = piece.x + Math.round(piece.w / 2);
  const channel = foot.y + z(8 + order * 6);
  if (piece.y === api.y)
    return [{ x: middle, y: piece.y + piece.h }, { x: middle, y: channel }, { x, y: channel }, foot];
  const top = { x: piece.x === api.x ? x : middle, y: piece.y };
  return [top, { x: top.x, y: channel }, { x, y: channel }, foot];
}

function chains(pieces: readonly Piece[], scene: Scene, add: (wire: Draft) => void): void {
  const byMachine = new Map(scene.ground.machines.map((machine) => [machine.name, machine.chain]));
  let before: Piece | undefined;
  let index = 0;
  for (const piece of pieces) {
    if (piece.kind !== 'link' || piece.node === undefined) continue;
    if (before?.node === piece.node) {
      index++;
      const link = byMachine.get(piece.node)?.[index];
      const points = [right(before, 0.5), left(piece, 0.5)];
      add({
        id: `wire:${before.id}>${piece.id}`,
        from: before.id,
        to: piece.id,
        points,
        words: shortProtocol(link?.protocol),
        degree: piece.degree ?? 'inferred',
        role: 'chain',
        scale: 1,
        node: piece.node,
        label: 'middle',
      });
    } else index = 0;
    before = piece;
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

interface Draft {
  id: string;
  from: string;
  to: string;
  points: Point[];
  /** The points were turned round: the API server's end comes first. */
  reversed?: boolean;
  protocol?: Protocol;
  words?: string | undefined;
  degree: Degree;
  role: Wire['role'];
  step?: number | undefined;
  scale: number;
  node?: string;
  label?: 'first' | 'last' | 'middle' | 'api' | undefined;
}

function finish(draft: Draft, m: Metrics): Wire {
  const points = corners(draft.points);
  const from = draft.reversed ? draft.to : draft.from;
  const to = draft.reversed ? draft.from : draft.to;
  const swapped = draft.reversed && draft.id.startsWith('wire:exec');
  const wire: Wire = {
    id: draft.id,
    from: swapped ? draft.from : from,
    to: swapped ? draft.to : to,
    points,
    path: roundedPath(points, Math.round(9 * m.unit)),
    degree: draft.degree,
    role: draft.role,
    scale: draft.scale,
  };
  if (draft.protocol) wire.protocol = draft.protocol;
  if (draft.words) wire.label = draft.words;
  if (draft.node !== undefined) wire.node = draft.node;
  if (draft.step) {
    wire.step = draft.step;
    wire.stepAt = stepPlace(points, m);
  }
  const spot = draft.label ? labelPlace(points, draft, m) : undefined;
  if (spot) wire.at = spot;
  return wire;
}

/** In the middle of the longest piece near the start of what is told. */
function stepPlace(points: readonly Point[], m: Metrics): Point {
  const a = points[points.length - 2] as Point;
  const b = points[points.length - 1] as Point;
  const long = Math.hypot(b.x - a.x, b.y - a.y);
  if (points.length === 2) return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const back = Math.min(long / 2, 24 * m.unit);
  return { x: b.x + ((a.x - b.x) / (long || 1)) * back, y: b.y + ((a.y - b.y) / (long || 1)) * back };
}

function labelPlace(points: readonly Point[], draft: Draft, m: Metrics): Point | undefined {
  const pair = (i: number) => [points[i], points[i + 1]] as const;
  const nearApi = draft.reversed ? 0 : points.length - 2;
  const [a, b] = pair(draft.label === 'api' ? nearApi : draft.label === 'last' ? points.length - 2 : 0);
  if (!a || !b) return undefined;
  const room = Math.abs(b.x - a.x) + Math.abs(b.y - a.y);
  const words = draft.words ?? draft.protocol ?? '';
  if (draft.label === 'middle' && room < words.length * 5.6 * m.unit + 10 * m.unit) return undefined;
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
