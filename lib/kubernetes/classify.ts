/** From what the network, TLS or the server said to a code of `lib/contract/problem.ts`. */
import type { Problem, ProblemCode } from '@/lib/contract/problem';
import type { ProblemError } from './problem-error';
import { redact } from './redact';

/** Nothing came for so long that we gave up. */
export class TimedOutError extends Error {
  constructor(readonly ms: number) {
    super(`no answer in ${Math.round(ms / 1000)} s`);
    this.name = 'TimedOutError';
  }
}

/** So little comes that what it tells is old before it is told. */
export class TrickledError extends Error {
  constructor(bytes: number, ms: number) {
    super(`only ${bytes} bytes in ${Math.round(ms / 1000)} s`);
    this.name = 'TrickledError';
  }
}

/** An answer of the API server other than 2xx. */
export class StatusError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** `reason` of the Status object: `Forbidden`, `Expired`, `NotFound`… */
    readonly reason?: string,
    /** False when the body was no Kubernetes Status: a proxy, a load balancer, another server. */
    readonly kubernetes = true,
    /** What `Retry-After` asks for, milliseconds. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'StatusError';
  }
}

/** The error a `Status` object inside a watch stands for. */
export function statusOf(object: unknown): StatusError {
  if (typeof object !== 'object' || object === null) return new StatusError(500, 'watch ended with an error');
  const { code, message, reason } = { code: 500, message: '', reason: '', ...object };
  return new StatusError(Number(code) || 500, String(message), String(reason));
}

const BY_ERRNO: ReadonlyMap<string, ProblemCode> = new Map([
  ['ECONNREFUSED', 'connection-refused'],
  ['EHOSTUNREACH', 'connection-refused'],
  ['ENETUNREACH', 'connection-refused'],
  ['ENOTFOUND', 'host-not-found'],
  ['EAI_AGAIN', 'host-not-found'],
  ['EAI_FAIL', 'host-not-found'],
  ['ETIMEDOUT', 'timed-out'],
  ['ECONNRESET', 'connection-lost'],
  ['ECONNABORTED', 'connection-lost'],
  ['EPIPE', 'connection-lost'],
]);
const SERVER_CERTIFICATE =
  /SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER|DECRYPT|DECODE)|^CERT_|ERR_TLS_CERT|INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH/;
const CLIENT_CERTIFICATE =
  /ALERT_(BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE|ACCESS_DENIED|HANDSHAKE_FAILURE|UNSUPPORTED_CERTIFICATE)|alert (bad certificate|unknown ca|certificate|access denied|handshake failure)/i;
const OWN_CERTIFICATE = /KEY_VALUES_MISMATCH|ERR_OSSL|ERR_SSL_.*(PEM|KEY)|PEM_READ|NO_START_LINE/i;
const OTHER_PROTOCOL =
  /wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|unsupported[ _]protocol|http[ _]request|HPE_/i;

// By name, not by class: Next compiles `instrumentation.ts` apart from the routes, so the error of a hub opened there
// is of another copy of the class than the one a route knows.
const isStatusError = (error: unknown): error is StatusError =>
  error instanceof Error && error.name === 'StatusError' && 'status' in error && 'kubernetes' in error;
const isProblemError = (error: unknown): error is ProblemError =>
  error instanceof Error && error.name === 'ProblemError' && 'problem' in error;

function* chain(error: unknown): Generator<Error> {
  let current = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
    yield current;
    if (current instanceof AggregateError) for (const inner of current.errors) if (inner instanceof Error) yield inner;
    current = current.cause;
  }
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

function codeOfFailure(error: Error): ProblemCode | undefined {
  const code = codeOf(error);
  const said = `${code} ${error.message}`;
  if (error.name === 'TimedOutError' || error.name === 'TrickledError') return 'timed-out';
  const known = BY_ERRNO.get(code);
  if (known) return known;
  if (SERVER_CERTIFICATE.test(code)) return 'certificate-rejected';
  if (CLIENT_CERTIFICATE.test(said) || OWN_CERTIFICATE.test(said)) return 'client-certificate-rejected';
  if (OTHER_PROTOCOL.test(said)) return 'not-kubernetes';
  return undefined;
}

function codeOfStatus(error: StatusError): ProblemCode {
  if (error.status === 401) return 'unauthorized';
  if (error.status >= 500 || error.status === 429) return 'server-error';
  if (!error.kubernetes) return 'not-kubernetes';
  if (error.status === 403) return 'forbidden';
  if (error.status === 404) return 'object-not-found';
  return 'server-error';
}

/** What to tell of any failure on the way to the API server; the detail carries no credential. */
export function classify(error: unknown, values?: Record<string, string>): Problem {
  for (const link of chain(error)) {
    if (isProblemError(link))
      return { ...link.problem, ...(values ? { values: { ...values, ...link.problem.values } } : {}) };
    const code = isStatusError(link) ? codeOfStatus(link) : codeOfFailure(link);
    if (code) return { code, detail: redact(link.message || codeOf(link)), ...(values ? { values } : {}) };
  }
  return { code: 'internal', detail: redact(error instanceof Error ? error.message : String(error)) };
}
