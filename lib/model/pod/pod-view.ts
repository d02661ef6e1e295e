/** A pod as the diagram shows it. */
import type { PodView } from '../cluster';
import { classifyPod } from '../components/classify-pod';
import type { EventObject, PodObject, WorkloadObject } from '../objects';
import { containerViews } from './containers';
import { podHealth } from './pod-health';
import { podMessage } from './pod-message';
import { ownerOf, workloadOf } from './pod-owner';
import { type PrintRules, printPod } from './print-pod';
import { isStaticPod } from './static-pod';

/** Builds the view; `controller` is its ReplicaSet or Job, `warning` the newest warning event about it. */
export function podView(
  pod: PodObject,
  controller: WorkloadObject | undefined,
  warning: EventObject | undefined,
  rules: PrintRules,
): PodView {
  const { metadata, spec, status } = pod;
  const printed = printPod(pod, rules);
  const health = podHealth(pod, printed.status);
  const owner = ownerOf(pod);
  const workload = workloadOf(pod, controller);
  const message = health === 'ok' || health === 'done' ? undefined : podMessage(pod, warning);
  const component = classifyPod(pod);
  const ip = status?.podIP ?? status?.podIPs?.[0]?.ip;
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    ...(metadata.uid ? { uid: metadata.uid } : {}),
    ...printed,
    health,
    ...(spec.nodeName ? { node: spec.nodeName } : {}),
    ...(ip ? { ip } : {}),
    static: isStaticPod(pod),
    ...(metadata.creationTimestamp ? { createdAt: metadata.creationTimestamp } : {}),
    ...(metadata.deletionTimestamp ? { deletionAt: metadata.deletionTimestamp } : {}),
    ...(owner ? { owner } : {}),
    ...(workload ? { workload } : {}),
    containers: containerViews(pod),
    ...(message ? { message } : {}),
    ...(component ? { component } : {}),
    ...(spec.runtimeClassName ? { runtimeClass: spec.runtimeClassName } : {}),
    ...(spec.hostNetwork ? { hostNetwork: true } : {}),
    ...(status?.qosClass ? { qos: status.qosClass } : {}),
    ...(spec.priority === undefined ? {} : { priority: spec.priority }),
  };
}
