/**
 * Why the model says what it says: codes whose sentences are the messages of namespace `reasons`, one of each language.
 * Values may be times (RFC 3339): whoever writes the sentence tells them as people do.
 */

/** Why a component is known as it is, or is not well. */
export const COMPONENT_REASONS = [
  'managed-control-plane',
  'embedded-in-one-process',
  'place-not-in-api',
  'lease-expired',
  'lease-released',
  'last-heard',
  'does-not-answer',
  'objects-come-from-it',
  'objects-are-stored',
  'pods-are-bound',
  'pods-have-owners',
  'looked-in',
  'no-sign-of-it',
  'denied',
  'not-recorded',
  'not-read',
  'node-not-listed',
  'kubelet-not-reported',
  'runtime-not-told',
  'under-dockerd',
  'docker-needs-adapter',
  'dockershim-inside-kubelet',
  'default-handler',
  'other-runtime',
  'stays-beside-the-pod',
  'system-starts-with-systemd',
  'system-without-systemd',
  'replaced-by-network',
  'switched-off',
  'network-is',
  'network-not-named',
  'network-not-set-up',
  'service-without-pods',
  'client-left-no-trace',
  'outside-the-cluster',
  'recording-has-no-client',
  'this-program',
  'ran-once',
  'files-where-kubeadm-puts-them',
  'installs-itself',
] as const;

/** Why an object is not as it should be, where the API says so in fields and not in a sentence. */
const OBJECT_REASONS = [
  'crashed',
  'killed-by-probe',
  'readiness-gates',
  'held-by-finalizers',
  'node-lost',
  'nobody-schedules',
  'scheduler-stopped',
  'namespace-content-left',
] as const;

/** Every code of a {@link Reason}. */
export const REASON_CODES = [...COMPONENT_REASONS, ...OBJECT_REASONS] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

type Values = Record<string, string | number>;

/** A sentence the interface says in the person's language: a message id of namespace `reasons` and its values. */
export interface Reason {
  code: ReasonCode;
  values?: Values;
}

/** The reason of a code, with its values where the sentence has any. */
export const because = (code: ReasonCode, values?: Values): Reason => ({ code, ...(values ? { values } : {}) });
