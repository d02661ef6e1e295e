/** An arrow made ready: corners, rounded path, where its number and its label stand. */
import type { EvidenceLevel } from '../../cluster';
import type { Metrics } from '../metrics';
import { corners, roundedPath } from '../route';
import type { DiagramEdge, Point, Protocol } from '../types';

/** `above` or `below` the last straight piece, `beside` an upright one, in the `middle` of a short one, or near the `api`. */
type LabelPlace = 'above' | 'below' | 'beside' | 'middle' | 'api';

/** An arrow before its corners are rounded and its label and number placed. */
export interface Draft {
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

/** The arrow as it is drawn. */
export function finish(draft: Draft, m: Metrics): DiagramEdge {
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

/** The number stands on its line: in the middle of a straight one, else on the upright piece before the end. */
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
