/** Paints the nodes of a large cluster on a canvas: far away a box each, nearer a dot for each pod. Nothing is asked of React. */
import { HEALTHS, type Health } from '@/lib/model/cluster';
import { type FleetLayout, forEachInView } from '@/lib/model/fleet/fleet-layout';
import { podsIn } from '@/lib/model/fleet/group';
import type { NodeSummary } from '@/lib/model/fleet/types';
import type { Box } from '@/lib/model/layout';

/** Screen pixels of a node's width from which its pods are told apart. */
const DOTS_FROM = 34;
/** …and from which its name is written. */
const NAME_FROM = 76;
/** Pods a node is drawn for that does not say how many it takes. */
const USUAL_MOST = 110;

/** Colours of the theme, by the names of `globals.css`. */
export type Palette = Record<
  'surface' | 'ink' | 'soft' | 'line' | 'hair' | 'ok' | 'warn' | 'bad' | 'idle' | 'accent',
  string
>;
const NAMES = ['surface', 'ink', 'soft', 'line', 'hair', 'ok', 'warn', 'bad', 'idle', 'accent'] as const;

/** The palette that holds for an element now. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colours = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()] as const);
  return Object.fromEntries(colours) as Palette;
}

export interface Scene {
  layout: FleetLayout;
  nodes: ReadonlyMap<string, NodeSummary>;
  palette: Palette;
  /** Nodes that are elements now: nothing is painted under them. */
  near: ReadonlyMap<string, unknown>;
  /** Pixels of the theme's text, and its family. */
  text: number;
  font: string;
}
/** Pan and zoom, as React Flow keeps them. */
export type Transform = readonly [x: number, y: number, zoom: number];

/** What a mark says of a node that needs looking at; undefined for one that does not. */
export function markOf({
  health,
  cordoned,
  pressure,
}: NodeSummary): 'silent' | 'not-ready' | 'pressure' | 'cordoned' | undefined {
  if (health === 'failing' || health === 'unknown') return 'silent';
  if (health === 'not-ready') return 'not-ready';
  if (pressure) return 'pressure';
  return cordoned ? 'cordoned' : undefined;
}

function drawMark(
  pen: CanvasRenderingContext2D,
  mark: NonNullable<ReturnType<typeof markOf>>,
  box: Box,
  palette: Palette,
) {
  const size = Math.max(5, Math.min(box.w, box.h) * 0.9);
  const x = box.x + (box.w - size) / 2;
  const y = box.y + (box.h - size) / 2;
  pen.beginPath();
  if (mark === 'silent') {
    pen.strokeStyle = palette.bad;
    pen.lineWidth = Math.max(1.6, size / 5);
    pen.moveTo(x, y);
    pen.lineTo(x + size, y + size);
    pen.moveTo(x + size, y);
    pen.lineTo(x, y + size);
    pen.stroke();
  } else if (mark === 'not-ready') {
    pen.fillStyle = palette.warn;
    pen.moveTo(x + size / 2, y);
    pen.lineTo(x + size, y + size);
    pen.lineTo(x, y + size);
    pen.fill();
  } else if (mark === 'pressure') {
    pen.fillStyle = palette.warn;
    pen.fillRect(x, y, size, size);
  } else {
    pen.strokeStyle = palette.ink;
    pen.lineWidth = Math.max(1, size / 9);
    pen.strokeRect(x, y, size, size);
    pen.moveTo(x, y + size);
    pen.lineTo(x + size, y);
    pen.stroke();
  }
}

