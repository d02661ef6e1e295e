import type { ApiClient } from '../../api/client.ts';
import { type Mount, normal } from '../../images/files.ts';
import { heldAt } from '../../labels.ts';
import type { Disk } from '../machine/disk.ts';
import type { Container, PodSpec } from '../types.ts';
import { dataOf, expand, fieldOf, type PodFacts, resourceOf } from './environment.ts';

type Volume = NonNullable<PodSpec['volumes']>[number];
type Projection = Pick<
  NonNullable<NonNullable<Volume['projected']>['sources']>[number],
  'configMap' | 'secret' | 'downwardAPI'
>;

/** Why a volume cannot be mounted, in the kubelet's words; undefined when all can. What is found is written to the disk. */
export function setUpVolumes(api: ApiClient, disk: Disk, namespace: string, facts: PodFacts): string | undefined {
  for (const volume of facts.pod.spec?.volumes ?? []) {
    const { persistentVolumeClaim, name } = volume;
    if (persistentVolumeClaim !== undefined)
      return `persistentvolumeclaim "${persistentVolumeClaim.claimName}" not found`;
    const projections = projectionsOf(volume);
    if (projections === undefined) continue;
    const files = new Map<string, string>();
    for (const one of projections) {
      const failure = project(api, namespace, one, facts, files);
      if (failure !== undefined) return `MountVolume.SetUp failed for volume "${name}" : ${failure}`;
    }
    disk.volume(facts.uid, name).fill(files);
  }
  return undefined;
}

/** Where the volumes of a container are seen; what is seen of part of a ConfigMap stays as it is now. */
export function mountsOf(disk: Disk, facts: PodFacts, container: Container, env: ReadonlyMap<string, string>): Mount[] {
  return (container.volumeMounts ?? []).map(({ name, mountPath, subPath, subPathExpr, readOnly = false }) => {
    const volume = facts.pod.spec?.volumes?.find((one) => one.name === name);
    const fixed = volume === undefined || projectionsOf(volume) !== undefined;
    const part = normal(subPath ?? expand(subPathExpr ?? '', [env]));
    const own = volume?.hostPath === undefined ? disk.volume(facts.uid, name) : disk.root;
    const root = [normal(volume?.hostPath?.path ?? ''), part].filter(Boolean).join('/');
    // A directory that is asked for is made; files of a ConfigMap are no longer kept up to date.
    if (!fixed && own.read(root) === undefined) own.makeDirectories(root);
    return { path: mountPath, tree: fixed && part !== '' ? own.copy() : own, root, readOnly: readOnly || fixed };
  });
}

/** What a volume is filled from; undefined when it is a directory that pods write to. */
function projectionsOf(volume: Volume): Projection[] | undefined {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap !== undefined) return [{ configMap }];
  if (secret !== undefined) {
    const { secretName, ...rest } = secret;
    return [{ secret: { ...rest, ...(secretName === undefined ? {} : { name: secretName }) } }];
  }
  if (downwardAPI !== undefined) return [{ downwardAPI }];
  return projected === undefined ? undefined : (projected.sources ?? []);
}

function project(
  api: ApiClient,
  namespace: string,
  { configMap, secret, downwardAPI }: Projection,
  facts: PodFacts,
  files: Map<string, string>,
): string | undefined {
  for (const { path, fieldRef, resourceFieldRef } of downwardAPI?.items ?? []) {
    if (fieldRef !== undefined) files.set(normal(path), fieldOf(fieldRef.fieldPath, facts));
    else if (resourceFieldRef !== undefined) files.set(normal(path), resourceOf(resourceFieldRef, undefined, facts));
  }
  for (const [kind, source] of [
    ['configmap', configMap],
    ['secret', secret],
  ] as const) {
    if (source?.name === undefined) continue;
    const data = dataOf(api, kind, source.name, namespace);
    if (data === undefined) {
      if (source.optional === true) continue;
      return `${kind} "${source.name}" not found`;
    }
    const items = source.items ?? Object.keys(data).map((key) => ({ key, path: key }));
    for (const { key, path } of items) {
      const text = heldAt(data, key);
      if (text !== undefined) files.set(normal(path), text);
      else if (source.optional !== true)
        return `references non-existent ${kind === 'secret' ? 'secret' : 'config'} key: ${key}`;
    }
  }
  return undefined;
}

/** Whether what a pod mounts may change while it runs. */
export const isKeptUpToDate = (spec: PodSpec): boolean =>
  (spec.volumes ?? []).some(
    (volume) => projectionsOf(volume) !== undefined && !volume.name.startsWith('kube-api-access-'),
  );
