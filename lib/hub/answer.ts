import 'server-only';
import type { Problem, ProblemCode } from '@/lib/contract/problem';
import { knownSecrets } from '@/lib/kubernetes/known-secrets';

const STATUS: Record<ProblemCode, number> = {
  'no-cluster': 404,
  'kubeconfig-not-found': 404,
  'kubeconfig-unreadable': 500,
  'kubeconfig-malformed': 500,
  'kubeconfig-refused': 500,
  'context-not-found': 404,
  'context-not-set': 404,
  'context-incomplete': 500,
  'credential-file-unreadable': 500,
  'certificate-invalid': 500,
  'server-address-invalid': 500,
  'proxy-address-invalid': 500,
  'proxy-failed': 502,
  'auth-provider-removed': 502,
  'login-expired': 401,
  'credential-expired': 401,
  'auth-plugin-failed': 502,
  'auth-plugin-missing': 502,
  'auth-plugin-prompts': 502,
  'connection-refused': 502,
  'host-not-found': 502,
  'timed-out': 504,
  'certificate-rejected': 502,
  'client-certificate-rejected': 403,
  unauthorized: 401,
  forbidden: 403,
  'server-error': 502,
  'not-kubernetes': 502,
  'connection-lost': 502,
  'recording-not-found': 404,
  'recording-empty': 404,
  'recording-broken': 422,
  'sample-ended': 503,
  'object-not-found': 404,
  'invalid-request': 400,
  'host-not-allowed': 421,
  'origin-not-allowed': 403,
  internal: 500,
};

/** HTTP status of each problem. */
export const statusOfProblem = (problem: Problem): number => STATUS[problem.code];

const NOT_STORED = { 'cache-control': 'no-store' };
const JSON_HEADERS = { ...NOT_STORED, 'content-type': 'application/json' };

/** An answer that is a problem, with its status. */
export const problemResponse = (problem: Problem): Response =>
  new Response(knownSecrets().json(problem), { status: statusOfProblem(problem), headers: JSON_HEADERS });

/** A good answer, the identity's values gone from it; the cluster changes, so nobody keeps it. */
export const jsonResponse = (body: unknown): Response =>
  new Response(knownSecrets().json(body), { headers: JSON_HEADERS });

/** A text, but for the identity's values as it is. */
export const textResponse = (body: string): Response =>
  new Response(knownSecrets().hide(body), {
    headers: { ...NOT_STORED, 'content-type': 'text/plain; charset=utf-8' },
  });
