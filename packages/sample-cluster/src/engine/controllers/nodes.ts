import { keyOf } from '../types.ts';
import { type Controller, queueOn } from './controller.ts';

/** How long a pod on a node that is gone is left before it is removed. */
const QUARANTINE_MS = 40_000;

/** Gives each node its range of pod addresses: 10.244.0.0/24, 10.244.1.0/24, … */
export const nodeIpamController: Controller = (context) => {
  const { api, informers } = context;
  const nodes = informers.of('nodes');
  const queue = queueOn(context, [nodes], (name) => {
    const node = nodes.get(name);
    if (node === undefined) return;
    if (node.metadata.annotations?.['node.alpha.kubernetes.io/ttl'] === undefined) {
      api.patch('nodes', { name }, 'merge', { metadata: { annotations: { 'node.alpha.kubernetes.io/ttl': '0' } } });
    }
    if (node.spec.podCIDR !== undefined) return;
    const used = new Set(api.list('nodes').items.map((one) => one.spec.podCIDR));
    const free = Array.from({ length: 256 }, (_one, index) => `10.244.${index}.0/24`).find((cidr) => !used.has(cidr));
    if (free !== undefined) api.patch('nodes', { name }, 'merge', { spec: { podCIDR: free, podCIDRs: [free] } });
  });
  nodes.onChange(({ type, object }) => {
    if (type === 'added') queue.add(object.metadata.name);
  });
};

/** Removes pods nobody will ever end: those bound to nodes that are gone, and those deleted before they were bound. */
export const podGarbageCollector: Controller = (context) => {
  const { api, informers } = context;
  const nodes = informers.of('nodes');
  const pods = informers.of('pods');
  const missingSince = new Map<string, number>();
  context.scope.every(20_000, () => {
    if (!nodes.current || !pods.current) return;
    for (const pod of pods.list()) {
      const { nodeName } = pod.spec;
      const ref = { name: pod.metadata.name, namespace: pod.metadata.namespace ?? 'default' };
      if (nodeName === undefined) {
        if (pod.metadata.deletionTimestamp !== undefined) force(ref, pod.metadata.uid);
        continue;
      }
      if (nodes.get(nodeName) !== undefined) {
        missingSince.delete(keyOf(pod));
        continue;
      }
      const since = missingSince.get(keyOf(pod)) ?? context.now();
      missingSince.set(keyOf(pod), since);
      if (context.now() - since >= QUARANTINE_MS) force(ref, pod.metadata.uid);
    }
  });
  const force = (ref: { name: string; namespace: string }, uid: string) => {
    try {
      api.delete('pods', ref, { gracePeriodSeconds: 0, preconditions: { uid } });
    } catch {
      // Looked at again in twenty seconds.
    }
  };
};
