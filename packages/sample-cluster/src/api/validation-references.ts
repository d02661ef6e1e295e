/** Rules of references to fields of the pod (the downward API) and to keys, wherever a manifest makes them. */
import type { V1ObjectFieldSelector, V1ResourceFieldSelector } from '@kubernetes/client-node';
import { parseQuantity } from '../quantity.ts';
import type { Json } from './kinds.ts';
import type { FieldErrors } from './validation-errors.ts';
import { configKeyProblems, qualifiedNameProblems, subdomainProblems } from './validation-names.ts';

const SELECTABLE =
  /^(metadata\.(name|namespace|uid|labels|annotations)|spec\.(nodeName|serviceAccountName|restartPolicy|schedulerName|hostNetwork)|status\.(phase|hostIPs?|podIPs?))$/;

/** Fields a variable may have. */
export const FIELDS_OF_VARIABLES: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** Fields a file may have. */
export const FIELDS_OF_FILES: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** A field of the pod; `allowed` are those without a key in brackets. */
export function fieldReference(
  errors: FieldErrors,
  field: string,
  { apiVersion = '', fieldPath }: Json<V1ObjectFieldSelector>,
  allowed: readonly string[],
): void {
  const at = `${field}.fieldPath`;
  const wrong = (why: string) => errors.invalid(at, fieldPath, `error converting fieldPath: ${why}`);
  const [, path = fieldPath, key] = /^(.*?)\['(.*)'\]$/.exec(fieldPath) ?? [];
  if (!apiVersion) errors.required(`${field}.apiVersion`);
  else if (!fieldPath) errors.required(at);
  else if (apiVersion !== 'v1') wrong(`unsupported pod version: ${apiVersion}`);
  else if (key === undefined) {
    if (!SELECTABLE.test(path)) wrong(`field label not supported: ${path}`);
    else if (!allowed.includes(path)) errors.notSupported(at, path, allowed);
  } else if (path !== 'metadata.labels' && path !== 'metadata.annotations')
    wrong(`field label does not support subscript: ${fieldPath}`);
  else {
    const shown = path === 'metadata.labels' ? key : key.toLowerCase();
    for (const problem of qualifiedNameProblems(shown)) errors.invalid(field, shown, problem);
  }
}

const RESOURCES = ['limits', 'requests'].flatMap((part) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((name) => `${part}.${name}`),
);
const SIZES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const NAMES: ReadonlyMap<string, string> = new Map(Object.entries({ 'ephemeral-storage': 'local ephemeral storage' }));

function divisor(errors: FieldErrors, field: string, resource: string, amount: string): void {
  const value = parseQuantity(amount);
  const name = resource.replace(/^(limits|requests)\./, '').replace(/^hugepages-.*/, 'hugepages');
  const isOne = (sizes: readonly string[]) => sizes.some((size) => parseQuantity(size) === value);
  if (name === 'cpu') {
    if (!isOne(['1m', '1']))
      errors.invalid(field, resource, "only divisor's values 1m and 1 are supported with the cpu resource");
  } else if (!isOne(SIZES))
    errors.invalid(
      field,
      resource,
      `only divisor's values ${SIZES.join(', ')} are supported with the ${NAMES.get(name) ?? name} resource`,
    );
}

/** What a container asks for or may have; a file must say which container. */
export function resourceReference(
  errors: FieldErrors,
  field: string,
  reference: Json<V1ResourceFieldSelector>,
  inFile: boolean,
): void {
  const { resource, containerName, divisor: amount = '0' } = reference;
  const isKnown = RESOURCES.includes(resource) || /^(limits|requests)\.hugepages-/.test(resource);
  if (inFile && !containerName) errors.required(`${field}.containerName`);
  else if (!resource) errors.required(`${field}.resource`);
  else if (!isKnown) errors.notSupported(`${field}.resource`, resource, RESOURCES);
  if (isKnown && parseQuantity(amount) !== 0n) divisor(errors, `${field}.divisor`, resource, amount);
}

/** The name of a ConfigMap or Secret that must be there. */
export function objectName(errors: FieldErrors, field: string, name: string | undefined): void {
  if (!name) errors.required(field);
  else for (const problem of subdomainProblems(name)) errors.invalid(field, name, problem);
}

/** A key of a ConfigMap or Secret. */
export function objectKey(errors: FieldErrors, field: string, key: string): void {
  if (!key) errors.required(field);
  else for (const problem of configKeyProblems(key)) errors.invalid(field, key, problem);
}
