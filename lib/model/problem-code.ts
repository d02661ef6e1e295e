/**
 * The closed vocabulary of what can go wrong. Each code has a title, a cause and a remedy in es and en
 * (messages of namespace `errors`: `<code>.title`, `<code>.cause`, `<code>.remedy`).
 */
export const PROBLEM_CODES = [
  'no-cluster',
  'kubeconfig-not-found',
  'kubeconfig-unreadable',
  'kubeconfig-malformed',
  'kubeconfig-refused',
  'context-not-found',
  'context-not-set',
  'context-incomplete',
  'credential-file-unreadable',
  'certificate-invalid',
  'server-address-invalid',
  'proxy-address-invalid',
  'proxy-failed',
  'auth-provider-removed',
  'login-expired',
  'credential-expired',
  'auth-plugin-failed',
  'auth-plugin-missing',
  'auth-plugin-prompts',
  'connection-refused',
  'host-not-found',
  'timed-out',
  'certificate-rejected',
  'client-certificate-rejected',
  'unauthorized',
  'forbidden',
  'server-error',
  'not-kubernetes',
  'connection-lost',
  'recording-not-found',
  'recording-empty',
  'recording-broken',
  'sample-ended',
  'object-not-found',
  'invalid-request',
  'host-not-allowed',
  'origin-not-allowed',
  'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** True for a code of the closed vocabulary. */
export const isProblemCode = (code: unknown): code is ProblemCode => PROBLEM_CODES.some((known) => known === code);
