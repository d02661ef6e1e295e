import type { ApiClient } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import type { ObjectOf } from '../../api/kinds.ts';
import { matchesLabels } from '../../labels.ts';
import { withCondition } from '../conditions.ts';
import { controllerReference } from '../owners.ts';
import { isActive, isAvailable, isReady, podOfTemplate } from '../pods.ts';
import { keyOf, type Pod, type ReplicaSet, sameJson, splitKey, time } from '../types.ts';
import { claim, concerned } from './claim.ts';
import { type Controller, type ControllerContext, eventsOf, queueOn } from './controller.ts';

/** Creations of one turn at most, and deletions. */
const BURST = 500;

/** What of one kind that keeps a number of pods differs from another. */
interface Keeper<R extends 'replicasets' | 'replicationcontrollers'> {
  resource: R;
  kind: string;
  component: string;
  /** An object as a ReplicaSet. */
  asSet(object: ObjectOf<R>): ReplicaSet;
  write(api: ApiClient, object: ObjectOf<R>, status: ReplicaSet['status']): void;
}

/** Keeps as many pods of each ReplicaSet as it wants. */
export const replicaSetController: Controller = (context) =>
  keep(context, {
    resource: 'replicasets',
    kind: 'ReplicaSet',
    component: 'replicaset-controller',
    asSet: (set) => set,
    write: (api, set, status) => api.updateStatus('replicasets', { ...set, status }),
  });

/** The same for each ReplicationController: it is a ReplicaSet whose selector is labels alone. */
export const replicationControllerController: Controller = (context) =>
  keep(context, {
    resource: 'replicationcontrollers',
    kind: 'ReplicationController',
    component: 'replication-controller',
    asSet: ({ spec: { selector = {}, ...spec }, ...object }) => ({
      ...object,
      spec: { ...spec, selector: { matchLabels: selector } },
    }),
    write: (api, object, status) => api.updateStatus('replicationcontrollers', { ...object, status }),
  });

function keep<R extends 'replicasets' | 'replicationcontrollers'>(context: ControllerContext, keeper: Keeper<R>): void {
  const { api, informers } = context;
  const events = eventsOf(context, keeper.component);
  const sets = informers.of(keeper.resource);
  const pods = informers.of('pods');

  const queue = queueOn(context, [sets, pods], (key) => {
    const object = sets.get(key);
    if (object === undefined) return;
    const set = keeper.asSet(object);
    const all = claim(api, 'pods', set, pods.list(splitKey(key).namespace));
    const active = all.filter(isActive);
    let failure: string | undefined;
    if (set.metadata.deletionTimestamp === undefined) failure = manage(set, active);
    writeStatus(object, set, active, failure);
    if (failure !== undefined) throw new ApiError(500, 'FailedCreate', failure);
  });

  const manage = (set: ReplicaSet, active: Pod[]): string | undefined => {
    const missing = (set.spec.replicas ?? 1) - active.length;
    const { labels, annotations, spec } = podOfTemplate(set.spec.template ?? {});
    for (let made = 0; made < Math.min(missing, BURST); made += 1) {
      try {
        const pod = api.create('pods', {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            generateName: `${set.metadata.name}-`,
            ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
            labels,
            ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
            ownerReferences: [controllerReference(set)],
          },
          spec,
        });
        events.normal(set, 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        events.warning(set, 'FailedCreate', `Error creating: ${error.message}`);
        return error.message;
      }
    }
    if (missing < 0) {
      for (const pod of rankForDeletion(active).slice(0, Math.min(-missing, BURST))) {
        api.delete(
          'pods',
          { name: pod.metadata.name, namespace: pod.metadata.namespace ?? 'default' },
          {
            preconditions: { uid: pod.metadata.uid },
          },
        );
        events.normal(set, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
      }
    }
    return undefined;
  };

  const writeStatus = (object: ObjectOf<R>, set: ReplicaSet, active: Pod[], failure: string | undefined) => {
    const minReady = set.spec.minReadySeconds ?? 0;
    const ready = active.filter(isReady);
    const available = ready.filter((pod) => isAvailable(pod, minReady, context.now()));
    if (ready.length > available.length) queue.addAfter(keyOf(set), minReady * 1000);
    const labels = set.spec.template?.metadata?.labels;
    const status: ReplicaSet['status'] = {
      replicas: active.length,
      fullyLabeledReplicas: active.filter((pod) => matchesLabels(labels, pod.metadata.labels)).length,
      readyReplicas: ready.length,
      availableReplicas: available.length,
      observedGeneration: set.metadata.generation ?? 1,
    };
    if (failure !== undefined) {
      status.conditions = withCondition(
        set.status.conditions,
        { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: failure },
        time(context.now()),
      );
    }
    if (!sameJson({ ...zero, ...set.status }, { ...zero, ...status })) keeper.write(api, object, status);
  };

  sets.onChange(({ object }) => queue.add(keyOf(object)));
  const known = { list: (namespace?: string) => sets.list(namespace).map(keeper.asSet) };
  pods.onChange((change) => {
    for (const key of concerned(change, keeper.kind, known)) queue.add(key);
  });
}

const zero = { replicas: 0, fullyLabeledReplicas: 0, readyReplicas: 0, availableReplicas: 0 };

/** First those whose loss costs least: without a node, pending, not ready, and then the youngest. */
export function rankForDeletion(pods: Pod[]): Pod[] {
  const cost = (pod: Pod) => [
    pod.spec.nodeName === undefined ? 0 : 1,
    pod.status.phase === 'Pending' ? 0 : 1,
    isReady(pod) ? 1 : 0,
    -Date.parse(pod.metadata.creationTimestamp) / 1000,
  ];
  return pods.toSorted((a, b) => {
    const left = cost(a);
    const right = cost(b);
    for (const [index, value] of left.entries()) {
      const difference = value - (right[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return a.metadata.name < b.metadata.name ? -1 : 1;
  });
}
