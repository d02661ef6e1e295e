import { matchesExpression, matchesLabels } from '../labels.ts';
import { conditionStatus } from './conditions.ts';
import type { Node, Pod, PodSpec, PodTemplate } from './types.ts';

/** Finished for good: nothing of it will run again. */
export const isFinished = (pod: Pod): boolean => pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';

/** Neither finished nor on its way out. */
export const isActive = (pod: Pod): boolean => !isFinished(pod) && pod.metadata.deletionTimestamp === undefined;

export const isReady = (pod: Pod): boolean => conditionStatus(pod.status.conditions, 'Ready') === 'True';

/** Ready, and so for at least `minReadySeconds`. */
export function isAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  if (!isReady(pod)) return false;
  const since = pod.status.conditions?.find((one) => one.type === 'Ready')?.lastTransitionTime;
  return minReadySeconds === 0 || (since !== undefined && Date.parse(since) + minReadySeconds * 1000 <= now);
}

/** Read by a kubelet from a file: what is in the API is its mirror. */
export const isMirror = (pod: { metadata: { annotations?: Record<string, string> } }): boolean =>
  pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;

/** What a controller sends to make a pod of a template. */
export function podOfTemplate(template: PodTemplate): {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  spec: PodSpec;
} {
  return {
    labels: { ...template.metadata?.labels },
    annotations: { ...template.metadata?.annotations },
    spec: structuredClone(template.spec ?? { containers: [] }),
  };
}

type NodeSelector = NonNullable<
  NonNullable<NonNullable<PodSpec['affinity']>['nodeAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']
>;
type Term = NodeSelector['nodeSelectorTerms'][number];

/** One term of a node selector: its expressions and fields together. */
export function matchesTerm(term: Term, node: Node): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length + fields.length === 0) return false;
  return (
    expressions.every((one) => matchesExpression(one, node.metadata.labels)) &&
    fields.every((one) => matchesExpression(one, { 'metadata.name': node.metadata.name }))
  );
}

/** `nodeSelector` and required node affinity. */
export function selectsNode(spec: PodSpec, node: Node): boolean {
  if (!matchesLabels(spec.nodeSelector, node.metadata.labels)) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || (required.nodeSelectorTerms ?? []).some((term) => matchesTerm(term, node));
}
