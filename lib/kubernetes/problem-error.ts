import type { Problem, ProblemCode } from '@/lib/contract/problem';
import { redact } from './redact';

/** What led to it, and the files of a recording it speaks of. */
type ProblemOptions = ErrorOptions & Pick<Problem, 'leftOut' | 'leftOutMore'>;

/** An error that already is what the interface says: a code of the closed vocabulary. Its detail is redacted here, once. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(code: ProblemCode, detail?: string, values?: Record<string, string>, options: ProblemOptions = {}) {
    super(detail ? `${code}: ${redact(detail)}` : code, options);
    this.name = 'ProblemError';
    const { leftOut, leftOutMore } = options;
    this.problem = {
      code,
      ...(detail ? { detail: redact(detail) } : {}),
      ...(values ? { values } : {}),
      ...(leftOut?.length ? { leftOut } : {}),
      ...(leftOutMore ? { leftOutMore } : {}),
    };
  }
}
