import 'server-only';
import { KIND_NAMES, type KindName, type KindState } from '@/lib/model/cluster';
import type { ObjectOf } from '@/lib/model/objects';
import type { ServerVersion } from '../cluster-reader';
import { transformedOrNothing } from '../kinds/definition';
import { KINDS } from '../kinds/registry';
import { isObject } from '../kinds/transform';
import type { Json } from '../object-view';
import { ProblemError } from '../problem-error';
import { readRecordingFiles } from './read-files';
import { newestTime } from './recorded-time';

/** A recording, read whole: it does not change. */
export interface Recording {
  objects: { [K in KindName]?: ObjectOf[K][] };
  kinds: Omit<KindState, 'count'>[];
  version?: ServerVersion;
  /** RFC 3339. */
  recordedAt: string;
  /** Files that were there and could not be used. */
  broken: { file: string; why: string }[];
  /** Raw objects by `kind namespace/name`. */
  raw: ReadonlyMap<string, Json>;
  /** Log files by `namespace/pod`. */
  logs: ReadonlyMap<string, string>;
}

/** Key of an object among the raw ones. */
export const rawKey = (kind: KindName, namespace: string | undefined, name: string): string =>
  `${kind} ${namespace ? `${namespace}/` : ''}${name}`;

const kindOf = (value: object): string => ('kind' in value && typeof value.kind === 'string' ? value.kind : '');
const apiVersionOf = (value: object): string =>
  'apiVersion' in value && typeof value.apiVersion === 'string' ? value.apiVersion : '';

interface Found {
  kind: string;
  apiVersion: string;
  value: unknown;
}

/** Objects of a document: itself, or the items of a List; those of a typed list (`PodList`) do not name their kind. */
function* objectsIn(value: unknown): Generator<Found> {
  if (typeof value !== 'object' || value === null) return;
  const kind = kindOf(value);
  const apiVersion = apiVersionOf(value);
  if ('items' in value && (Array.isArray(value.items) || value.items === null)) {
    const itemKind = kind.replace(/List$/, '');
    for (const item of value.items ?? []) {
      if (typeof item !== 'object' || item === null) continue;
      yield { kind: kindOf(item) || itemKind, apiVersion: apiVersionOf(item) || apiVersion, value: item };
    }
    return;
  }
  yield { kind, apiVersion, value };
}

/** Kinds a document is evidence of, even when its list is empty. */
const listedKind = (value: unknown): string =>
  typeof value === 'object' && value !== null ? kindOf(value).replace(/List$/, '') : '';

function versionIn(value: unknown): ServerVersion | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  // `/version` itself, or `kubectl version -o json`.
  const answer = 'serverVersion' in value ? value.serverVersion : value;
  if (typeof answer !== 'object' || answer === null || !('gitVersion' in answer)) return undefined;
  if (typeof answer.gitVersion !== 'string') return undefined;
  const platform = 'platform' in answer && typeof answer.platform === 'string' ? { platform: answer.platform } : {};
  return { gitVersion: answer.gitVersion, ...platform };
}

const KIND_BY_NAME = new Map<string, KindName>(
  KIND_NAMES.flatMap((kind) => KINDS[kind].kinds.map((name) => [name, kind])),
);

/**
 * Reads a folder of `kubectl get -o json|yaml` files or of `kubectl cluster-info dump`.
 * Throws `recording-not-found`, `recording-broken` (nothing usable, and why) and `recording-empty`.
 */
export function readRecording(directory: string): Recording {
  const files = readRecordingFiles(directory);
  const broken = [...files.broken];
  const raw = new Map<string, Json>();
  const lists = new Map<KindName, Map<string, ObjectOf[KindName]>>();
  const apiVersions = new Map<KindName, string>();
  let version: ServerVersion | undefined;
  let slices = false;

  const listOf = (kind: KindName) => {
    const list = lists.get(kind) ?? new Map<string, ObjectOf[KindName]>();
    lists.set(kind, list);
    return list;
  };
  function take<K extends KindName>(kind: K, { apiVersion, kind: name, value }: Found): boolean {
    const definition = KINDS[kind];
    // A cluster-info dump holds no slices; where both are, the slices say more.
    if (name === 'Endpoints' && slices) return true;
    const { groupVersionResources } = definition;
    const groupVersionResource =
      groupVersionResources.find(
        (entry) => entry.apiVersion === apiVersion && (name === 'Endpoints') === (entry.resource === 'endpoints'),
      ) ??
      (name === 'Endpoints' ? groupVersionResources.at(-1) : undefined) ??
      groupVersionResources[0];
    const object = transformedOrNothing(groupVersionResource, value);
    if (!object || !isObject(value)) return false;
    const { namespace } = object.metadata;
    listOf(kind).set(rawKey(kind, namespace, object.metadata.name), object);
    apiVersions.set(kind, groupVersionResource.apiVersion);
    raw.set(rawKey(kind, namespace, object.metadata.name), {
      apiVersion,
      kind: name,
      ...JSON.parse(JSON.stringify(value)),
    });
    return true;
  }

  slices = files.documents.some(({ value }) => [...objectsIn(value)].some((found) => found.kind === 'EndpointSlice'));
  for (const { file, value } of files.documents) {
    version ??= versionIn(value);
    const listed = KIND_BY_NAME.get(listedKind(value));
    if (listed) listOf(listed);
    let bad = 0;
    for (const found of objectsIn(value)) {
      const kind = KIND_BY_NAME.get(found.kind);
      if (kind && !take(kind, found)) bad += 1;
    }
    if (bad > 0) broken.push({ file, why: `${bad} objects without a name or of an unknown shape` });
  }

  const size = [...lists.values()].reduce((sum, list) => sum + list.size, 0);
  if (size === 0) {
    const [first] = broken;
    const values = { directory, ...(first ? { file: first.file } : {}) };
    throw new ProblemError(
      first ? 'recording-broken' : 'recording-empty',
      first ? `${first.file}: ${first.why}` : undefined,
      values,
    );
  }
  const all = [...lists.values()].flatMap((list) => [...list.values()]);
  const recordedAt = new Date(newestTime(all) || files.modifiedAt).toISOString();
  return {
    objects: Object.fromEntries([...lists].map(([kind, list]) => [kind, [...list.values()]])),
    kinds: KIND_NAMES.map((kind) => {
      const apiVersion = apiVersions.get(kind);
      return { kind, state: lists.has(kind) ? 'recorded' : 'unrecorded', ...(apiVersion ? { apiVersion } : {}) };
    }),
    ...(version ? { version } : {}),
    recordedAt,
    broken,
    raw,
    logs: files.logs,
  };
}
