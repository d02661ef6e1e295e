import type { Problem, ProblemCode } from '@/lib/contract/problem';
import { redact } from './redact';

/** An error that already is what the interface says: a code of the closed vocabulary. Its detail is redacted here, once. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(code: ProblemCode, detail?: string, values?: Record<string, string>, options?: ErrorOptions) {
    super(detail ? `${code}: ${redact(detail)}` : code, options);
    this.name = 'ProblemError';
    this.problem = { code, ...(detail ? { detail: redact(detail) } : {}), ...(values ? { values } : {}) };
  }
}
