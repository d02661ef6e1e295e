import type { ApiClient } from '../../api/client.ts';
import { heldAt } from '../../labels.ts';
import { quantity } from '../quantity.ts';
import type { Container, Node, PodDraft, PodSpec, Service } from '../types.ts';

/** What a container's environment and volumes may speak of. */
export interface PodFacts {
  pod: PodDraft & { metadata: { name: string; namespace?: string } };
  uid: string;
  podIP: string;
  node: string;
  hostIP: string;
  /** All Services the kubelet knows of. */
  services: readonly Service[];
  /** What the node can give, for a container without limits. */
  allocatable: Node['status']['allocatable'];
}

type EnvFrom = NonNullable<Container['envFrom']>[number];
type EnvVar = NonNullable<Container['env']>[number];
type ResourceRef = NonNullable<NonNullable<EnvVar['valueFrom']>['resourceFieldRef']>;

/** The environment of a container, or why it cannot be made (`CreateContainerConfigError`). */
export function environment(
  api: ApiClient,
  namespace: string,
  container: Container,
  facts: PodFacts,
): { env: Map<string, string> } | { failure: string } {
  const own = new Map<string, string>();
  const services = serviceLinks(facts.services, namespace, facts.pod.spec?.enableServiceLinks !== false);
  for (const from of container.envFrom ?? []) {
    const failure = addAll(api, namespace, from, own);
    if (failure !== undefined) return { failure };
  }
  for (const one of container.env ?? []) {
    const value = variable(api, namespace, container, one, facts);
    if ('failure' in value) return value;
    if (value.value === undefined) continue;
    const known = one.valueFrom === undefined ? expand(value.value, [own, services]) : value.value;
    own.set(one.name, known);
  }
  return { env: new Map([...services, ...own]) };
}

/** `$(NAME)` by what is known; what is not known stays as it is written, and `$$(NAME)` is `$(NAME)`. */
export function expand(text: string, known: readonly ReadonlyMap<string, string>[]): string {
  return text.replace(/\$\$|\$\(([^()]*)\)/g, (all, name: string | undefined) =>
    name === undefined ? '$' : (known.find((map) => map.has(name))?.get(name) ?? all),
  );
}

/** What the runtime adds of its own. */
export const runtimeEnvironment = (podName: string, env: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', podName],
    ...env,
    ...(env.has('HOME') ? [] : [['HOME', '/root'] as const]),
  ]);

/** Where each Service of the namespace is, as variables; always where the API server is. */
function serviceLinks(services: readonly Service[], namespace: string, all: boolean): Map<string, string> {
  const env = new Map<string, string>();
  for (const service of services) {
    const { name, namespace: where } = service.metadata;
    if ((all && where === namespace) || (where === 'default' && name === 'kubernetes')) addService(service, env);
  }
  return env;
}

function addService({ metadata, spec }: Service, env: Map<string, string>): void {
  const ip = spec?.clusterIP;
  const [first] = spec?.ports ?? [];
  if (!ip || ip === 'None' || first === undefined) return;
  const name = metadata.name.toUpperCase().replaceAll('-', '_');
  env.set(`${name}_SERVICE_HOST`, ip);
  env.set(`${name}_SERVICE_PORT`, String(first.port));
  for (const port of spec?.ports ?? [])
    if (port.name) env.set(`${name}_SERVICE_PORT_${port.name.toUpperCase().replaceAll('-', '_')}`, String(port.port));
  for (const [index, { port, protocol = 'TCP' }] of (spec?.ports ?? []).entries()) {
    const url = `${protocol.toLowerCase()}://${ip}:${port}`;
    if (index === 0) env.set(`${name}_PORT`, url);
    const prefix = `${name}_PORT_${port}_${protocol}`;
    env.set(prefix, url);
    env.set(`${prefix}_PROTO`, protocol.toLowerCase());
    env.set(`${prefix}_PORT`, String(port));
    env.set(`${prefix}_ADDR`, ip);
  }
}

