/** Refusals of the sample API server, as `Status` objects of the Kubernetes API. */

export interface StatusCause {
  reason: string;
  message: string;
  field?: string;
}
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** A refusal with its HTTP code, reason and message, worded as a real kube-apiserver 1.36 words it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails | undefined;
  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }
}

/** Nobody listens: the API server is stopped, or a partition keeps the caller from it. */
export class ServerGone extends Error {
  override readonly name = 'ServerGone';
  constructor() {
    super('connect: connection refused');
  }
}

/** True for a 409 raised by an outdated `resourceVersion`: read again and retry. */
export const isConflict = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 409 && error.reason === 'Conflict';

/** True for a 404. */
export const isNotFound = (error: unknown): boolean => error instanceof ApiError && error.code === 404;

/** True for a 409 raised by creating what exists. */
export const isAlreadyExists = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 409 && error.reason === 'AlreadyExists';
