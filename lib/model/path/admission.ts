import type { Evidence } from '../cluster';
import type { PodObject } from '../objects';

/** What an admission plugin left in a pod: nobody wrote it in the manifest, the API server added it. Inferred, never observed. */
export interface AdmissionTrace {
  /** Name of the plugin. Source: https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/ */
  plugin: 'ServiceAccount' | 'DefaultTolerationSeconds' | 'Priority' | 'LimitRanger' | 'RuntimeClass';
  evidence: Evidence;
}

const NODE_TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** The traces admission usually leaves in a pod, each with the field it shows in. */
export function admissionTraces(pod: PodObject): AdmissionTrace[] {
  const object = `Pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  const traces: AdmissionTrace[] = [];
  const add = (plugin: AdmissionTrace['plugin'], field: string, value: string) =>
    traces.push({ plugin, evidence: { object, field, value } });
  const account = pod.spec.serviceAccountName;
  const token = pod.spec.volumes?.find((volume) => /^kube-api-access-|-token-[a-z0-9]{5}$/.test(volume.name));
  if (token) add('ServiceAccount', 'spec.volumes[].name', token.name);
  else if (account) add('ServiceAccount', 'spec.serviceAccountName', account);
  const seconds = pod.spec.tolerations?.find(
    (one) => one.tolerationSeconds === 300 && NODE_TAINTS.includes(one.key ?? ''),
  );
  if (seconds) add('DefaultTolerationSeconds', 'spec.tolerations[].tolerationSeconds', `${seconds.key} 300`);
  if (pod.spec.priority !== undefined) add('Priority', 'spec.priority', String(pod.spec.priority));
  const limited = pod.metadata.annotations?.['kubernetes.io/limit-ranger'];
  if (limited) add('LimitRanger', 'metadata.annotations["kubernetes.io/limit-ranger"]', limited);
  if (pod.spec.overhead) add('RuntimeClass', 'spec.overhead', JSON.stringify(pod.spec.overhead));
  return traces;
}
