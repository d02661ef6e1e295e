import type { ComponentId } from '../../cluster';
import { type Draw, lead, toApi, under } from './draw';

const WATCHING_PODS: readonly ComponentId[] = ['kube-proxy', 'coredns', 'cni'];

/** Pods that watch the API server themselves. */
export function watchers(draw: Draw): void {
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