function addAll(api: ApiClient, namespace: string, from: EnvFrom, env: Map<string, string>): string | undefined {
  const source = from.configMapRef ?? from.secretRef;
  if (source?.name === undefined) return undefined;
  const kind = from.secretRef === undefined ? 'configmap' : 'secret';
  const data = dataOf(api, kind, source.name, namespace);
  if (data === undefined) return source.optional === true ? undefined : `${kind} "${source.name}" not found`;
  for (const [key, value] of Object.entries(data)) env.set(`${from.prefix ?? ''}${key}`, value);
  return undefined;
}

function variable(
  api: ApiClient,
  namespace: string,
  container: Container,
  one: EnvVar,
  facts: PodFacts,
): { value: string | undefined } | { failure: string } {
  const source = one.valueFrom;
  if (source?.fieldRef !== undefined) return { value: fieldOf(source.fieldRef.fieldPath, facts) };
  if (source?.resourceFieldRef !== undefined) return { value: resourceOf(source.resourceFieldRef, container, facts) };
  const ref = source?.configMapKeyRef ?? source?.secretKeyRef;
  if (ref?.name === undefined) return { value: one.value ?? '' };
  const kind = source?.secretKeyRef === undefined ? 'configmap' : 'secret';
  const data = dataOf(api, kind, ref.name, namespace);
  const value = heldAt(data, ref.key);
  if (value !== undefined || ref.optional === true) return { value };
  if (data === undefined) return { failure: `${kind} "${ref.name}" not found` };
  const written = kind === 'secret' ? 'Secret' : 'ConfigMap';
  return { failure: `couldn't find key ${ref.key} in ${written} ${namespace}/${ref.name}` };
}

/** What a ConfigMap or a Secret holds, in plain text; undefined when there is none. */
export function dataOf(
  api: ApiClient,
  kind: 'configmap' | 'secret',
  name: string,
  namespace: string,
): Record<string, string> | undefined {
  const plain = (all: Record<string, string> | undefined) =>
    Object.entries(all ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()] as const);
  if (kind === 'secret') {
    const secret = api.find('secrets', name, namespace);
    return secret && Object.fromEntries(plain(secret.data));
  }
  const map = api.find('configmaps', name, namespace);
  return map && { ...map.data, ...Object.fromEntries(plain(map.binaryData)) };
}

/** A field of the pod, as the downward API tells it. */
export function fieldOf(path: string, facts: PodFacts): string {
  const { metadata, spec } = facts.pod;
  const [, map = '', key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (map === 'labels') return heldAt(metadata.labels, key) ?? '';
  if (map === 'annotations') return heldAt(metadata.annotations, key) ?? '';
  const known: ReadonlyMap<string, string | undefined> = new Map(
    Object.entries({
      'metadata.name': metadata.name,
      'metadata.namespace': metadata.namespace ?? 'default',
      'metadata.uid': facts.uid,
      'metadata.labels': lines(metadata.labels),
      'metadata.annotations': lines(metadata.annotations),
      'spec.nodeName': facts.node,
      'spec.serviceAccountName': spec?.serviceAccountName,
      'status.podIP': facts.podIP,
      'status.podIPs': facts.podIP,
      'status.hostIP': facts.hostIP,
      'status.hostIPs': facts.hostIP,
    }),
  );
  return known.get(path) ?? '';
}

const lines = (map: Record<string, string> | undefined) =>
  Object.entries(map ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');

/** `limits.cpu` and the like in whole parts of the divisor, rounded up; of the node's, when the container has no limit. */
export function resourceOf(ref: ResourceRef, container: Container | undefined, facts: PodFacts): string {
  const named = (spec: PodSpec | undefined) =>
    [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find((one) => one.name === ref.containerName);
  const resources = (ref.containerName ? named(facts.pod.spec) : container)?.resources;
  const [part = '', ...rest] = ref.resource.split('.');
  const name = rest.join('.');
  const own = part === 'limits' ? resources?.limits?.[name] : resources?.requests?.[name];
  const amount = quantity(own ?? (part === 'limits' ? facts.allocatable?.[name] : 0));
  const divisor = quantity(ref.divisor) || 1;
  return String(Math.ceil(Number((amount / divisor).toFixed(6))));
}
