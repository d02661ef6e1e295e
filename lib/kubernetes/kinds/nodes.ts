import type { NodeObject } from '@/lib/model/objects';
import { node } from '../protobuf/messages/nodes';
import type { KindDefinition } from './definition';
import { pick, transformMetadata } from './transform';

/** A node without its list of images, which is most of its bytes. */
function transformNode(raw: NodeObject): NodeObject {
  return {
    kind: 'Node',
    metadata: transformMetadata(raw.metadata),
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
  groupVersionResources: [{ apiVersion: 'v1', resource: 'nodes', message: node, transform: transformNode }],
};
