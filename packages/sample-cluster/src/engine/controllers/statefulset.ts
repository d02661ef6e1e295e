import { ApiError } from '../../api/errors.ts';
import { controllerReference } from '../owners.ts';
import { isAvailable, isFinished, isReady, podOfTemplate } from '../pods.ts';
import { keyOf, type Pod, type PodSpec, type StatefulSet, sameJson } from '../types.ts';
import { claim, concerned } from './claim.ts';
import { type Controller, eventsOf, queueOn } from './controller.ts';
import { ensureRevision, HASH, templateOf } from './revision.ts';

/** Pods with names and an order: made from 0 up, each when the one before is ready; ended from the last down. */
export const statefulSetController: Controller = (context) => {
  const { api, informers } = context;
  const events = eventsOf(context, 'statefulset-controller');
  const sets = informers.of('statefulsets');
  const pods = informers.of('pods');
  const revisions = informers.of('controllerrevisions');

  const queue = queueOn(context, [sets, pods, revisions], (key) => {
    const set = sets.get(key);
    if (set === undefined || set.metadata.deletionTimestamp !== undefined) return;
    const { name: update } = ensureRevision(context, set, ({ name }) => ({
      labels: { ...set.spec.selector.matchLabels, [HASH]: name },
    }));
    const mine = claim(api, 'pods', set, pods.list(set.metadata.namespace));
    const byOrdinal = new Map(mine.map((pod) => [ordinalOf(pod), pod]));
    const current = set.status.currentRevision ?? update;
    manage(set, byOrdinal, { current, update });
    writeStatus(set, mine, current, update);
  });

  /** One step at a time, unless `podManagementPolicy` is Parallel. */
  const manage = (set: StatefulSet, byOrdinal: Map<number, Pod>, names: Revisions) => {
    const { update } = names;
    if (grow(set, byOrdinal, names) && shrink(set, byOrdinal) && set.spec.updateStrategy?.type !== 'OnDelete') {
      roll(set, byOrdinal, update);
    }
  };

  const isParallel = (set: StatefulSet) => set.spec.podManagementPolicy === 'Parallel';

  /** Whether all that are wanted are there and well (or need not be waited for). */
  const grow = (set: StatefulSet, byOrdinal: Map<number, Pod>, names: Revisions): boolean => {
    for (let ordinal = firstOf(set); ordinal < endOf(set); ordinal += 1) {
      const pod = byOrdinal.get(ordinal);
      if (pod === undefined) create(set, ordinal, names);
      else if (isFinished(pod) && !isLeaving(pod)) remove(set, pod, 'recreated');
      if (isParallel(set)) continue;
      if (pod === undefined || isLeaving(pod) || !isAvailable(pod, set.spec.minReadySeconds ?? 0, context.now()))
        return false;
    }
    return true;
  };

  /** Whether nothing is too much any more. */
  const shrink = (set: StatefulSet, byOrdinal: Map<number, Pod>): boolean => {
    const surplus = Array.from(byOrdinal)
      .filter(([ordinal]) => ordinal >= endOf(set) || ordinal < firstOf(set))
      .sort(([a], [b]) => b - a);
    for (const [, pod] of surplus) {
      if (!isLeaving(pod)) remove(set, pod);
      if (!isParallel(set)) return false;
    }
    return surplus.length === 0;
  };

  const roll = (set: StatefulSet, byOrdinal: Map<number, Pod>, update: string) => {
    const from = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    for (let ordinal = endOf(set) - 1; ordinal >= Math.max(from, firstOf(set)); ordinal -= 1) {
      const pod = byOrdinal.get(ordinal);
      if (pod === undefined || isLeaving(pod)) return;
      if (pod.metadata.labels?.[HASH] !== update) {
        remove(set, pod);
        return;
      }
      if (!isReady(pod)) return;
    }
  };

  /** Pods below the partition are made as they were, when that is still known. */
  const templateFor = (set: StatefulSet, ordinal: number, { current, update }: Revisions) => {
    const { updateStrategy: strategy, template } = set.spec;
    const isOld = strategy?.type !== 'OnDelete' && ordinal < (strategy?.rollingUpdate?.partition ?? 0);
    const kept = isOld ? templateOf(revisions.get(`${set.metadata.namespace}/${current}`)) : undefined;
    return kept === undefined ? { template, revision: update } : { template: kept, revision: current };
  };

  const create = (set: StatefulSet, ordinal: number, names: Revisions) => {
    const { template, revision } = templateFor(set, ordinal, names);
    const { labels, annotations, spec } = podOfTemplate(template);
    const name = `${set.metadata.name}-${ordinal}`;
    try {
      api.create('pods', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name,
          generateName: `${set.metadata.name}-`,
          ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
          labels: {
            ...labels,
            'apps.kubernetes.io/pod-index': String(ordinal),
            [HASH]: revision,
            'statefulset.kubernetes.io/pod-name': name,
          },
          ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
          ownerReferences: [controllerReference(set)],
        },
        spec: {
          ...spec,
          ...withClaims(set, name, spec.volumes),
          hostname: name,
          ...(set.spec.serviceName === undefined ? {} : { subdomain: set.spec.serviceName }),
        },
      });
      events.normal(set, 'SuccessfulCreate', `create Pod ${name} in StatefulSet ${set.metadata.name} successful`);
    } catch (error) {
      if (error instanceof ApiError) {
        events.warning(
          set,
          'FailedCreate',
          `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${error.message}`,
        );
      }
      throw error;
    }
  };

  const remove = (set: StatefulSet, pod: Pod, why?: 'recreated') => {
    const { name, namespace = 'default', uid } = pod.metadata;
    api.delete('pods', { name, namespace }, { preconditions: { uid } });
    if (why === 'recreated')
      events.warning(set, 'RecreatingTerminatedPod', `StatefulSet ${keyOf(set)} is recreating terminated Pod ${name}`);
    else events.normal(set, 'SuccessfulDelete', `delete Pod ${name} in StatefulSet ${set.metadata.name} successful`);
  };

  const writeStatus = (set: StatefulSet, mine: Pod[], current: string, update: string) => {
    const alive = mine.filter((pod) => !isFinished(pod));
    const count = (test: (pod: Pod) => boolean) => alive.filter(test).length;
    const updated = count((pod) => pod.metadata.labels?.[HASH] === update);
    const wanted = set.spec.replicas ?? 1;
    const rolls = set.spec.updateStrategy?.type !== 'OnDelete';
    const done = rolls && updated === wanted && count((pod) => isReady(pod)) === wanted && alive.length === wanted;
    const now = done ? update : current;
    const status: StatefulSet['status'] = {
      observedGeneration: set.metadata.generation ?? 1,
      replicas: alive.length,
      readyReplicas: count(isReady),
      availableReplicas: count((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, context.now())),
      currentReplicas: count((pod) => pod.metadata.labels?.[HASH] === now),
      updatedReplicas: updated,
      currentRevision: now,
      updateRevision: update,
      collisionCount: 0,
    };
    const { minReadySeconds = 0 } = set.spec;
    if (status.readyReplicas !== status.availableReplicas) queue.addAfter(keyOf(set), minReadySeconds * 1000);
    if (!sameJson(status, set.status)) api.updateStatus('statefulsets', { ...set, status });
  };

  sets.onChange(({ type, object }) => {
    if (type !== 'deleted') queue.add(keyOf(object));
  });
  pods.onChange((change) => {
    for (const key of concerned(change, 'StatefulSet', sets)) queue.add(key);
  });
};

/** Names of the revision the set comes from, and of the one it goes to. */
interface Revisions {
  current: string;
  update: string;
}

const firstOf = (set: StatefulSet): number => set.spec.ordinals?.start ?? 0;
const endOf = (set: StatefulSet): number => firstOf(set) + (set.spec.replicas ?? 1);

const isLeaving = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;

/** The volumes of a pod with those that its claims are for: `data` is the claim `data-web-0`. */
function withClaims(set: StatefulSet, pod: string, own: PodSpec['volumes'] = []): Pick<PodSpec, 'volumes'> {
  const claims = (set.spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '');
  if (claims.length === 0) return {};
  const volumes = claims.map((name) => ({ name, persistentVolumeClaim: { claimName: `${name}-${pod}` } }));
  return { volumes: [...volumes, ...own.filter((volume) => !claims.includes(volume.name))] };
}

const ordinalOf = (pod: Pod): number => Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1);
