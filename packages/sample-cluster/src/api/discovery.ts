/** Discovery: which groups, versions and resources there are, in the old form and the aggregated one. */
import type { Fields } from './json.ts';
import { apiVersionOf, RESOURCES, type ResourceInfo, type Subresource } from './resources.ts';

const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const STATUS_VERBS = ['get', 'patch', 'update'];

interface Entry {
  name: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
  singularName: string;
  shortNames?: string[];
  categories?: string[];
  /** Of what a subresource answers, when it is another group's. */
  response?: { group: string; version: string };
}

const SUBRESOURCES: Record<
  Exclude<Subresource, 'status'>,
  (info: ResourceInfo) => Pick<Entry, 'kind' | 'verbs' | 'response'>
> = {
  scale: () => ({ kind: 'Scale', verbs: STATUS_VERBS, response: { group: 'autoscaling', version: 'v1' } }),
  log: () => ({ kind: 'Pod', verbs: ['get'] }),
  binding: () => ({ kind: 'Binding', verbs: ['create'] }),
  eviction: () => ({ kind: 'Eviction', verbs: ['create'], response: { group: 'policy', version: 'v1' } }),
  finalize: () => ({ kind: 'Namespace', verbs: ['update'] }),
};

function entriesOf(info: ResourceInfo): Entry[] {
  const main: Entry = {
    name: info.resource,
    kind: info.kind,
    namespaced: info.namespaced,
    verbs: info.resource === 'namespaces' ? ALL_VERBS.filter((verb) => verb !== 'deletecollection') : ALL_VERBS,
    singularName: info.singular,
    ...(info.shortNames ? { shortNames: info.shortNames } : {}),
    ...(info.categories ? { categories: info.categories } : {}),
  };
  const below = (info.subresources ?? []).map((subresource): Entry => {
    const about = subresource === 'status' ? { kind: info.kind, verbs: STATUS_VERBS } : SUBRESOURCES[subresource](info);
    return { name: `${info.resource}/${subresource}`, singularName: '', namespaced: info.namespaced, ...about };
  });
  return [main, ...below];
}

const review = (resource: string, kind: string): Entry => ({
  name: resource,
  kind,
  namespaced: false,
  verbs: ['create'],
  singularName: resource.slice(0, -1),
});

/** Every group and version with its entries, in the order a real server announces them. */
function catalogue(): { group: string; version: string; entries: Entry[] }[] {
  const groups = new Map<string, { group: string; version: string; entries: Entry[] }>();
  const into = (group: string, version: string) => {
    const key = `${group}/${version}`;
    const found = groups.get(key) ?? { group, version, entries: [] };
    groups.set(key, found);
    return found.entries;
  };
  for (const group of ['', 'apps', 'events.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io', 'batch'])
    into(group, 'v1');
  for (const info of RESOURCES) into(info.group, info.version).push(...entriesOf(info));
  const events = RESOURCES.filter((info) => info.resource === 'events');
  for (const info of events) into('events.k8s.io', 'v1').push(...entriesOf(info));
  into('authentication.k8s.io', 'v1').push(review('selfsubjectreviews', 'SelfSubjectReview'));
  into('authorization.k8s.io', 'v1').push(
    review('selfsubjectaccessreviews', 'SelfSubjectAccessReview'),
    review('selfsubjectrulesreviews', 'SelfSubjectRulesReview'),
  );
  return [...groups.values()].map((one) => ({
    ...one,
    entries: one.entries.sort((a, b) => (a.name < b.name ? -1 : 1)),
  }));
}

const CATALOGUE = catalogue();
const gv = apiVersionOf;

/** `GET /api`. */
export const apiVersions = (address: string): Fields => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
});

const groupOf = (group: string, version: string): Fields => {
  const one = { groupVersion: `${group}/${version}`, version };
  return { name: group, versions: [one], preferredVersion: one };
};

