import { withCondition } from '../conditions.ts';
import { isFinished } from '../pods.ts';
import { tolerates } from '../taints.ts';
import { keyOf, type Pod, sameJson, splitKey, type Taint, time } from '../types.ts';
import { type Controller, eventsOf, queueOn } from './controller.ts';

/** Deletes pods from nodes whose NoExecute taints they do not (or no longer) tolerate. */
export const taintEvictionController: Controller = (context) => {
  const { api, informers } = context;
  const events = eventsOf(context, 'taint-eviction-controller');
  const nodes = informers.of('nodes');
  const pods = informers.of('pods');
  /** Pods that wait for the end of their toleration: when. */
  const waiting = new Map<string, number>();

  const queue = queueOn(context, [nodes, pods], (key) => {
    const pod = pods.get(key);
    const node = pod?.spec.nodeName === undefined ? undefined : nodes.get(pod.spec.nodeName);
    if (pod === undefined || node === undefined || isFinished(pod) || pod.metadata.deletionTimestamp !== undefined) {
      waiting.delete(key);
      return;
    }
    const taints = (node.spec.taints ?? []).filter((one) => one.effect === 'NoExecute');
    const until = evictAt(pod, taints, context.now());
    if (until === undefined) {
      if (waiting.delete(key)) events.normal(pod, 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`);
    } else if (until <= context.now()) {
      waiting.delete(key);
      remove(pod);
    } else if (waiting.get(key) !== until) {
      waiting.set(key, until);
      queue.addAfter(key, until - context.now());
    }
  });

  const remove = (pod: Pod) => {
    const { namespace, name } = splitKey(keyOf(pod));
    events.normal(pod, 'TaintManagerEviction', `Marking for deletion Pod ${namespace}/${name}`);
    const conditions = withCondition(
      pod.status.conditions,
      {
        type: 'DisruptionTarget',
        status: 'True',
        reason: 'DeletionByTaintManager',
        message: 'Taint manager: deleting due to NoExecute taint',
      },
      time(context.now()),
    );
    api.updateStatus('pods', { ...pod, status: { ...pod.status, conditions } });
    api.delete('pods', { name, namespace }, { preconditions: { uid: pod.metadata.uid } });
  };

  nodes.onChange(({ object, before }) => {
    if (sameJson(before?.spec.taints, object.spec.taints)) return;
    for (const pod of pods.list()) if (pod.spec.nodeName === object.metadata.name) queue.add(keyOf(pod));
  });
  pods.onChange(({ type, object, before }) => {
    if (type === 'deleted') waiting.delete(keyOf(object));
    else if (before?.spec.nodeName !== object.spec.nodeName || before?.metadata.uid !== object.metadata.uid)
      queue.add(keyOf(object));
  });
};

/** When a pod has to leave: undefined for never, now for taints it does not tolerate at all. */
function evictAt(pod: Pod, taints: Taint[], now: number): number | undefined {
  let at: number | undefined;
  for (const taint of taints) {
    const fitting = (pod.spec.tolerations ?? []).filter((one) => tolerates(one, taint));
    if (fitting.length === 0) return now;
    const limited = fitting.filter((one) => one.tolerationSeconds !== undefined);
    if (limited.length < fitting.length) continue;
    const seconds = Math.min(...limited.map((one) => Math.max(0, one.tolerationSeconds ?? 0)));
    const end = (taint.timeAdded === undefined ? now : Date.parse(taint.timeAdded)) + seconds * 1000;
    at = at === undefined ? end : Math.min(at, end);
  }
  return at;
}
