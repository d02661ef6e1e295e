/** A recorded cluster as facts, for the tests over `../shared` (lib/testing/shared.ts). */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { KIND_NAMES, type KindName, type KindState } from '../cluster';
import type { ClusterFacts } from '../facts';
import { leasesOfFile } from '../node/lease-time';
import type { ObjectOf } from '../objects';
import { storeOf } from './empty-facts';

/** One recorded cluster as facts: kinds without a file are `unrecorded`. */
export function recordedFacts(clusters: string, folder: string): ClusterFacts {
  const lists: { [K in KindName]?: ObjectOf[K][] } = {};
  const kinds = KIND_NAMES.map((kind): KindState => {
    const file = path.join(clusters, folder, `${kind}.json`);
    if (!existsSync(file)) return { kind, state: 'unrecorded', count: 0 };
    const { items } = JSON.parse(readFileSync(file, 'utf8')) as { items: ObjectOf[typeof kind][] };
    Object.assign(lists, { [kind]: items });
    return { kind, state: 'recorded', count: items.length };
  });
  const versionFile = path.join(clusters, folder, 'version.json');
  const version = existsSync(versionFile)
    ? (JSON.parse(readFileSync(versionFile, 'utf8')) as { gitVersion: string; platform: string })
    : undefined;
  const objects = storeOf(lists);
  return {
    source: { kind: 'recording', context: folder, recordedAt: '2026-07-01T00:00:00Z' },
    connection: { state: 'recording', since: '2026-07-01T00:00:00Z' },
    ...(version ? { version: { gitVersion: version.gitVersion, platform: version.platform } } : {}),
    kinds,
    objects: { ...objects, leases: leasesOfFile(objects.leases) },
    now: '2026-07-01T00:00:00Z',
  };
}
