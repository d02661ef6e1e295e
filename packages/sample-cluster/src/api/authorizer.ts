/** Who may do what: the rules of RBAC (verbs × groups × resources, in a namespace or everywhere), and its refusals. */
import { ApiError } from './errors.ts';
import type { Fields } from './json.ts';
import type { RequestInfo } from './request-info.ts';

/** What a Role or a ClusterRole grants; `*` is anything. Subresources are resources of their own: `pods/log`. */
export interface Rule {
  verbs: readonly string[];
  apiGroups: readonly string[];
  resources: readonly string[];
  /** Only there, as a RoleBinding grants it; everywhere when absent. */
  namespace?: string;
}

export interface User {
  username: string;
  groups: string[];
  rules: readonly Rule[];
}

/** An act on objects, in the terms rules are written in. */
export interface Attributes {
  verb: string;
  group: string;
  /** With its subresource: `pods/log`. */
  resource: string;
  namespace?: string | undefined;
  name?: string | undefined;
}

const has = (list: readonly string[], word: string) => list.includes('*') || list.includes(word);

/** True when one of the user's rules grants it. */
export const mayDo = ({ rules }: User, { verb, group, resource, namespace }: Attributes): boolean =>
  rules.some(
    (rule) =>
      has(rule.verbs, verb) &&
      has(rule.apiGroups, group) &&
      has(rule.resources, resource) &&
      (rule.namespace === undefined || rule.namespace === namespace),
  );

/** What everybody who is known may read, as `system:discovery` and `system:public-info-viewer` grant it. */
const EVERYBODY = ['/api', '/apis', '/healthz', '/livez', '/openapi', '/readyz', '/version'];
const isAdministrator = ({ rules }: User) =>
  rules.some(({ verbs, resources }) => [verbs, resources].every((list) => list.includes('*')));

/** True when the user may do this to a path that is no object. */
export const mayVisit = (user: User, verb: string, path: string): boolean =>
  isAdministrator(user) ||
  (verb === 'get' && EVERYBODY.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)));

/** Rules as a `SelfSubjectRulesReview` lists them for one namespace. */
export function rulesIn(user: User, namespace: string): Fields {
  const own = user.rules.filter((rule) => rule.namespace === undefined || rule.namespace === namespace);
  return {
    resourceRules: [
      ...own.map(({ verbs, apiGroups, resources }) => ({ verbs, apiGroups, resources })),
      ...(isAdministrator(user) ? [] : SELF),
    ],
    nonResourceRules: isAdministrator(user)
      ? [{ verbs: ['*'], nonResourceURLs: ['*'] }]
      : [{ verbs: ['get'], nonResourceURLs: EVERYBODY.flatMap((path) => [path, `${path}/*`]) }],
    incomplete: false,
  };
}

const SELF: readonly Rule[] = [
  { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  },
];

/** What a request to an object asks leave for, be there such a thing or not. */
export function attributesOf(asked: RequestInfo, method: string, query: URLSearchParams): Attributes {
  const { group, resource, subresource, namespace, name } = asked;
  return {
    verb: asked.verb ?? verbOf(method, name, query),
    group,
    resource: subresource ? `${resource}/${subresource}` : resource,
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
  };
}

function verbOf(method: string, name: string | undefined, query: URLSearchParams): string {
  const watch = query.get('watch');
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name ? 'delete' : 'deletecollection';
    case 'GET':
    case 'HEAD':
      if (watch !== null && watch !== '0' && watch !== 'false') return 'watch';
      return name ? 'get' : 'list';
    default:
      return '';
  }
}

/** Throws the 403 of a real API server when the user may not. */
export function authorize(user: User, attributes: Attributes): void {
  if (mayDo(user, attributes)) return;
  const { verb, group, resource, namespace, name } = attributes;
  const kind = resource.split('/')[0] ?? resource;
  const what = `${group ? `${kind}.${group}` : kind}${name ? ` ${JSON.stringify(name)}` : ''}`;
  const where = namespace ? `in the namespace ${JSON.stringify(namespace)}` : 'at the cluster scope';
  throw new ApiError(
    403,
    'Forbidden',
    `${what} is forbidden: User ${JSON.stringify(user.username)} cannot ${verb} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(group)} ${where}`,
    { ...(name ? { name } : {}), ...(group ? { group } : {}), kind },
  );
}

/** Throws the 403 for a path that is no object. */
export function authorizePath(user: User, method: string, path: string): void {
  const verb = method.toLowerCase();
  if (mayVisit(user, verb, path)) return;
  throw new ApiError(
    403,
    'Forbidden',
    `forbidden: User ${JSON.stringify(user.username)} cannot ${verb} path ${JSON.stringify(path)}`,
    {},
  );
}
