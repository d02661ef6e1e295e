/** Pods as instances of a component, and what they say together. */
import type { ComponentInstance, Evidence, Health } from '../cluster';
import { keyOf } from '../cluster';
import { staticProof } from '../pod/static-pod';
import { imageTag } from '../version';
import { componentSign } from './classify-pod';
import type { PodEntry } from './context';

const WORST_FIRST: readonly Health[] = ['failing', 'not-ready', 'unknown', 'stopping', 'starting', 'ok', 'done'];

/** The worst of several states; unknown when there are none. */
export function worst(states: readonly Health[]): Health {
  return WORST_FIRST.find((one) => states.includes(one)) ?? 'unknown';
}

/** The image that carries the component's version: its own container's, else the first's. */
function imageOf({ object }: PodEntry, container: string | undefined): string | undefined {
  const containers = object.spec.containers ?? [];
  return (containers.find((one) => one.name === container) ?? containers[0])?.image;
}

/** One pod as an instance; `container` names the container that is the component. */
export function podInstance(entry: PodEntry, container?: string): ComponentInstance {
  const { view } = entry;
  const image = imageOf(entry, container);
  const version = imageTag(image);
  const startedAt = (view.containers.find((one) => one.name === container) ?? view.containers[0])?.startedAt;
  return {
    name: view.name,
    namespace: view.namespace,
    ...(view.node ? { node: view.node } : {}),
    status: view.status,
    ...(version ? { version } : {}),
    health: view.health,
    pod: keyOf.pods(view),
    ready: view.ready,
    restarts: view.restarts,
    ...(startedAt ? { startedAt } : {}),
    ...(image ? { image } : {}),
    ...(view.static ? { static: true } : {}),
  };
}

/** The label (or the image) that names the component, and the annotation that says a pod came from a file. */
export function podProofs(entries: readonly PodEntry[]): Evidence[] {
  const proofs: Evidence[] = [];
  for (const { object } of entries.slice(0, 3)) {
    const sign = componentSign(object);
    if (sign) proofs.push(sign.evidence);
  }
  const first = entries[0];
  const fromFile = first && staticProof(first.object);
  return fromFile ? [...proofs, fromFile] : proofs;
}

/** The one version all instances share; several are joined. */
export function versionOf(instances: readonly ComponentInstance[]): { version?: string } {
  const versions = [...new Set(instances.map((one) => one.version ?? '').filter(Boolean))].toSorted();
  return versions.length > 0 ? { version: versions.join(', ') } : {};
}
