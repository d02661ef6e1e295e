import type { KindName, LeftOutReason } from '@/lib/model/cluster';
import { leasesOfFile } from '@/lib/model/node/lease-time';
import type { LeaseObject, ObjectOf } from '@/lib/model/objects';
import type { Json } from '../object-view';
import type { Bounds } from './bounds';
import type { KnownKind } from './known-kinds';
import type { Found } from './objects-in';
import { soundObject } from './soundness';

/** Key of an object among the raw ones. */
export const rawKey = (kind: KindName, namespace: string | undefined, name: string): string =>
  `${kind} ${namespace ? `${namespace}/` : ''}${name}`;

/** Told why an object, or part of it, was left out. */
type LeaveOut = (code: LeftOutReason['code'], values?: LeftOutReason['values']) => void;

/** The objects of a recording as they come to light, each once: the last one of a name is kept. */
export interface Gathering {
  /** There was a list of this kind, if only of nothing. */
  list(known: KnownKind): void;
  /** True when the object is of a kind that is read, whether or not it could be. */
  take(found: Found, leaveOut: LeaveOut): boolean;
  /** What was taken since the last time is one file. */
  endOfFile(): void;
  result(): {
    objects: { [K in KindName]?: ObjectOf[K][] };
    /** The version each kind was recorded in. */
    apiVersions: ReadonlyMap<KindName, string>;
    raw: ReadonlyMap<string, Json>;
  };
}

const nameIn = (value: unknown): string => {
  if (typeof value !== 'object' || value === null || !('metadata' in value)) return '?';
  const { metadata } = value;
  const name = typeof metadata === 'object' && metadata !== null && 'name' in metadata ? metadata.name : undefined;
  return typeof name === 'string' ? name : '?';
};

const isLease = (object: ObjectOf[KindName]): object is LeaseObject => object.kind === 'Lease';

/** Gathers objects within bounds. */
export function createGathering(bounds: Bounds): Gathering {
  /** By the kind as objects name it: Endpoints are read as slices, and give way to them. */
  const lists = new Map<string, { known: KnownKind; objects: Map<string, ObjectOf[KindName]> }>();
  const raw = new Map<string, Json>();
  let leases = new Map<string, LeaseObject>();

  function listOf(known: KnownKind) {
    const list = lists.get(known.kind) ?? { known, objects: new Map<string, ObjectOf[KindName]>() };
    lists.set(known.kind, list);
    return list;
  }

  return {
    list(known) {
      listOf(known);
    },
    take({ known, apiVersion, value }, leaveOut) {
      if (!known) return false;
      const object = `${known.kind} ${nameIn(value)}`;
      if (raw.size >= bounds.objects) {
        leaveOut('too-many-objects', { most: bounds.objects });
        return true;
      }
      const sound = typeof value === 'object' && value !== null ? soundObject(value, bounds) : undefined;
      if (sound && 'code' in sound) {
        leaveOut(sound.code, { object });
        return true;
      }
      const transformed = known.transform(value, (_, field) => leaveOut('field', { object, field }));
      if (!sound || !transformed) {
        leaveOut('no-object', { kind: known.kind });
        return true;
      }
      const list = listOf(known);
      list.known = known;
      const { namespace, name } = transformed.metadata;
      const key = rawKey(known.name, namespace, name);
      list.objects.set(key, transformed);
      if (isLease(transformed)) leases.set(key, transformed);
      raw.set(key, { ...sound.json, apiVersion, kind: known.kind });
      return true;
    },
    endOfFile() {
      for (const [key, lease] of leasesOfFile(leases)) lists.get('Lease')?.objects.set(key, lease);
      leases = new Map();
    },
    result() {
      const objects: { [K in KindName]?: ObjectOf[K][] } = {};
      const apiVersions = new Map<KindName, string>();
      const slices = lists.get('EndpointSlice')?.objects.size ?? 0;
      for (const [kind, { known, objects: found }] of lists) {
        // A cluster-info dump holds no slices; where both are, the slices say more.
        if (kind === 'Endpoints' && slices > 0) continue;
        if (kind === 'EndpointSlice' && slices === 0 && lists.has('Endpoints')) continue;
        Object.assign(objects, { [known.name]: [...found.values()] });
        if (found.size > 0) apiVersions.set(known.name, known.apiVersion);
      }
      return { objects, apiVersions, raw };
    },
  };
}
