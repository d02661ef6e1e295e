import { isAlreadyExists } from '../../api/errors.ts';
import { controllerOf, controllerReference, isControlledBy } from '../owners.ts';
import { isFinished } from '../pods.ts';
import { fnv32a, safeEncode } from '../random.ts';
import { type Deployment, keyOf, type PodTemplate, type ReplicaSet, sameJson, splitKey, stableJson } from '../types.ts';
import { claim, concerned } from './claim.ts';
import { type Controller, eventsOf, queueOn } from './controller.ts';
import { deploymentStatus, pausedConditions } from './deployment-status.ts';
import { DESIRED_REPLICAS, limits, MAX_REPLICAS, proportionalPlan, rollingPlan } from './rolling.ts';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';
/** Annotations of a Deployment that are not passed on to its ReplicaSets. */
const OWN_ANNOTATIONS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
]);

/** Turns each Deployment into ReplicaSets, and rolls from the old to the new one as its strategy says. */
export const deploymentController: Controller = (context) => {
  const { api, informers } = context;
  const events = eventsOf(context, 'deployment-controller');
  const deployments = informers.of('deployments');
  const sets = informers.of('replicasets');
  const pods = informers.of('pods');

  const queue = queueOn(context, [deployments, sets, pods], (key) => {
    const deployment = deployments.get(key);
    if (deployment === undefined) return;
    const owned = claim(api, 'replicasets', deployment, sets.list(splitKey(key).namespace));
    if (deployment.metadata.deletionTimestamp !== undefined) {
      writeStatus(deployment, owned, newSetOf(deployment, owned), undefined);
      return;
    }
    const paused = sayPaused(deployment);
    if (deployment.spec.paused === true || wasResized(deployment, owned)) {
      const current = newSetOf(deployment, owned);
      for (const step of proportionalPlan(deployment, current, owned)) scale(deployment, step.set, step.replicas);
      writeStatus(deployment, owned, current, paused ? undefined : 'found');
      return;
    }
    if (deployment.spec.strategy?.type === 'Recreate' && !areOldGone(deployment, owned)) {
      writeStatus(deployment, owned, newSetOf(deployment, owned), undefined);
      return;
    }
    const { set: current, made } = ensureNewSet(deployment, owned);
    const all = made
      ? [...owned, current]
      : owned.map((set) => (set.metadata.uid === current.metadata.uid ? current : set));
    if (deployment.spec.strategy?.type === 'Recreate') {
      scale(deployment, current, deployment.spec.replicas ?? 1);
    } else {
      const old = all.filter((set) => set.metadata.uid !== current.metadata.uid);
      for (const step of rollingPlan(deployment, current, old)) scale(deployment, step.set, step.replicas);
    }
    prune(deployment, all, current);
    writeStatus(deployment, all, current, made ? 'made' : 'found');
  });

  const newSetOf = (deployment: Deployment, owned: ReplicaSet[]) =>
    owned
      .filter((set) => sameTemplate(set, deployment))
      .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1))[0];

  /** Whether the last pod of the last template has ended; scales its sets to nothing. */
  const areOldGone = (deployment: Deployment, owned: ReplicaSet[]): boolean => {
    const old = owned.filter((set) => !sameTemplate(set, deployment));
    for (const set of old) scale(deployment, set, 0);
    const isOld = new Set(old.map((set) => set.metadata.uid));
    return (
      old.every((set) => (set.spec.replicas ?? 0) === 0) &&
      !pods
        .list(deployment.metadata.namespace)
        .some((pod) => !isFinished(pod) && isOld.has(controllerOf(pod)?.uid ?? ''))
    );
  };

  /** Says in its status that a deployment was paused or resumed. */
  const sayPaused = (deployment: Deployment): boolean => {
    const paused = deployment.spec.paused === true;
    const conditions = pausedConditions(deployment.status, paused, context.now());
    if (conditions !== undefined)
      api.updateStatus('deployments', { ...deployment, status: { ...deployment.status, conditions } });
    return paused;
  };

  /** Whether it was scaled since its sets were: they say what it wanted then. */
  const wasResized = (deployment: Deployment, owned: ReplicaSet[]): boolean =>
    owned.some((set) => {
      const told = set.metadata.annotations?.[DESIRED_REPLICAS];
      return (set.spec.replicas ?? 0) > 0 && told !== undefined && Number(told) !== (deployment.spec.replicas ?? 1);
    });

  const ensureNewSet = (deployment: Deployment, owned: ReplicaSet[]): { set: ReplicaSet; made: boolean } => {
    const newest = owned.reduce((most, set) => Math.max(most, revisionOf(set)), 0);
    const known = newSetOf(deployment, owned);
    const others = owned.filter((set) => set !== known).reduce((most, set) => Math.max(most, revisionOf(set)), 0);
    const revision = String(known === undefined ? newest + 1 : Math.max(revisionOf(known), others + 1));
    const desired = deployment.spec.replicas ?? 1;
    const passed = Object.fromEntries(
      Object.entries(deployment.metadata.annotations ?? {}).filter(([name]) => !OWN_ANNOTATIONS.has(name)),
    );
    const annotations = { ...passed, [REVISION]: revision };
    writeRevision(deployment, revision);
    if (known !== undefined) {
      const metadata = { ...known.metadata, annotations: { ...known.metadata.annotations, ...annotations } };
      const { minReadySeconds = 0 } = deployment.spec;
      const spec = {
        ...known.spec,
        ...((known.spec.minReadySeconds ?? 0) === minReadySeconds ? {} : { minReadySeconds }),
      };
      if (sameJson(metadata, known.metadata) && sameJson(spec, known.spec)) return { set: known, made: false };
      return { set: api.update('replicasets', { ...known, metadata, spec }), made: false };
    }
    const template = deployment.spec.template;
    const hash = templateHash(template, deployment.status.collisionCount ?? 0);
    const labels = { ...template.metadata?.labels, [HASH]: hash };
    const name = `${deployment.metadata.name}-${hash}`;
    const first = deployment.spec.strategy?.type === 'Recreate' ? desired : rollingFirst(deployment, owned);
    try {
      const set = api.create('replicasets', {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name,
          ...(deployment.metadata.namespace === undefined ? {} : { namespace: deployment.metadata.namespace }),
          labels,
          annotations: { ...annotations, ...sizesOf(deployment) },
          ownerReferences: [controllerReference(deployment)],
        },
        spec: {
          replicas: first,
          ...(deployment.spec.minReadySeconds === undefined
            ? {}
            : { minReadySeconds: deployment.spec.minReadySeconds }),
          selector: {
            ...deployment.spec.selector,
            matchLabels: { ...deployment.spec.selector.matchLabels, [HASH]: hash },
          },
          template: { ...template, metadata: { ...template.metadata, labels } },
        },
      });
      events.normal(deployment, 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${first}`);
      return { set, made: true };
    } catch (error) {
      const existing = api.find('replicasets', name, deployment.metadata.namespace);
      if (isAlreadyExists(error) && existing !== undefined && !isControlledBy(existing, deployment)) {
        api.updateStatus('deployments', {
          ...deployment,
          status: { ...deployment.status, collisionCount: (deployment.status.collisionCount ?? 0) + 1 },
        });
      }
      throw error;
    }
  };

  const rollingFirst = (deployment: Deployment, owned: ReplicaSet[]): number => {
    const desired = deployment.spec.replicas ?? 1;
    const total = owned.reduce((sum, set) => sum + (set.spec.replicas ?? 0), 0);
    return Math.max(0, Math.min(desired, desired + limits(deployment).maxSurge - total));
  };

  const writeRevision = (deployment: Deployment, revision: string) => {
    if (deployment.metadata.annotations?.[REVISION] === revision) return;
    api.patch(
      'deployments',
      { name: deployment.metadata.name, namespace: deployment.metadata.namespace ?? 'default' },
      'merge',
      {
        metadata: { annotations: { [REVISION]: revision } },
      },
    );
  };

  const scale = (deployment: Deployment, set: ReplicaSet, replicas: number) => {
    const from = set.spec.replicas ?? 0;
    const annotations = { ...set.metadata.annotations, ...sizesOf(deployment) };
    if (from === replicas && sameJson(annotations, set.metadata.annotations)) return;
    api.update('replicasets', { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas } });
    if (from === replicas) return;
    const way = replicas > from ? 'up' : 'down';
    events.normal(
      deployment,
      'ScalingReplicaSet',
      `Scaled ${way} replica set ${set.metadata.name} from ${from} to ${replicas}`,
    );
  };

  /** Deletes the oldest empty sets beyond `revisionHistoryLimit`. */
  const prune = (deployment: Deployment, all: ReplicaSet[], current: ReplicaSet) => {
    const empty = all
      .filter(
        (set) =>
          set !== current &&
          set.metadata.uid !== current.metadata.uid &&
          (set.spec.replicas ?? 0) === 0 &&
          set.status.replicas === 0,
      )
      .sort((a, b) => revisionOf(a) - revisionOf(b));
    for (const set of empty.slice(0, Math.max(0, empty.length - (deployment.spec.revisionHistoryLimit ?? 10)))) {
      if (set.metadata.deletionTimestamp !== undefined) continue;
      api.delete('replicasets', { name: set.metadata.name, namespace: set.metadata.namespace ?? 'default' });
    }
  };

  const writeStatus = (
    deployment: Deployment,
    all: ReplicaSet[],
    current: ReplicaSet | undefined,
    how: 'made' | 'found' | undefined,
  ) => {
    const fresh = api.find('deployments', deployment.metadata.name, deployment.metadata.namespace);
    if (fresh === undefined || fresh.metadata.uid !== deployment.metadata.uid) return;
    const { status, lookAgainMs } = deploymentStatus({
      deployment,
      before: fresh.status,
      all,
      current,
      how,
      now: context.now(),
    });
    if (lookAgainMs !== undefined) queue.addAfter(keyOf(deployment), lookAgainMs);
    if (!sameJson(status, fresh.status)) api.updateStatus('deployments', { ...fresh, status });
  };

  deployments.onChange(({ type, object }) => {
    if (type !== 'deleted') queue.add(keyOf(object));
  });
  sets.onChange((change) => {
    for (const key of concerned(change, 'Deployment', deployments)) queue.add(key);
  });
  // Recreate waits for the last old pod to be gone.
  pods.onChange(({ type, object }) => {
    const owner = controllerOf(object);
    if (type !== 'deleted' || owner?.kind !== 'ReplicaSet') return;
    const set = sets.get(`${object.metadata.namespace}/${owner.name}`);
    const above = set === undefined ? undefined : controllerOf(set);
    if (above?.kind === 'Deployment') queue.add(`${object.metadata.namespace}/${above.name}`);
  });
};

/** What a set is told of its deployment, to scale by when that is scaled. */
const sizesOf = (deployment: Deployment) => {
  const desired = deployment.spec.replicas ?? 1;
  return { [DESIRED_REPLICAS]: String(desired), [MAX_REPLICAS]: String(desired + limits(deployment).maxSurge) };
};

const revisionOf = (set: ReplicaSet): number => Number(set.metadata.annotations?.[REVISION] ?? 0);

/** `pod-template-hash`: FNV of the template, in name letters. The letters differ from the real ones; the rule is the same. */
export const templateHash = (template: PodTemplate, collisions: number): string =>
  safeEncode(String(fnv32a(`${stableJson(template)}${collisions || ''}`)));

/** Whether a set was made of this deployment's present template. */
function sameTemplate(set: ReplicaSet, deployment: Deployment): boolean {
  const { [HASH]: _hash, ...labels } = set.spec.template?.metadata?.labels ?? {};
  const own = deployment.spec.template;
  return (
    sameJson(set.spec.template?.spec, own.spec) &&
    sameJson(labels, own.metadata?.labels ?? {}) &&
    sameJson(set.spec.template?.metadata?.annotations ?? {}, own.metadata?.annotations ?? {})
  );
}
