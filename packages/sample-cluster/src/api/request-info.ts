/** What a path names, served or not: leave is asked before anybody looks whether there is such a thing. */
import { ApiError } from './errors.ts';

/**
 * A path of objects taken apart as an API server does before authorization
 * (`k8s.io/apiserver/pkg/endpoints/request`, RequestInfo).
 */
export interface RequestInfo {
  /** Empty for the core group. */
  group: string;
  version: string;
  /** Also of a namespace itself, which is asked for in that namespace. */
  namespace?: string;
  resource: string;
  name?: string;
  subresource?: string;
  /** Of the old paths that begin with a verb, `/api/v1/watch/pods`; they are served no more. */
  verb?: string;
  /** Something follows that no path of a resource has. */
  more: boolean;
}

const OLD_VERBS = ['watch', 'proxy'];
const OF_NAMESPACES = ['status', 'finalize'];

/** Takes `/apis/apps/v1/namespaces/a/deployments/web/scale` apart; undefined for a path that is of no object. Throws ApiError 400. */
export function requestInfoOf(path: string): RequestInfo | undefined {
  const parts = decoded(path.replace(/^\/|\/$/g, ''));
  const core = parts[0] === 'api';
  if ((!core && parts[0] !== 'apis') || parts.length < (core ? 3 : 4)) return undefined;
  const [group = '', version = ''] = core ? ['', parts[1]] : parts.slice(1, 3);
  if (!core && group === '') return undefined;
  const rest = parts.slice(core ? 2 : 3);
  const verb = OLD_VERBS.includes(rest[0] ?? '') ? rest.shift() : undefined;
  const namespace = rest[0] === 'namespaces' ? rest[1] : undefined;
  if (namespace !== undefined && rest.length > 2 && !OF_NAMESPACES.includes(rest[2] ?? '')) rest.splice(0, 2);
  const [resource = '', name, subresource] = rest;
  return {
    group,
    version,
    ...(namespace ? { namespace } : {}),
    resource,
    ...(name ? { name } : {}),
    ...(subresource ? { subresource } : {}),
    ...(verb ? { verb } : {}),
    more: rest.length > 3,
  };
}

function decoded(path: string): string[] {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    throw new ApiError(400, 'BadRequest', 'invalid URL escape');
  }
}
