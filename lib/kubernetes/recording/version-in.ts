import type { ServerVersion } from '../cluster-reader';

/** Where a version stands: `/version` itself, `kubectl version -o json`, the `cluster_version.json` of a support bundle. */
const PLACES = ['serverVersion', 'info'];

/** The version of the API server, where a document tells it. */
export function versionIn(value: unknown): ServerVersion | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const place = PLACES.find((name) => Object.hasOwn(value, name));
  const answer: unknown = place ? Reflect.get(value, place) : value;
  if (typeof answer !== 'object' || answer === null || !('gitVersion' in answer)) return undefined;
  if (typeof answer.gitVersion !== 'string') return undefined;
  const platform = 'platform' in answer && typeof answer.platform === 'string' ? { platform: answer.platform } : {};
  return { gitVersion: answer.gitVersion, ...platform };
}
