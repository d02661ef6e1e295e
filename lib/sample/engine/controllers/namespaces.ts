import 'server-only';
import { withCondition } from '../conditions';
import { time } from '../types';
import { type Controller, queueOn } from './controller';
import { NAMESPACED } from './resources';

/** Empties a namespace that is going away, then lets it go. */
export const namespaceController: Controller = (context) => {
  const { api, informers } = context;
  const namespaces = informers.of('namespaces');
  const queue = queueOn(context, [namespaces], (name) => {
    const namespace = namespaces.get(name);
    if (namespace?.metadata.deletionTimestamp === undefined) return;
    let left = 0;
    const kinds: string[] = [];
    for (const resource of NAMESPACED) {
      const { items } = api.list(resource, { namespace: name });
      if (items.length > 0 && resource !== 'events') kinds.push(`${resource}. has ${items.length} resource instances`);
      for (const item of items) {
        left += 1;
        if (item.metadata.deletionTimestamp === undefined) {
          api.delete(resource, { name: item.metadata.name, namespace: name }, { propagationPolicy: 'Background' });
        }
      }
    }
    if (left === 0) {
      api.patch('namespaces', { name }, 'merge', { spec: { finalizers: [] } }, { subresource: 'finalize' });
      return;
    }
    const message = `Some resources are remaining: ${kinds.join(', ')}`;
    const conditions = withCondition(
      namespace.status.conditions,
      {
        type: 'NamespaceContentRemaining',
        status: kinds.length > 0 ? 'True' : 'False',
        reason: kinds.length > 0 ? 'SomeResourcesRemain' : 'ContentRemoved',
        message: kinds.length > 0 ? message : 'All content successfully removed',
      },
      time(context.now()),
    );
    if (
      namespace.status.conditions?.find((one) => one.type === 'NamespaceContentRemaining')?.message !==
      conditions.at(-1)?.message
    ) {
      api.updateStatus('namespaces', { ...namespace, status: { ...namespace.status, conditions } });
    }
    queue.addAfter(name, 1_000);
  });
  namespaces.onChange(({ type, object }) => {
    if (type !== 'deleted' && object.metadata.deletionTimestamp !== undefined) queue.add(object.metadata.name);
  });
};

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
