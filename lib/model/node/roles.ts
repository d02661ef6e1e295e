/** Roles of nodes that carry the control plane, as distributions and their ages call them. */

/** Values of `node-role.kubernetes.io/*`: `master` until 1.24, `controlplane` and `etcd` of RKE. */
const CONTROL_PLANE_ROLES: ReadonlySet<string> = new Set(['control-plane', 'master', 'controlplane', 'etcd']);

/** Whether one of these roles is of the control plane. */
export const isControlPlane = (roles: readonly string[]): boolean =>
  roles.some((role) => CONTROL_PLANE_ROLES.has(role));
