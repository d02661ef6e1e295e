/**
 * Why the sample cluster did not do what a person asked, as far as we have words for it (messages of namespace `sample`:
 * `refusal.meaning.<reason>`, `refusal.next.<reason>`). Those with a capital are reasons of the API's Status.
 */
export const SAMPLE_REFUSALS = [
  'AlreadyExists',
  'NotFound',
  'Invalid',
  'Forbidden',
  'Conflict',
  'TooManyRequests',
  'connection-refused',
  'etcd-timed-out',
  'other',
] as const;
export type SampleRefusalReason = (typeof SAMPLE_REFUSALS)[number];

/** A refusal: of what sort, and in whose words. */
export interface SampleRefusal {
  reason: SampleRefusalReason;
  /** Verbatim from the API server. English. */
  message: string;
  /** What is wrong, field by field, where it said so: `spec.template.spec.containers[0].name`. */
  fields?: readonly string[];
}

/** A refusal as the values of a problem. */
export const refusalValues = ({ reason, fields }: SampleRefusal): Record<string, string> => ({
  reason,
  ...(fields ? { fields: fields.join(', ') } : {}),
});
