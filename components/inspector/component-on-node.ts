/** A component narrowed to one machine: its copy there, and what that machine's own chain says of it. Pure. */
import type { Component, NodeView } from '@/lib/model/cluster';

/** `linkName`: how the machine's own chain calls it: `crun`, `dockershim`. */
export type ShownComponent = Component & { linkName?: string };

/** The component as a whole when `nodeName` is undefined. */
export function componentOnNode(component: Component, nodeName: string | undefined, node?: NodeView): ShownComponent {
  if (nodeName === undefined) return component;
  const instances = component.instances.filter((instance) => instance.node === nodeName);
  const link = node?.chain.find(({ id }) => id === component.id);
  const { reason, leader, version, ...rest } = component;
  const ofInstance = instances[0]?.version ?? link?.version ?? version;
  const its = {
    ...rest,
    ...(link ? { linkName: link.name } : {}),
    instances,
    health: instances[0]?.health ?? component.health,
    ...(leader && leader.node === nodeName ? { leader } : {}),
    ...(ofInstance ? { version: ofInstance } : {}),
  };
  if (!link) return { ...its, ...(reason ? { reason } : {}) };
  return {
    ...its,
    evidenceLevel: link.evidenceLevel,
    evidence: link.evidence,
    ...(reason && link.evidenceLevel === component.evidenceLevel ? { reason } : {}),
  };
}
