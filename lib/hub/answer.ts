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

/** Characters of one chunk of a streamed answer. */
const CHUNK = 64 * 1024;

/** The JSON of an object, its lists item by item: what is held at a time does not grow with them. */
function* jsonParts(body: object): Generator<string> {
  let isFirst = true;
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    yield `${isFirst ? '{' : ','}${JSON.stringify(name)}:`;
    isFirst = false;
    if (!Array.isArray(value)) {
      yield knownSecrets().json(value);
      continue;
    }
    for (const [at, item] of value.entries()) yield `${at === 0 ? '[' : ','}${knownSecrets().json(item)}`;
    yield value.length === 0 ? '[]' : ']';
  }
  yield isFirst ? '{}' : '}';
}

/** A good answer of any size, as {@link jsonResponse} would give it, made while it is read. */
export function streamedJsonResponse(body: object): Response {
  const parts = jsonParts(body);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      let text = '';
      while (text.length < CHUNK) {
        const { done, value } = parts.next();
        if (done) {
          if (text) controller.enqueue(encoder.encode(text));
          controller.close();
          return;
        }
        text += value;
      }
      controller.enqueue(encoder.encode(text));
    },
  });
  return new Response(stream, { headers: JSON_HEADERS });
}
