/** Whether the control plane is kept from us, by whom, and what says so. */
import type { ComponentId, Evidence } from '../cluster';
import { cloudOf, controlPlaneOf } from '../distribution';
import { memoByObject } from '../memo';
import { isControlPlane } from '../node/roles';
import { type ComponentContext, unseen } from './context';

/** Programs of a control plane that runs in pods. */
const CONTROL_PLANE_PODS: readonly ComponentId[] = [
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'kube-controller-manager',
];

/** Some of the control plane runs in pods: what else belongs to it would be seen beside them. */
export const isInPods = memoByObject((context: ComponentContext): boolean =>
  CONTROL_PLANE_PODS.some((id) => context.podsOf(id).length > 0),
);

export interface HiddenControlPlane {
  /** By somebody else on machines of theirs, or inside one process of the host. */
  how: 'managed' | { process: string };
  /** Who keeps it: `Amazon EKS`, `k3s`. */
  by: string;
  evidence: Evidence[];
}

/**
 * How the control plane is hidden; undefined when it is not. Of a distribution that has no rule here: nodes of a cloud, none
 * of which carries the control plane, and no pod of it anywhere, mean that the cloud runs it.
 */
export const hiddenControlPlane = memoByObject((context: ComponentContext): HiddenControlPlane | undefined => {
  const { distribution, nodes } = context;
  const how = controlPlaneOf(distribution.id);
  if (how) return { how, by: distribution.name, evidence: distribution.evidence };
  const isSeen = nodes.length > 0 && !unseen(context, { kind: 'nodes', text: 'nodes' });
  if (!isSeen || isInPods(context) || nodes.some(({ view }) => isControlPlane(view.roles))) return undefined;
  const cloud = cloudOf(nodes.map(({ object }) => object));
  return cloud && { how: 'managed', by: cloud.name, evidence: [cloud.evidence] };
});
