/** Required node affinity, read from what a pod asks. Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ */
import type { NodeObject, PodObject } from '../objects';
import { own } from '../own';
import { type Requirement, satisfies } from '../requirement';

/** One term: all its requirements must hold. */
interface Term {
  labels: Requirement[];
  fields: Requirement[];
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function requirement(raw: unknown): Requirement {
  const { key, operator, values } = record(raw);
  return {
    key: typeof key === 'string' ? key : '',
    operator: typeof operator === 'string' ? operator : '',
    values: list(values).filter((one) => typeof one === 'string'),
  };
}

function requiredTerms({ spec }: PodObject): Term[] {
  const node = record(record(spec.affinity).nodeAffinity);
  const required = record(node.requiredDuringSchedulingIgnoredDuringExecution);
  return list(required.nodeSelectorTerms).map((raw) => {
    const { matchExpressions, matchFields } = record(raw);
    return { labels: list(matchExpressions).map(requirement), fields: list(matchFields).map(requirement) };
  });
}

/** Whether a pod asks for one node by its name: so the DaemonSet controller tells the scheduler where its pod belongs. */
export const namesItsNode = (pod: PodObject): boolean =>
  requiredTerms(pod).some(({ fields }) => fields.some(({ key }) => key === 'metadata.name'));

/** `disk In (ssd)`, as `kubectl describe` writes it. */
const inWords = ({ key, operator, values = [] }: Requirement) =>
  values.length ? `${key} ${operator} (${values.join(', ')})` : `${key} ${operator}`;

export interface AffinityRefusal {
  /** What was asked and is not so. */
  wanted: string;
  /** The label (or field) as the node has it; absent when it has none. */
  has?: string;
}

/** What a node lacks of a pod's required node affinity: of the term that comes nearest. Nothing when it has none, or some term holds. */
export function affinityAgainst(pod: PodObject, node: NodeObject): AffinityRefusal[] {
  const labels = node.metadata.labels ?? {};
  const terms = requiredTerms(pod).map((term) => [
    ...term.labels
      .filter((one) => !satisfies(one, own(labels, one.key)))
      .map((one) => ({ one, has: own(labels, one.key) })),
    ...term.fields
      .filter((one) => !satisfies(one, node.metadata.name))
      .map((one) => ({ one, has: node.metadata.name })),
  ]);
  const [nearest = []] = terms.toSorted((one, other) => one.length - other.length);
  return nearest.map(({ one, has }) => ({ wanted: inWords(one), ...(has === undefined ? {} : { has }) }));
}
