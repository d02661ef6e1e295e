import type { LeftOut } from '@/lib/model/cluster';

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

/** What every route answers when it cannot answer: a code, and the detail in the words of whoever refused. Never a credential. */
export interface Problem {
  code: ProblemCode;
  /** Verbatim from the API server, the file or the system, with secrets removed. English. */
  detail?: string;
  /** Values for the message: file, context, host… */
  values?: Record<string, string>;
  /** Of a recording that shows nothing: the files that were seen, the first fifty by name, and why none was used. */
  leftOut?: readonly LeftOut[];
  /** How many there are beyond those. */
  leftOutMore?: number;
}
