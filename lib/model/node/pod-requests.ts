/**
 * What a pod asks of its node, as the scheduler counts it: containers and sidecars together, or the largest init
 * container with the sidecars started before it, whichever is more; plus the overhead of its runtime class.
 * Source: https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
import type { Container, PodObject } from '../objects';
import { bytes, millicores } from '../quantity';

export interface Requests {
  /** Millicores. */
  cpu: number;
  /** Bytes. */
  memory: number;
}

function asked(container: Container): Requests {
  const { cpu, memory } = container.resources?.requests ?? {};
  // An absent request defaults to the limit.
  const limits = container.resources?.limits ?? {};
  return { cpu: millicores(cpu ?? limits.cpu), memory: bytes(memory ?? limits.memory) };
}

const sum = (a: Requests, b: Requests): Requests => ({ cpu: a.cpu + b.cpu, memory: a.memory + b.memory });
const larger = (a: Requests, b: Requests): Requests => ({
  cpu: Math.max(a.cpu, b.cpu),
  memory: Math.max(a.memory, b.memory),
});

/** The effective requests of a pod. */
export function podRequests(pod: PodObject): Requests {
  let sidecars: Requests = { cpu: 0, memory: 0 };
  let initPeak: Requests = { cpu: 0, memory: 0 };
  for (const container of pod.spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      sidecars = sum(sidecars, asked(container));
      initPeak = larger(initPeak, sidecars);
    } else initPeak = larger(initPeak, sum(sidecars, asked(container)));
  }
  const running = (pod.spec.containers ?? []).map(asked).reduce(sum, sidecars);
  const { cpu, memory } = pod.spec.overhead ?? {};
  return sum(larger(running, initPeak), { cpu: millicores(cpu), memory: bytes(memory) });
}

/** True when a pod still counts against its node: bound and not finished. */
export function occupiesNode(pod: PodObject): boolean {
  return Boolean(pod.spec.nodeName) && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed';
}
