/** Which of the kinds Kubeplano reads an object is of: by group and kind, never by kind alone. */
import { KIND_NAMES, type KindName } from '@/lib/model/cluster';
import type { ObjectOf } from '@/lib/model/objects';
import { type Odd, transformedOrNothing } from '../kinds/definition';
import { KINDS } from '../kinds/registry';

/** A kind as an object names it, in the version nearest to its own. */
export interface KnownKind {
  name: KindName;
  /** `Pod`. */
  kind: string;
  apiVersion: string;
  /** See {@link transformedOrNothing}. */
  transform(raw: unknown, odd: Odd): ObjectOf[KindName] | undefined;
}

const groupOf = (apiVersion: string) => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');
/** Where these kinds were before `apps/v1`, in the same shape. */
const FORMER_GROUPS: ReadonlyMap<string, string> = new Map([['extensions', 'apps']]);
const presentGroup = (group: string) => FORMER_GROUPS.get(group) ?? group;
const pluralsOf = (kind: string) => [kind, `${kind}s`, `${kind}es`].map((plural) => plural.toLowerCase());

const byKind = new Map<string, KnownKind[]>();
const byResource = new Map<string, KnownKind>();

function learn<K extends KindName>(name: K) {
  for (const groupVersionResource of KINDS[name].groupVersionResources) {
    const { apiVersion, resource } = groupVersionResource;
    const kind = KINDS[name].kinds.find((one) => pluralsOf(one).includes(resource));
    if (!kind) continue;
    const transform: KnownKind['transform'] = (raw, odd) => transformedOrNothing(groupVersionResource, raw, odd);
    const known: KnownKind = { name, kind, apiVersion, transform };
    byKind.set(kind, [...(byKind.get(kind) ?? []), known]);
    const key = `${groupOf(apiVersion)}/${resource}`;
    if (!byResource.has(key)) byResource.set(key, known);
    if (!byResource.has(resource)) byResource.set(resource, known);
  }
}
for (const name of KIND_NAMES) learn(name);

/** The kind of an object that says so; undefined for kinds of other groups. Without an apiVersion the kind alone speaks. */
export function knownKind(apiVersion: string, kind: string): KnownKind | undefined {
  const versions = byKind.get(kind) ?? [];
  if (!apiVersion) return versions[0];
  const group = presentGroup(groupOf(apiVersion));
  const ofGroup = versions.filter((known) => groupOf(known.apiVersion) === group);
  return ofGroup.find((known) => known.apiVersion === apiVersion) ?? ofGroup[0];
}

/** The kind of a resource (`pods`) of a group. */
const knownResource = (group: string, resource: string): KnownKind | undefined =>
  byResource.get(`${presentGroup(group)}/${resource}`);

/** The kind that the path of an object or list on the API server names: `/api/v1/namespaces/default/pods/x`. */
export function kindOfPath(selfLink: string): KnownKind | undefined {
  const match = /^\/(?:api|apis\/([^/]+))\/[^/]+\/(?:namespaces\/[^/]+\/)?([^/]+)/.exec(selfLink);
  return match?.[2] ? knownResource(match[1] ?? '', match[2]) : undefined;
}

/** The kind that a file's name, or its folder's, speaks of: `pods.json`, `core_v1_pods.json`, `pods/kube-system.json`. */
export function kindOfFile(file: string): KnownKind | undefined {
  const [name = '', folder = ''] = file.split('/').toReversed();
  const stem = name.replace(/(\.(json|yaml|yml|txt|gz|dump))+$/i, '').toLowerCase();
  const [, group, resource] = /^(.+)_v\d[^_]*_([a-z]+)$/.exec(stem) ?? [];
  if (group && resource) return knownResource(group === 'core' ? '' : group, resource);
  return byResource.get(stem) ?? byResource.get(folder.toLowerCase());
}
