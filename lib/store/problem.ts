/** Problems as they come over the edge. */
import { PROBLEM_CODES, type Problem, type ProblemCode } from '@/lib/contract/problem';

/** True for a code of the closed vocabulary. */
export function isProblemCode(code: unknown): code is ProblemCode {
  return PROBLEM_CODES.some((known) => known === code);
}

/** True for a body that is a problem with a code that we have words for. */
export function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && isProblemCode(body.code);
}
