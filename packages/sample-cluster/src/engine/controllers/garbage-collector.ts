import type { ApiClient } from '../../api/client.ts';
import { ApiError, isNotFound } from '../../api/errors.ts';
import type { ObjectOf } from '../../api/kinds.ts';
import type { OwnerReference } from '../types.ts';
import { type Controller, queueOn } from './controller.ts';
import { OWNING } from './resources.ts';

type Owning = (typeof OWNING)[number];
interface Known {
  resource: Owning;
  name: string;
  namespace: string | undefined;
  uid: string;
  owners: OwnerReference[];
  finalizers: string[];
  deleting: boolean;
}

/** Deletes what has lost its owners; waits with owners deleted in the foreground; lets dependents go when asked to orphan. */
export const garbageCollector: Controller = (context) => {
  const { api, informers } = context;
  const known = new Map<string, Known>();
  const dependents = new Map<string, Set<string>>();
  const followed = OWNING.map((resource) => ({ resource, informer: informers.of(resource) }));

  const queue = queueOn(
    context,
    followed.map((one) => one.informer),
    (uid) => {
      const object = known.get(uid);
      if (object === undefined) return;
      if (object.deleting && object.finalizers.includes('orphan')) return orphanDependents(object);
      if (object.deleting && object.finalizers.includes('foregroundDeletion')) return deleteForeground(object);
      if (object.deleting || object.owners.length === 0) return;
      const living = object.owners.filter((owner) => known.has(owner.uid));
      if (living.length === object.owners.length) {
        // All its owners are being deleted and wait for it.
        if (living.every((owner) => waitsForeground(known.get(owner.uid)))) remove(object, 'Foreground');
        return;
      }
      const absent = object.owners.filter((owner) => !known.has(owner.uid) && isAbsent(api, owner, object.namespace));
      if (absent.length < object.owners.length) {
        if (absent.length > 0)
          setOwners(
            object,
            object.owners.filter((owner) => !absent.includes(owner)),
          );
        return;
      }
      remove(object, object.finalizers.includes('orphan') ? 'Orphan' : 'Background');
    },
  );

  const orphanDependents = (object: Known) => {
    for (const uid of dependents.get(object.uid) ?? []) {
      const dependent = known.get(uid);
      if (dependent !== undefined)
        setOwners(
          dependent,
          dependent.owners.filter((owner) => owner.uid !== object.uid),
        );
    }
    dropFinalizer(object, 'orphan');
  };

  const deleteForeground = (object: Known) => {
    const waiting = Array.from(dependents.get(object.uid) ?? [], (uid) => known.get(uid)).filter(
      (one) => one !== undefined,
    );
    const blocking = waiting.filter((one) =>
      one.owners.some((owner) => owner.uid === object.uid && owner.blockOwnerDeletion === true),
    );
    if (blocking.length === 0) dropFinalizer(object, 'foregroundDeletion');
    for (const dependent of waiting) if (!dependent.deleting) remove(dependent, 'Foreground');
  };

  const remove = (
    { resource, name, namespace, uid }: Known,
    propagationPolicy: 'Background' | 'Foreground' | 'Orphan',
  ) =>
    ignoreGone(() =>
      api.delete(
        resource,
        { name, ...(namespace === undefined ? {} : { namespace }) },
        { propagationPolicy, preconditions: { uid } },
      ),
    );

  const setOwners = (object: Known, ownerReferences: OwnerReference[]) =>
    ignoreGone(() => patch(api, object, { metadata: { uid: object.uid, ownerReferences } }));

  const dropFinalizer = (object: Known, finalizer: string) =>
    ignoreGone(() =>
      patch(api, object, {
        metadata: { uid: object.uid, finalizers: object.finalizers.filter((one) => one !== finalizer) },
      }),
    );

  const follow = <R extends Owning>(resource: R, object: ObjectOf<R>, gone: boolean) => {
    const { uid } = object.metadata;
    const before = known.get(uid);
    for (const owner of before?.owners ?? []) dependents.get(owner.uid)?.delete(uid);
    if (gone) {
      known.delete(uid);
      for (const dependent of dependents.get(uid) ?? []) queue.add(dependent);
      dependents.delete(uid);
    } else {
      const owners = object.metadata.ownerReferences ?? [];
      known.set(uid, {
        resource,
        name: object.metadata.name,
        namespace: object.metadata.namespace,
        uid,
        owners,
        finalizers: object.metadata.finalizers ?? [],
        deleting: object.metadata.deletionTimestamp !== undefined,
      });
      for (const owner of owners) {
        const set = dependents.get(owner.uid) ?? new Set();
        set.add(uid);
        dependents.set(owner.uid, set);
      }
      queue.add(uid);
    }
    // Owners that wait for this one.
    for (const owner of before?.owners ?? object.metadata.ownerReferences ?? []) {
      if (waitsForeground(known.get(owner.uid))) queue.add(owner.uid);
    }
  };

  for (const { resource } of followed) followOne(context, resource, follow);
};

function followOne<R extends Owning>(
  context: Parameters<Controller>[0],
  resource: R,
  follow: (resource: R, object: ObjectOf<R>, gone: boolean) => void,
): void {
  context.informers.of(resource).onChange(({ type, object }) => follow(resource, object, type === 'deleted'));
}

const waitsForeground = (object: Known | undefined): boolean =>
  object?.deleting === true && object.finalizers.includes('foregroundDeletion');

const RESOURCE_OF: ReadonlyMap<string, Owning> = new Map(
  Object.entries({
    Deployment: 'deployments',
    StatefulSet: 'statefulsets',
    DaemonSet: 'daemonsets',
    CronJob: 'cronjobs',
    Job: 'jobs',
    ReplicaSet: 'replicasets',
    ReplicationController: 'replicationcontrollers',
    Service: 'services',
    Pod: 'pods',
    ConfigMap: 'configmaps',
    Secret: 'secrets',
    Node: 'nodes',
  }),
);

/** Asks the API server itself before anything is deleted for want of an owner. Owners of other kinds are left in peace. */
function isAbsent(api: ApiClient, owner: OwnerReference, namespace: string | undefined): boolean {
  const resource = RESOURCE_OF.get(owner.kind);
  return (
    resource !== undefined &&
    api.find(resource, owner.name, resource === 'nodes' ? undefined : namespace)?.metadata.uid !== owner.uid
  );
}

function patch(api: ApiClient, { resource, name, namespace }: Known, body: unknown): void {
  api.patch(resource, { name, ...(namespace === undefined ? {} : { namespace }) }, 'merge', body);
}

/** Somebody else was faster: that is what was wanted. */
function ignoreGone(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!isNotFound(error) && !(error instanceof ApiError && error.code === 409)) throw error;
  }
}
