/** The people of the sample cluster. */
import type { Rule, User } from './authorizer.ts';
import { RESOURCES } from './resources.ts';

const LOOK = ['get', 'list', 'watch'];

/** Roles list what they allow; to leave Secrets out, everything else is named. */
function readable(namespaced: boolean): Rule[] {
  const kept = RESOURCES.filter((info) => info.resource !== 'secrets' && (!namespaced || info.namespaced));
  const groups = [...new Set([...kept.map(({ group }) => group), 'events.k8s.io'])];
  return groups.map((group) => ({
    verbs: LOOK,
    apiGroups: [group],
    resources:
      group === 'events.k8s.io'
        ? ['events']
        : kept
            .filter((info) => info.group === group)
            .flatMap(({ resource, subresources = [] }) => [
              resource,
              ...['log', 'scale', 'status']
                .filter((one) => subresources.some((known) => known === one))
                .map((one) => `${resource}/${one}`),
            ]),
  }));
}

/** May do everything. */
export const ADMINISTRATOR: User = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
  rules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
};

/** Those with less: `solo-lectura` reads everything but Secrets, `desarrollo` reads its namespace and nothing else. */
export const LIMITED_USERS: readonly User[] = [
  { username: 'solo-lectura', groups: ['system:authenticated'], rules: readable(false) },
  {
    username: 'desarrollo',
    groups: ['system:authenticated'],
    rules: [...readable(true), { verbs: LOOK, apiGroups: [''], resources: ['namespaces'] }].map((rule) => ({
      ...rule,
      namespace: 'desarrollo',
    })),
  },
];
