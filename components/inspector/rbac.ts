/** The RBAC rule that would let us read a kind, to copy and ask for. Pure. Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
import type { KindName } from '@/lib/model/cluster';

const GROUP: Partial<Record<KindName, string>> = {
  leases: 'coordination.k8s.io',
  endpointslices: 'discovery.k8s.io',
  deployments: 'apps',
  replicasets: 'apps',
  daemonsets: 'apps',
  statefulsets: 'apps',
  jobs: 'batch',
  cronjobs: 'batch',
  runtimeclasses: 'node.k8s.io',
};

/** One ClusterRole with a rule per API group, reading only. */
export function readRole(kinds: readonly KindName[]): string {
  const groups = new Map<string, KindName[]>();
  for (const kind of kinds) groups.set(GROUP[kind] ?? '', [...(groups.get(GROUP[kind] ?? '') ?? []), kind]);
  const rules = [...groups].map(
    ([group, resources]) =>
      `  - apiGroups: ["${group}"]\n    resources: [${resources.map((name) => `"${name}"`).join(', ')}]\n    verbs: ["get", "list", "watch"]`,
  );
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: kubeplano-lector\nrules:\n${rules.join('\n')}`;
}
