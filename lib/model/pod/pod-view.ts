/** A pod as the diagram shows it. */
import type { PodView } from '../cluster';
import { classifyPod } from '../components/classify-pod';
import type { LastWords } from '../event-view';
import type { PodObject, WorkloadObject } from '../objects';
import { configurationOf, volumesOf } from './configuration';
import { containerViews } from './containers';
import { podHealth } from './pod-health';
import { podMessage } from './pod-message';
import { ownerOf, workloadOf } from './pod-owner';
import { type PodSurroundings, podWhy } from './pod-why';
import { type PrintRules, printPod, printRules } from './print-pod';
import { isStaticPod } from './static-pod';

/** Warnings of what is done before any container of a pod. */
const BEFORE_CONTAINERS =
  /^Failed(Mount|AttachVolume|MapVolume|CreatePodSandBox|CreatePodContainer)$|^NetworkNotReady$/;

/** Refused twice and more, and nothing since: what is tried again once is on its way by itself. */
function isHeld({ warning, isLast }: LastWords): boolean {
  const count = Math.max(warning?.count ?? 1, warning?.series?.count ?? 1);
  return isLast && count > 1 && BEFORE_CONTAINERS.test(warning?.reason ?? '');
}

const NO_WORDS: LastWords = { isLast: false };

/** Builds the view; `controller` is its ReplicaSet or Job, `words` what events say of it last. */
export function podView(
  pod: PodObject,
  controller: WorkloadObject | undefined,
  words: LastWords = NO_WORDS,
  rules: PrintRules = printRules(undefined),
  surroundings: PodSurroundings = { isNodeLost: false },
): PodView {
  const { metadata, spec, status } = pod;
  const printed = printPod(pod, rules);
  const { isNodeLost, scheduler } = surroundings;
  const told = podHealth(pod, printed.status, { isNodeLost, isHeld: isHeld(words) });
  // It waits for somebody who is not there.
  const health = told === 'starting' && scheduler && scheduler !== 'works' ? 'not-ready' : told;
  const owner = ownerOf(pod);
  const workload = workloadOf(pod, controller);
  const message = health === 'ok' || health === 'done' ? undefined : podMessage(pod, words.warning);
  const why =
    health === 'ok' || health === 'done' ? undefined : podWhy(pod, { ...surroundings, warning: words.warning });
  const component = classifyPod(pod);
  const volumes = volumesOf(pod);
  const configuration = configurationOf(pod, volumes);
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
    ...(why ? { why } : {}),
    ...(component ? { component } : {}),
    ...(spec.runtimeClassName ? { runtimeClass: spec.runtimeClassName } : {}),
    ...(spec.hostNetwork ? { hostNetwork: true } : {}),
    ...(status?.qosClass ? { qos: status.qosClass } : {}),
    ...(spec.priority === undefined ? {} : { priority: spec.priority }),
    ...(volumes.length > 0 ? { volumes } : {}),
    ...(configuration.length > 0 ? { configuration } : {}),
  };
}