/** `GET /apis`. */
export const apiGroupList = (): Fields => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: CATALOGUE.filter(({ group }) => group).map(({ group, version }) => groupOf(group, version)),
});

/** `GET /apis/apps`; undefined for a group that is not served. */
export function apiGroup(group: string): Fields | undefined {
  const found = CATALOGUE.find((one) => one.group === group && group);
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(found.group, found.version) };
}

/** `GET /apis/apps/v1`, `GET /api/v1`; undefined for one that is not served. */
export function apiResourceList(group: string, version: string): Fields | undefined {
  const found = CATALOGUE.find((one) => one.group === group && one.version === version);
  if (!found) return undefined;
  return {
    kind: 'APIResourceList',
    ...(group ? { apiVersion: 'v1' } : {}),
    groupVersion: gv(found),
    resources: found.entries.map(({ response, ...entry }) => ({
      name: entry.name,
      singularName: entry.singularName,
      namespaced: entry.namespaced,
      ...(response ? { group: response.group, version: response.version } : {}),
      kind: entry.kind,
      verbs: entry.verbs,
      ...(entry.shortNames ? { shortNames: entry.shortNames } : {}),
      ...(entry.categories ? { categories: entry.categories } : {}),
    })),
  };
}

const responseKind = ({ response, kind }: Entry) => ({
  group: response?.group ?? '',
  version: response?.version ?? '',
  kind,
});

function aggregatedResource(entry: Entry, all: readonly Entry[]): Fields {
  const below = all.filter(({ name }) => name.startsWith(`${entry.name}/`));
  return {
    resource: entry.name,
    responseKind: responseKind(entry),
    scope: entry.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: entry.singularName,
    verbs: entry.verbs,
    ...(entry.shortNames ? { shortNames: entry.shortNames } : {}),
    ...(entry.categories ? { categories: entry.categories } : {}),
    ...(below.length > 0
      ? {
          subresources: below.map((one) => ({
            subresource: one.name.slice(entry.name.length + 1),
            responseKind: responseKind(one),
            verbs: one.verbs,
          })),
        }
      : {}),
  };
}

/** Aggregated discovery of `/api` (core) or `/apis` (the rest), `apidiscovery.k8s.io` v2 or v2beta1. */
export function aggregated(core: boolean, version: 'v2' | 'v2beta1'): Fields {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: CATALOGUE.filter(({ group }) => (group === '') === core).map((one) => ({
      metadata: one.group ? { name: one.group } : {},
      versions: [
        {
          version: one.version,
          resources: one.entries
            .filter(({ name }) => !name.includes('/'))
            .map((entry) => aggregatedResource(entry, one.entries)),
          freshness: 'Current',
        },
      ],
    })),
  };
}

/** The aggregated version an `Accept` header asks for before plain JSON, if any. */
export function aggregatedVersion(accept: string | undefined): 'v2' | 'v2beta1' | undefined {
  for (const offer of (accept ?? '').split(',')) {
    if (!offer.includes('as=APIGroupDiscoveryList')) {
      if (offer.trim() === 'application/json') return undefined;
      continue;
    }
    if (offer.includes('v=v2beta1')) return 'v2beta1';
    if (offer.includes('v=v2')) return 'v2';
  }
  return undefined;
}

/** Every path served, for `GET /`. */
export const servedPaths = (): string[] =>
  [
    '/api',
    '/api/v1',
    '/apis',
    ...CATALOGUE.filter(({ group }) => group).flatMap(({ group, version }) => [
      `/apis/${group}`,
      `/apis/${group}/${version}`,
    ]),
    '/healthz',
    '/livez',
    '/openapi/v3',
    '/readyz',
    '/version',
  ].sort();

/** Group and version pairs, as OpenAPI v3 names its documents: `api/v1`, `apis/apps/v1`. */
export const groupVersions = (): { group: string; version: string; path: string }[] =>
  CATALOGUE.map(({ group, version }) => ({
    group,
    version,
    path: group ? `apis/${group}/${version}` : `api/${version}`,
  }));
