import { STORY_NUMBER } from '../../path/story';
import { type Draw, isThere, left, nearest, right, under } from './draw';

/** The API server to etcd. */
export function stores(draw: Draw): void {
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
