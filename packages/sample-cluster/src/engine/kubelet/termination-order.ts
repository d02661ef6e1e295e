import type { PodSpec } from '../types.ts';

/**
 * The containers that have to have ended before one is asked to: a sidecar goes after those it stands beside, and after
 * the sidecars that were started later.
 */
export function endsAfter(spec: PodSpec, container: string): string[] {
  const sidecars = (spec.initContainers ?? []).filter((one) => one.restartPolicy === 'Always').map(({ name }) => name);
  const at = sidecars.indexOf(container);
  return at < 0 ? [] : [...spec.containers.map(({ name }) => name), ...sidecars.slice(at + 1)];
}
