import type { NodeObject } from '@/lib/model/objects';
import type { KindDefinition } from './definition';
import { pick, pruneMeta } from './prune';

/** A node without its list of images, which is most of its bytes. */
function pruneNode(raw: NodeObject): NodeObject {
  return {
    kind: 'Node',
    metadata: pruneMeta(raw.metadata),
    spec: pick(raw.spec ?? {}, ['podCIDR', 'podCIDRs', 'providerID', 'unschedulable', 'taints']),
    status: pick(raw.status ?? {}, [
      'capacity',
      'allocatable',
      'conditions',
      'addresses',
      'nodeInfo',
      'runtimeHandlers',
    ]),
  };
}

export const nodes: KindDefinition<'nodes'> = {
  kind: 'nodes',
  kinds: ['Node'],
  namespaced: false,
  candidates: [{ apiVersion: 'v1', resource: 'nodes', prune: pruneNode }],
};