const COLOUR: Record<Health, keyof Palette> = {
  ok: 'ok',
  starting: 'idle',
  stopping: 'idle',
  'not-ready': 'warn',
  failing: 'bad',
  done: 'line',
  unknown: 'idle',
};
function drawDots(pen: CanvasRenderingContext2D, node: NodeSummary, box: Box, palette: Palette) {
  const most = Math.max(node.most ?? USUAL_MOST, podsIn(node.pods));
  const columns = Math.max(1, Math.ceil(Math.sqrt((most * box.w) / box.h)));
  const rows = Math.ceil(most / columns);
  const step = { x: box.w / columns, y: box.h / rows };
  const radius = Math.max(0.7, Math.min(step.x, step.y) * 0.36);
  let place = 0;
  for (const health of HEALTHS) {
    const count = node.pods[health] ?? 0;
    if (count === 0) continue;
    pen.fillStyle = palette[COLOUR[health]];
    pen.beginPath();
    for (let end = place + count; place < end; place += 1) {
      // From the floor up: full is full.
      const x = box.x + ((place % columns) + 0.5) * step.x;
      const y = box.y + box.h - (Math.floor(place / columns) + 0.5) * step.y;
      if (health === 'failing') pen.rect(x - radius * 1.25, y - radius * 1.25, radius * 2.5, radius * 2.5);
      else {
        pen.moveTo(x + radius, y);
        pen.arc(x, y, radius, 0, Math.PI * 2);
      }
    }
    pen.fill();
  }
}

function drawNode(pen: CanvasRenderingContext2D, node: NodeSummary, box: Box, { palette, text, font }: Scene) {
  const gap = Math.min(3, box.w * 0.08);
  const inner = { x: box.x + gap / 2, y: box.y + gap / 2, w: box.w - gap, h: box.h - gap };
  const mark = markOf(node);
  if (box.w < DOTS_FROM) {
    pen.fillStyle = palette.hair;
    pen.fillRect(inner.x, inner.y, inner.w, inner.h);
    const fill = Math.min(1, podsIn(node.pods) / (node.most ?? USUAL_MOST));
    pen.fillStyle = (node.pods.failing ?? 0) > 0 ? palette.bad : palette.soft;
    pen.globalAlpha = 0.75;
    pen.fillRect(inner.x, inner.y + inner.h * (1 - fill), inner.w, inner.h * fill);
    pen.globalAlpha = 1;
    if (mark) drawMark(pen, mark, inner, palette);
    return;
  }
  pen.fillStyle = palette.surface;
  pen.strokeStyle = palette.line;
  pen.lineWidth = 1;
  pen.fillRect(inner.x, inner.y, inner.w, inner.h);
  pen.strokeRect(inner.x, inner.y, inner.w, inner.h);
  const isNamed = box.w >= NAME_FROM;
  const head = isNamed ? text * 1.7 : 0;
  if (isNamed) {
    pen.font = `${text}px ${font}`;
    pen.fillStyle = palette.ink;
    pen.textBaseline = 'middle';
    const room = inner.w - 12 - text;
    let name = node.name;
    // The end of a name tells nodes apart.
    while (name.length > 4 && pen.measureText(name).width > room) name = `…${name.slice(2)}`;
    pen.fillText(name, inner.x + 5, inner.y + head / 2);
  }
  const pad = Math.min(6, box.w * 0.06);
  drawDots(
    pen,
    node,
    { x: inner.x + pad, y: inner.y + head + pad, w: inner.w - 2 * pad, h: inner.h - head - 2 * pad },
    palette,
  );
  const side = isNamed ? text * 0.8 : Math.min(inner.w, inner.h) * 0.3;
  if (mark) drawMark(pen, mark, { x: inner.x + inner.w - side - 4, y: inner.y + 4, w: side, h: side }, palette);
}

/** Paints all that is in view; gives how many nodes that was. */
export function paint(canvas: HTMLCanvasElement, scene: Scene, [x, y, zoom]: Transform): number {
  const pen = canvas.getContext('2d');
  if (!pen) return 0;
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const view = { x: -x / zoom, y: -y / zoom, w: width / zoom, h: height / zoom };
  let painted = 0;
  forEachInView(scene.layout, view, (name, box) => {
    const node = scene.nodes.get(name);
    if (!node || scene.near.has(name)) return;
    painted += 1;
    drawNode(pen, node, { x: box.x * zoom + x, y: box.y * zoom + y, w: box.w * zoom, h: box.h * zoom }, scene);
  });
  return painted;
}
