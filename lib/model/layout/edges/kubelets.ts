import { STORY_NUMBER } from '../../path/story';
import { type Draw, FEW, lead, left, toApi } from './draw';

/** Each kubelet and the API server: its watch, and the rare calls the other way. */
export function kubelets(draw: Draw): void {
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
