import { ApiError } from '../../api/errors.ts';
import { controllerReference } from '../owners.ts';
import { isActive, isAvailable, isReady, podOfTemplate, selectsNode } from '../pods.ts';
import { untolerated } from '../taints.ts';
import { type DaemonSet, keyOf, type Node, type Pod, type PodSpec, sameJson, type Toleration } from '../types.ts';
import { claim, concerned } from './claim.ts';
import { type Controller, eventsOf, queueOn } from './controller.ts';
import { ensureRevision, HASH } from './revision.ts';
import { resolve } from './rolling.ts';

const noSchedule = (key: string): Toleration => ({ key, operator: 'Exists', effect: 'NoSchedule' });

/** What every daemon pod tolerates (`AddOrUpdateDaemonPodTolerations`). */
export function daemonTolerations(spec: PodSpec): Toleration[] {
  return [
    ...(spec.tolerations ?? []),
    { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
    { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
    noSchedule('node.kubernetes.io/disk-pressure'),
    noSchedule('node.kubernetes.io/memory-pressure'),
    noSchedule('node.kubernetes.io/pid-pressure'),
    noSchedule('node.kubernetes.io/unschedulable'),
    ...(spec.hostNetwork === true ? [noSchedule('node.kubernetes.io/network-unavailable')] : []),
  ];
}

/** One pod of each DaemonSet on each node that can take it. */
export const daemonSetController: Controller = (context) => {
  const { api, informers } = context;
  const events = eventsOf(context, 'daemonset-controller');
  const sets = informers.of('daemonsets');
  const nodes = informers.of('nodes');
  const pods = informers.of('pods');
  const revisions = informers.of('controllerrevisions');

  const queue = queueOn(context, [sets, nodes, pods, revisions], (key) => {
    const set = sets.get(key);
    if (set === undefined || set.metadata.deletionTimestamp !== undefined) return;
    const { hash } = ensureRevision(context, set, (revision) => ({
      labels: { ...set.spec.template.metadata?.labels, [HASH]: revision.hash },
      annotations: { 'deprecated.daemonset.template.generation': String(set.metadata.generation ?? 1) },
    }));
    const mine = claim(api, 'pods', set, pods.list(set.metadata.namespace));
    const byNode = new Map<string, Pod[]>();
    for (const pod of mine) {
      const node = nodeOf(pod);
      byNode.set(node, [...(byNode.get(node) ?? []), pod]);
    }
    const wanted = nodes.list().filter((node) => shouldRun(set, node).run);
    const all = nodes.list();
    for (const node of all) manage(set, hash, node, byNode.get(node.metadata.name) ?? []);
    if (set.spec.updateStrategy?.type !== 'OnDelete') (surges(set) ? surge : roll)(set, hash, wanted, byNode);
    writeStatus(set, hash, wanted, all, byNode);
  });

  const manage = (set: DaemonSet, hash: string, node: Node, here: Pod[]) => {
    const { run, stay } = shouldRun(set, node);
    const active = here.filter((pod) => pod.metadata.deletionTimestamp === undefined);
    for (const pod of active.filter((one) => one.status.phase === 'Failed')) {
      events.warning(
        set,
        'FailedDaemonPod',
        `Found failed daemon pod ${keyOf(pod)} on node ${node.metadata.name}, will try to kill it`,
      );
      remove(set, pod);
    }
    const alive = active.filter((pod) => pod.status.phase !== 'Failed');
    if (run && alive.length === 0 && !here.some((pod) => pod.metadata.deletionTimestamp !== undefined))
      create(set, hash, node);
    // While it surges an old one and a new one stand beside each other.
    const kept = surges(set) ? [alive.find(isNew(hash)), alive.find((pod) => !isNew(hash)(pod))] : alive.slice(0, 1);
    if (run) for (const pod of alive.filter((one) => !kept.includes(one))) remove(set, pod);
    if (!stay) for (const pod of alive) remove(set, pod);
  };

  const create = (set: DaemonSet, hash: string, node: Node) => {
    const { labels, annotations, spec } = podOfTemplate(set.spec.template);
    try {
      const pod = api.create('pods', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          generateName: `${set.metadata.name}-`,
          ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
          labels: { ...labels, [HASH]: hash, 'pod-template-generation': String(set.metadata.generation ?? 1) },
          ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
          ownerReferences: [controllerReference(set)],
        },
        spec: {
          ...spec,
          affinity: {
            ...spec.affinity,
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node.metadata.name] }] },
                ],
              },
            },
          },
          tolerations: daemonTolerations(spec),
        },
      });
      events.normal(set, 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    } catch (error) {
      if (error instanceof ApiError) events.warning(set, 'FailedCreate', `Error creating: ${error.message}`);
      throw error;
    }
  };

  const remove = (set: DaemonSet, pod: Pod) => {
    api.delete(
      'pods',
      { name: pod.metadata.name, namespace: pod.metadata.namespace ?? 'default' },
      { preconditions: { uid: pod.metadata.uid } },
    );
    events.normal(set, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
  };

  const isUp = (set: DaemonSet, pod: Pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, context.now());

  /** Replaces old pods, at most `maxUnavailable` of them missing at a time. */
  const roll = (set: DaemonSet, hash: string, wanted: Node[], byNode: Map<string, Pod[]>) => {
    const most = Math.max(1, resolve(set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, wanted.length, true));
    const on = (node: Node) => (byNode.get(node.metadata.name) ?? []).filter(isActive);
    let unavailable = wanted.filter((node) => !on(node).some((pod) => isUp(set, pod))).length;
    for (const pod of wanted.flatMap(on)) {
      if (isNew(hash)(pod)) continue;
      const up = isReady(pod);
      if (up && unavailable >= most) continue;
      remove(set, pod);
      if (up) unavailable += 1;
    }
  };

  /** Puts new pods beside old ones, at most `maxSurge` at a time, and ends an old one when the new one is available. */
  const surge = (set: DaemonSet, hash: string, wanted: Node[], byNode: Map<string, Pod[]>) => {
    let left = resolve(set.spec.updateStrategy?.rollingUpdate?.maxSurge, wanted.length, true);
    const pairs = wanted.map((node) => {
      const here = (byNode.get(node.metadata.name) ?? []).filter(isActive);
      return { node, old: here.find((pod) => !isNew(hash)(pod)), next: here.find(isNew(hash)) };
    });
    for (const { old, next } of pairs) {
      if (old === undefined || next === undefined) continue;
      if (isUp(set, next)) remove(set, old);
      else left -= 1;
    }
    for (const { node, old, next } of pairs) {
      if (old === undefined || next !== undefined) continue;
      const up = isUp(set, old);
      if (up && left <= 0) continue;
      create(set, hash, node);
      if (up) left -= 1;
    }
  };

  const writeStatus = (set: DaemonSet, hash: string, wanted: Node[], all: Node[], byNode: Map<string, Pod[]>) => {
    const on = (node: Node) =>
      (byNode.get(node.metadata.name) ?? []).filter((pod) => pod.metadata.deletionTimestamp === undefined);
    const count = (test: (pod: Pod) => boolean) => wanted.filter((node) => on(node).some(test)).length;
    const available = count((pod) => isUp(set, pod));
    const status: DaemonSet['status'] = {
      currentNumberScheduled: count(() => true),
      numberMisscheduled: all.filter((node) => !wanted.includes(node) && on(node).length > 0).length,
      desiredNumberScheduled: wanted.length,
      numberReady: count(isReady),
      observedGeneration: set.metadata.generation ?? 1,
      updatedNumberScheduled: count(isNew(hash)),
      numberAvailable: available,
      ...(wanted.length > available ? { numberUnavailable: wanted.length - available } : {}),
    };
    const { minReadySeconds = 0 } = set.spec;
    if (status.numberReady !== available) queue.addAfter(keyOf(set), minReadySeconds * 1000);
    if (!sameJson(status, set.status)) api.updateStatus('daemonsets', { ...set, status });
  };

  sets.onChange(({ type, object }) => {
    if (type !== 'deleted') queue.add(keyOf(object));
  });
  nodes.onChange(({ type, object, before }) => {
    const same =
      type === 'changed' &&
      sameJson(before?.spec, object.spec) &&
      sameJson(before?.metadata.labels, object.metadata.labels);
    if (!same) for (const set of sets.list()) queue.add(keyOf(set));
  });
  pods.onChange((change) => {
    for (const key of concerned(change, 'DaemonSet', sets)) queue.add(key);
  });
};

const isNew = (hash: string) => (pod: Pod) => pod.metadata.labels?.[HASH] === hash;

const surges = ({ spec: { updateStrategy } }: DaemonSet): boolean =>
  updateStrategy?.type !== 'OnDelete' && Number.parseInt(String(updateStrategy?.rollingUpdate?.maxSurge ?? 0), 10) > 0;

/** The node a daemon pod is for, bound or not. */
function nodeOf(pod: Pod): string {
  if (pod.spec.nodeName !== undefined) return pod.spec.nodeName;
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms[0]?.matchFields?.[0]?.values?.[0] ?? '';
}

/** Whether a daemon pod should be put on a node, and whether one that is there may stay. */
function shouldRun(set: DaemonSet, node: Node): { run: boolean; stay: boolean } {
  const spec = set.spec.template.spec ?? { containers: [] };
  const tolerations = daemonTolerations(spec);
  if (!selectsNode(spec, node)) return { run: false, stay: false };
  return {
    run: untolerated(node.spec.taints, tolerations, ['NoSchedule', 'NoExecute']) === undefined,
    stay: untolerated(node.spec.taints, tolerations, ['NoExecute']) === undefined,
  };
}
