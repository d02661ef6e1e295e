/** Where everything stands. Pure: the same cluster, options and memory always give the same picture. */
import { groundOf } from './ground';
import { columnHeight, placeClient, placeColumn } from './lanes';
import { placeMachines } from './machines';
import { metricsFor } from './metrics';
import { choosePlan } from './plan';
import { allocate } from './slots';
import type { Layout, LayoutInput, LayoutMemory, LayoutOptions, Piece, Slots } from './types';
import { wiresOf } from './wires';

/** Lays a cluster out. Give back `memory` with the next call and nothing that is already placed moves, while there is room. */
export function layout(input: LayoutInput, options: LayoutOptions): Layout {
  const { arrangement, unit, canvas } = options;
  const m = metricsFor(unit);
  const ground = groundOf(input, arrangement);
  const byRole = arrangement === 'role';
  const column = byRole ? ground.control : ground.outside;
  const key = `${arrangement} ${unit} ${canvas.width}x${canvas.height}`;
  const memory = options.memory?.key === key ? options.memory : undefined;

  const columnWidth = column.length ? m.lane.control + m.lane.tie : 0;
  const beside = {
    width: m.lane.client + columnWidth + m.lane.channel,
    height:
      m.lane.head +
      Math.max(columnHeight(m, column), columnHeight(m, [...ground.client, ...ground.notes])) +
      m.component.gap,
  };
  const plan = memory?.plan ?? choosePlan(m, ground, { canvas, beside });
  const s = metricsFor(unit * plan.scale);

  const x = { client: 0, column: s.lane.client + s.lane.tie, machines: 0 };
  x.machines = s.lane.client + (column.length ? s.lane.tie + s.lane.control : 0) + s.lane.channel;
  const top = s.lane.head;
  const pendingBefore = memory?.slots.get('');
  const tray = allocate(ground.pending, pendingBefore);
  const room = canvas.height / plan.zoom - top - s.tray.h - s.tray.gap;
  const placed = placeMachines(m, ground, plan, { x: x.machines, y: top }, room, memory);
  const bottom = Math.max(placed.bottom, top + room);

  const pieces: Piece[] = [];
  const height = bottom - top;
  const controls = placeColumn(s, column, { x: x.column, y: top, w: s.lane.control, h: height }, plan.scale);
  const api = [...controls, ...placed.pieces].find((piece) => piece.component === 'kube-apiserver');
  const level = api ? api.y + Math.round(Math.min(api.h * 0.42, api.h - 12)) : top + Math.round(height / 2);
  const client = placeClient(
    s,
    ground.client,
    ground.notes,
    { x: x.client, y: top, w: s.lane.client, h: height },
    level,
    plan.scale,
  );
  const trayPieces = placeTray(
    s,
    tray,
    { x: x.machines, y: placed.bottom + s.tray.gap, w: placed.right - x.machines },
    plan.scale,
  );
  const foot = Math.max(bottom, ...[...controls, ...client, ...trayPieces].map((piece) => piece.y + piece.h));
  const lane = (id: string, laneX: number, w: number): Piece => ({
    id: `lane:${id}`,
    kind: 'lane',
    title: id,
    x: laneX,
    y: 0,
    w,
    h: foot,
    scale: plan.scale,
  });
  const lanes = [
    lane('client', x.client, s.lane.client),
    ...(column.length ? [lane(byRole ? 'control' : 'outside', x.column, s.lane.control)] : []),
    lane(byRole ? 'nodes' : 'machines', x.machines, placed.right - x.machines),
  ];
  pieces.push(...client, ...controls, ...placed.pieces, ...trayPieces);

  const slots = new Map<string, Slots>(placed.slots);
  slots.set('', tray);
  const next: LayoutMemory = { key, plan, slots, machines: placed.machines, rows: placed.rows };
  return {
    pieces,
    lanes,
    wires: wiresOf(s, m, pieces, placed, plan, {
      ground,
      reading: options.reading,
      byRole,
      machinesX: x.machines,
      columnX: column.length ? x.column : undefined,
    }),
    bounds: { x: 0, y: 0, w: placed.right, h: foot },
    memory: next,
    plan,
  };
}

function placeTray(
  s: ReturnType<typeof metricsFor>,
  slots: Slots,
  at: { x: number; y: number; w: number },
  scale: number,
): Piece[] {
  if (!slots.some((id) => id !== undefined)) return [];
  const pad = Math.round(5 * s.unit);
  const caption = Math.round(86 * s.unit);
  const columns = Math.max(1, Math.floor((at.w - caption - 2 * pad + s.pod.gap) / (s.tray.pod + s.pod.gap)));
  const w = Math.floor((at.w - caption - 2 * pad + s.pod.gap) / columns - s.pod.gap);
  const rows = Math.ceil(slots.length / columns);
  const h = rows * (s.pod.full + s.pod.gap) - s.pod.gap + 2 * pad;
  const pieces: Piece[] = [{ id: 'tray:pending', kind: 'tray', x: at.x, y: at.y, w: at.w, h, scale }];
  slots.forEach((key, slot) => {
    if (key === undefined) return;
    pieces.push({
      id: `pod:${key}`,
      kind: 'pod',
      pod: key,
      parent: 'tray:pending',
      unit: s.unit / scale,
      x: at.x + caption + pad + (slot % columns) * (w + s.pod.gap),
      y: at.y + pad + Math.floor(slot / columns) * (s.pod.full + s.pod.gap),
      w: Math.min(w, Math.round(420 * s.unit)),
      h: s.pod.full,
      scale,
    });
  });
  return pieces;
}
