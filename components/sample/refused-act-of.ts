/** Why an act on the sample cluster was not done, as it comes over the edge. */
import { SAMPLE_REFUSALS, type SampleRefusalReason } from '@kubeplano/sample-cluster/controls';
import { isProblem } from '@/lib/store/problem';

/** A refusal as the page tells it; `no-answer` when Kubeplano itself gave none. */
export interface RefusedAct {
  reason: SampleRefusalReason | 'no-answer';
  /** In the words of whoever refused; empty when it gave none. */
  message: string;
  /** What is wrong, when it was said field by field: `spec.replicas, spec.selector`. */
  fields?: string;
}

/** Reads the body of an answer that is not a good one. */
export function refusedActOf(body: unknown): RefusedAct {
  if (!isProblem(body)) return { reason: 'no-answer', message: '' };
  const { detail = '', values } = body;
  const reason = SAMPLE_REFUSALS.find((known) => known === values?.reason) ?? 'other';
  return { reason, message: detail, ...(values?.fields ? { fields: values.fields } : {}) };
}
