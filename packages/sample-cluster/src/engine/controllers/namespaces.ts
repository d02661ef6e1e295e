import { infoOf } from '../../api/resources.ts';
import { withCondition } from '../conditions.ts';
import { time } from '../types.ts';
import { type Controller, queueOn } from './controller.ts';
import { NAMESPACED } from './resources.ts';

/** Empties a namespace that is going away, then lets it go. */
export const namespaceController: Controller = (context) => {
  const { api, informers } = context;
  const namespaces = informers.of('namespaces');
  const queue = queueOn(context, [namespaces], (name) => {
    const namespace = namespaces.get(name);
    if (namespace?.metadata.deletionTimestamp === undefined) return;
    const left = new Map<string, number>();
    const finalizers = new Map<string, number>();
    for (const resource of ORDERED) {
      // Pods first: what they use stays until they are gone.
      if (resource !== 'pods' && left.has('pods.')) break;
      const { items } = api.list(resource, { namespace: name });
      if (items.length > 0) left.set(`${resource}.${infoOf(resource).group}`, items.length);
      for (const { metadata } of items) {
        for (const one of metadata.finalizers ?? []) finalizers.set(one, (finalizers.get(one) ?? 0) + 1);
        if (metadata.deletionTimestamp === undefined)
          api.delete(resource, { name: metadata.name, namespace: name }, { propagationPolicy: 'Background' });
      }
    }
    if (left.size === 0) {
      api.patch('namespaces', { name }, 'merge', { spec: { finalizers: [] } }, { subresource: 'finalize' });
      return;
    }
    const now = time(context.now());
    const told = conditionsOf(left, finalizers);
    const old = namespace.status.conditions;
    const isTold = told.every((one) => old?.find(({ type }) => type === one.type)?.message === one.message);
    if (!isTold) {
      const conditions = told.reduce<NonNullable<typeof old>>((all, one) => withCondition(all, one, now), old ?? []);
      api.updateStatus('namespaces', { ...namespace, status: { ...namespace.status, conditions } });
    }
    queue.addAfter(name, 1_000);
  });
  namespaces.onChange(({ type, object }) => {
    if (type !== 'deleted' && object.metadata.deletionTimestamp !== undefined) queue.add(object.metadata.name);
  });
};

/** Since 1.34 pods go before all else. */
const ORDERED: readonly (typeof NAMESPACED)[number][] = ['pods', ...NAMESPACED.filter((one) => one !== 'pods')];

/** What a namespace that is going away says of what is still in it. */
function conditionsOf(left: ReadonlyMap<string, number>, finalizers: ReadonlyMap<string, number>) {
  const each = (map: ReadonlyMap<string, number>, word: string) =>
    Array.from(map, ([name, count]) => `${name} ${word} ${count} resource instances`)
      .sort()
      .join(', ');
  const fine = (type: string, reason: string, message: string) => ({ type, status: 'False', reason, message });
  const some = (type: string, reason: string, message: string) => ({ type, status: 'True', reason, message });
  return [
    fine('NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'),
    fine(
      'NamespaceDeletionGroupVersionParsingFailure',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    fine(
      'NamespaceDeletionContentFailure',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    some('NamespaceContentRemaining', 'SomeResourcesRemain', `Some resources are remaining: ${each(left, 'has')}`),
    finalizers.size > 0
      ? some(
          'NamespaceFinalizersRemaining',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${each(finalizers, 'in')}`,
        )
      : fine('NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'),
  ];
}

/** A `default` service account and the cluster's certificate in every namespace. */
export const serviceAccountController: Controller = (context) => {
  const { api, informers } = context;
  const namespaces = informers.of('namespaces');
  const accounts = informers.of('serviceaccounts');
  const maps = informers.of('configmaps');
  const queue = queueOn(context, [namespaces, accounts, maps], (name) => {
    if (namespaces.get(name) === undefined || namespaces.get(name)?.metadata.deletionTimestamp !== undefined) return;
    if (api.find('serviceaccounts', 'default', name) === undefined) {
      api.create('serviceaccounts', {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace: name },
      });
    }
    if (api.find('configmaps', 'kube-root-ca.crt', name) === undefined) {
      api.create('configmaps', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'kube-root-ca.crt',
          namespace: name,
          annotations: {
            'kubernetes.io/description':
              'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
          },
        },
        data: { 'ca.crt': 'The sample cluster has no certificate authority.\n' },
      });
    }
  });
  namespaces.onChange(({ object }) => queue.add(object.metadata.name));
  accounts.onChange(({ type, object }) => {
    if (type === 'deleted' && object.metadata.name === 'default') queue.add(object.metadata.namespace ?? '');
  });
  maps.onChange(({ type, object }) => {
    if (type === 'deleted' && object.metadata.name === 'kube-root-ca.crt') queue.add(object.metadata.namespace ?? '');
  });
};
