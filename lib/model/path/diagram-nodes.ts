import { type ComponentId, keyOf } from '../cluster';
import { idOf } from '../diagram-id';
import type { Hop, PodPath } from './types';

/** Where a hop happens on the diagram: ids of diagram nodes as in the view's selection, from the one that acts to the one acted on. */
export interface HopPlace {
  from: string;
  to: string;
}

/** Ids of the diagram nodes a hop joins, in story order; on the real node of the pod. */
export function hopPlace(hop: Hop, path: PodPath): HopPlace {
  const { node } = path;
  const onNode = (component: ComponentId) => idOf.component(component, node);
  const server = idOf.component('kube-apiserver');
  // Whatever program starts the process (runC, crun, a RuntimeClass' handler), it is the last link of the node's chain.
  const starter = onNode(path.chain.at(-1)?.id ?? 'runc');
  const pod = idOf.pod(keyOf.pods(path.pod));
  switch (hop.id) {
    case 'client':
      return { from: idOf.component('kubectl'), to: server };
    case 'apiserver':
      return hop.reason?.code === 'mirror' ? { from: onNode('kubelet'), to: server } : { from: server, to: server };
    case 'etcd':
      return { from: server, to: idOf.component('etcd') };
    case 'controllers':
      return { from: server, to: idOf.component('kube-controller-manager') };
    case 'scheduler':
      return { from: server, to: idOf.component('kube-scheduler') };
    case 'kubelet':
      return path.origin === 'static'
        ? { from: onNode('kubelet'), to: onNode('kubelet') }
        : { from: server, to: onNode('kubelet') };
    case 'volumes':
      return { from: onNode('kubelet'), to: onNode('kubelet') };
    case 'sandbox':
    case 'image':
      return { from: onNode('kubelet'), to: onNode(hop.actor) };
    case 'create':
      return { from: onNode(hop.actor), to: starter };
    case 'start':
    case 'stop':
      return { from: hop.id === 'start' ? starter : onNode('kubelet'), to: pod };
    case 'ready':
      return { from: onNode('kubelet'), to: pod };
    case 'delete':
      return { from: server, to: onNode('kubelet') };
  }
}
