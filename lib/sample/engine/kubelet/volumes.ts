import 'server-only';
import type { ApiClient } from '../../api/client';
import type { Container, PodSpec } from '../types';

/** Why a volume cannot be mounted, in the kubelet's words; undefined when all can. */
export function mountFailure(api: ApiClient, namespace: string, spec: PodSpec): string | undefined {
  for (const volume of spec.volumes ?? []) {
    const { configMap, secret, persistentVolumeClaim, projected } = volume;
    const failed = (text: string) => `MountVolume.SetUp failed for volume "${volume.name}" : ${text}`;
    if (
      configMap?.name !== undefined &&
      configMap.optional !== true &&
      api.find('configmaps', configMap.name, namespace) === undefined
    ) {
      return failed(`configmap "${configMap.name}" not found`);
    }
    if (
      secret?.secretName !== undefined &&
      secret.optional !== true &&
      api.find('secrets', secret.secretName, namespace) === undefined
    ) {
      return failed(`secret "${secret.secretName}" not found`);
    }
    if (persistentVolumeClaim !== undefined) {
      return `persistentvolumeclaim "${persistentVolumeClaim.claimName}" not found`;
    }
    for (const source of projected?.sources ?? []) {
      const name = source.configMap?.name;
      if (
        name !== undefined &&
        source.configMap?.optional !== true &&
        api.find('configmaps', name, namespace) === undefined
      ) {
        return failed(`configmap "${name}" not found`);
      }
    }
  }
  return undefined;
}

/** What a container's environment may speak of. */
export interface PodFacts {
  podName: string;
  podIP: string;
  node: string;
  hostIP: string;
}

/** The environment of a container, or why it cannot be made (`CreateContainerConfigError`). */
export function environment(
  api: ApiClient,
  namespace: string,
  container: Container,
  facts: PodFacts,
): { env: Map<string, string> } | { failure: string } {
  const env = new Map<string, string>([['HOSTNAME', facts.podName]]);
  for (const from of container.envFrom ?? []) {
    const failure = addAll(api, namespace, from, env);
    if (failure !== undefined) return { failure };
  }
  for (const one of container.env ?? []) {
    const value = variable(api, namespace, one, facts);
    if ('failure' in value) return value;
    if (value.value !== undefined) env.set(one.name, value.value);
  }
  return { env };
}

type EnvFrom = NonNullable<Container['envFrom']>[number];
type EnvVar = NonNullable<Container['env']>[number];

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
  one: EnvVar,
  facts: PodFacts,
): { value: string | undefined } | { failure: string } {
  const source = one.valueFrom;
  const ref = source?.configMapKeyRef ?? source?.secretKeyRef;
  if (ref?.name === undefined) {
    const field = source?.fieldRef?.fieldPath;
    return { value: field === undefined ? (one.value ?? '') : fieldOf(field, namespace, facts) };
  }
  const kind = source?.secretKeyRef === undefined ? 'configmap' : 'secret';
  const data = dataOf(api, kind, ref.name, namespace);
  const value = data?.[ref.key];
  if (value !== undefined || ref.optional === true) return { value };
  if (data === undefined) return { failure: `${kind} "${ref.name}" not found` };
  const written = kind === 'secret' ? 'Secret' : 'ConfigMap';
  return { failure: `couldn't find key ${ref.key} in ${written} ${namespace}/${ref.name}` };
}

function dataOf(
  api: ApiClient,
  kind: 'configmap' | 'secret',
  name: string,
  namespace: string,
): Record<string, string> | undefined {
  const object = api.find(kind === 'secret' ? 'secrets' : 'configmaps', name, namespace);
  return object === undefined ? undefined : (object.data ?? {});
}

function fieldOf(path: string, namespace: string, facts: PodFacts): string {
  const known: Record<string, string> = {
    'metadata.name': facts.podName,
    'metadata.namespace': namespace,
    'spec.nodeName': facts.node,
    'status.podIP': facts.podIP,
    'status.hostIP': facts.hostIP,
  };
  return known[path] ?? '';
}
