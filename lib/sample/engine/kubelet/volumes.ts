import 'server-only';
import type { ApiClient } from '../../api/client';
import type { Container, PodSpec } from '../types';

/** Why a volume cannot be mounted, in the kubelet's words; undefined when all can. */
export function mountFailure(api: ApiClient, namespace: string, spec: PodSpec): string | undefined {
  for (const volume of spec.volumes ?? []) {
    const { configMap, secret, persistentVolumeClaim, projected } = volume;
    const failed = (text: string) => `MountVolume.SetUp failed for volume "${volume.name}" : ${text}`;
    if (configMap?.name !== undefined && configMap.optional !== true && api.find('configmaps', configMap.name, namespace) === undefined) {
      return failed(`configmap "${configMap.name}" not found`);
    }
    if (secret?.secretName !== undefined && secret.optional !== true && api.find('secrets', secret.secretName, namespace) === undefined) {
      return failed(`secret "${secret.secretName}" not found`);
    }
    if (persistentVolumeClaim !== undefined) {
      return `persistentvolumeclaim "${persistentVolumeClaim.claimName}" not found`;
    }
    for (const source of projected?.sources ?? []) {
      const name = source.configMap?.name;
      if (name !== undefined && source.configMap?.optional !== true && api.find('configmaps', name, namespace) === undefined) {
        return failed(`configmap "${name}" not found`);
      }
    }
  }
  return undefined;
}

/** The environment of a container, or why it cannot be made (`CreateContainerConfigError`). */
export function environment(
  api: ApiClient,
  namespace: string,
  container: Container,
  facts: { podName: string; podIP: string; node: string; hostIP: string },
): { env: Map<string, string> } | { failure: string } {
  const env = new Map<string, string>([['HOSTNAME', facts.podName]]);
  for (const from of container.envFrom ?? []) {
    for (const [resource, source] of [
      ['configmaps', from.configMapRef],
      ['secrets', from.secretRef],
    ] as const) {
      if (source?.name === undefined) continue;
      const object = api.find(resource, source.name, namespace);
      if (object === undefined) {
        if (source.optional !== true) return { failure: `${resource === 'secrets' ? 'secret' : 'configmap'} "${source.name}" not found` };
        continue;
      }
      for (const [key, value] of Object.entries(object.data ?? {})) env.set(`${from.prefix ?? ''}${key}`, value);
    }
  }
  for (const one of container.env ?? []) {
    const source = one.valueFrom;
    const ref = source?.configMapKeyRef ?? source?.secretKeyRef;
    if (ref?.name !== undefined) {
      const kind = source?.secretKeyRef === undefined ? 'configmap' : 'secret';
      const object = api.find(kind === 'secret' ? 'secrets' : 'configmaps', ref.name, namespace);
      const value = object?.data?.[ref.key];
      if (value !== undefined) env.set(one.name, value);
      else if (ref.optional === true) continue;
      else if (object === undefined) return { failure: `${kind} "${ref.name}" not found` };
      else return { failure: `couldn't find key ${ref.key} in ${kind === 'secret' ? 'Secret' : 'ConfigMap'} ${namespace}/${ref.name}` };
      continue;
    }
    const field = source?.fieldRef?.fieldPath;
    const known: Record<string, string> = {
      'metadata.name': facts.podName,
      'metadata.namespace': namespace,
      'spec.nodeName': facts.node,
      'status.podIP': facts.podIP,
      'status.hostIP': facts.hostIP,
    };
    env.set(one.name, field === undefined ? (one.value ?? '') : (known[field] ?? ''));
  }
  return { env };
}
