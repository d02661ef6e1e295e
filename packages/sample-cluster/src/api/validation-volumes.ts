/** Rules of the volumes of a pod. */
import type {
  V1DownwardAPIVolumeFile,
  V1KeyToPath,
  V1PodSpec,
  V1Volume,
  V1VolumeProjection,
} from '@kubernetes/client-node';
import { parseQuantity } from '../quantity.ts';
import type { Json } from './kinds.ts';
import type { FieldErrors } from './validation-errors.ts';
import { labelProblems, subdomainProblems } from './validation-names.ts';
import { descendingPath, fileMode, filePath, noWayUp } from './validation-paths.ts';
import { FIELDS_OF_FILES, fieldReference, resourceReference } from './validation-references.ts';

type Items = Json<V1KeyToPath>[] | undefined;

function validateItems(items: Items, field: string, errors: FieldErrors): void {
  for (const [index, { key, path, mode }] of (items ?? []).entries()) {
    const at = `${field}.items[${index}]`;
    if (!key) errors.required(`${at}.key`);
    filePath(errors, `${at}.path`, path);
    fileMode(errors, `${at}.mode`, mode);
  }
}

/** A file of the downward API: the path of the field is without its index in the real one too. */
function validateFile(file: Json<V1DownwardAPIVolumeFile>, field: string, errors: FieldErrors): void {
  filePath(errors, `${field}.path`, file.path);
  if (file.fieldRef) {
    fieldReference(errors, `${field}.fieldRef`, file.fieldRef, FIELDS_OF_FILES);
    if (file.resourceFieldRef)
      errors.invalid(field, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously');
  } else if (file.resourceFieldRef) resourceReference(errors, `${field}.resourceFieldRef`, file.resourceFieldRef, true);
  else errors.required(field, 'one of fieldRef and resourceFieldRef is required');
  fileMode(errors, `${field}.mode`, file.mode);
}

const SHORTEST_TOKEN_SECONDS = 600;
const LONGEST_TOKEN_SECONDS = 2 ** 32;

function validateSource(
  { secret, configMap, downwardAPI, serviceAccountToken: token, ...more }: Json<V1VolumeProjection>,
  at: string,
  field: string,
  take: (path: string, shown: string) => void,
  errors: FieldErrors,
): void {
  for (const [name, source] of [
    ['secret', secret],
    ['configMap', configMap],
  ] as const) {
    if (!source) continue;
    if (!source.name) errors.required(`${at}.${name}.name`);
    validateItems(source.items, `${at}.${name}`, errors);
    for (const { path } of source.items ?? []) take(path, source.name ?? '');
  }
  for (const file of downwardAPI?.items ?? []) {
    validateFile(file, `${at}.downwardAPI`, errors);
    take(file.path, file.path);
  }
  if (token) {
    const seconds = `${at}.serviceAccountToken.expirationSeconds`;
    const { expirationSeconds = 3_600, path } = token;
    if (expirationSeconds < SHORTEST_TOKEN_SECONDS)
      errors.invalid(seconds, expirationSeconds, 'may not specify a duration less than 10 minutes');
    if (expirationSeconds > LONGEST_TOKEN_SECONDS)
      errors.invalid(seconds, expirationSeconds, 'may not specify a duration larger than 2^32 seconds');
    filePath(errors, `${field}.path`, path);
  }
  if ([secret, configMap, downwardAPI, token, ...Object.values(more)].filter(Boolean).length > 1)
    errors.forbidden(at, 'may not specify more than 1 volume type per source');
}

function validateProjection(sources: Json<V1VolumeProjection>[] | undefined, field: string, errors: FieldErrors): void {
  const paths = new Set<string>();
  const take = (path: string, shown: string) => {
    if (path && paths.has(path)) errors.invalid(field, shown, 'conflicting duplicate paths');
    paths.add(path);
  };
  for (const [index, source] of (sources ?? []).entries())
    validateSource(source, `${field}.sources[${index}]`, field, take, errors);
}

const HOST_PATHS = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function validateMachines({ hostPath, nfs, csi, gitRepo }: Json<V1Volume>, at: string, errors: FieldErrors): void {
  if (hostPath && !hostPath.path) errors.required(`${at}.hostPath.path`);
  else if (hostPath) {
    noWayUp(errors, `${at}.hostPath.path`, hostPath.path);
    if (!HOST_PATHS.includes(hostPath.type ?? ''))
      errors.notSupported(`${at}.hostPath.type`, hostPath.type, HOST_PATHS);
  }
  if (gitRepo) {
    if (!gitRepo.repository) errors.required(`${at}.gitRepo.repository`);
    descendingPath(errors, `${at}.gitRepo.directory`, gitRepo.directory ?? '');
  }
  if (nfs) {
    if (!nfs.server) errors.required(`${at}.nfs.server`);
    if (!nfs.path) errors.required(`${at}.nfs.path`);
    if (!nfs.path.startsWith('/')) errors.invalid(`${at}.nfs.path`, nfs.path, 'must be an absolute path');
  }
  if (csi) {
    if (!csi.driver) errors.required(`${at}.csi.driver`);
    for (const problem of subdomainProblems(csi.driver.toLowerCase()))
      errors.invalid(`${at}.csi.driver`, csi.driver, problem);
  }
}

function validateVolume(volume: Json<V1Volume>, at: string, errors: FieldErrors): void {
  const [, ...others] = Object.entries(volume).flatMap(([name, value]) => (name !== 'name' && value ? [name] : []));
  for (const name of others) errors.forbidden(`${at}.${name}`, 'may not specify more than 1 volume type');
  const { emptyDir, secret, configMap, downwardAPI, projected, persistentVolumeClaim: claim } = volume;
  if ((parseQuantity(emptyDir?.sizeLimit ?? '0') ?? 0n) < 0n)
    errors.forbidden(`${at}.emptyDir.sizeLimit`, 'SizeLimit field must be a valid resource quantity');
  validateMachines(volume, at, errors);
  if (secret && !secret.secretName) errors.required(`${at}.secret.secretName`);
  if (configMap && !configMap.name) errors.required(`${at}.configMap.name`);
  if (claim && !claim.claimName) errors.required(`${at}.persistentVolumeClaim.claimName`);
  for (const name of ['secret', 'configMap', 'downwardAPI', 'projected'] as const)
    fileMode(errors, `${at}.${name}.defaultMode`, volume[name]?.defaultMode);
  validateItems(secret?.items, `${at}.secret`, errors);
  validateItems(configMap?.items, `${at}.configMap`, errors);
  for (const file of downwardAPI?.items ?? []) validateFile(file, `${at}.downwardAPI`, errors);
  validateProjection(projected?.sources, `${at}.projected`, errors);
}

/** The volumes of a pod; answers them by name, without those that are wrong: what mounts one of these does not find it. */
export function validateVolumes(
  spec: Json<V1PodSpec>,
  field: string,
  errors: FieldErrors,
): Map<string, Json<V1Volume>> {
  const volumes = new Map<string, Json<V1Volume>>();
  for (const [index, volume] of (spec.volumes ?? []).entries()) {
    const at = `${field}.volumes[${index}]`;
    const soFar = errors.causes.length;
    validateVolume(volume, at, errors);
    if (!volume.name) errors.required(`${at}.name`);
    else for (const problem of labelProblems(volume.name)) errors.invalid(`${at}.name`, volume.name, problem);
    if (volumes.has(volume.name)) errors.duplicate(`${at}.name`, volume.name);
    if (errors.causes.length === soFar) volumes.set(volume.name, volume);
  }
  return volumes;
}
